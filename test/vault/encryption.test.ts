import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { CannotOpen, type DataKey } from '../../src/vault/bytes'
import { decrypt, encrypt, KeysWiped, wipe } from '../../src/vault/encryption'
import { newSignPair, sign } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'
import { flippedBits, oneFlippedBit, otherLengths, otherSpellings } from './damage'

beforeAll(() => sodiumReady)

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }) as unknown as fc.Arbitrary<DataKey>
const plains = fc.uint8Array({ maxLength: 2000 })
const places = fc.array(fc.string(), { maxLength: 4 })
const key = new Uint8Array(randomBytes(32)) as DataKey
const opening = (text: string, place = ['place']) => expect(() => decrypt(key, text, place))

test('what was encrypted opens with its key in its place', () => {
  fc.assert(
    fc.property(keys, plains, places, (one, plain, place) => {
      expect(decrypt(one, encrypt(one, plain, place), place)).toEqual(plain)
    }),
  )
})

test('with another key nothing opens, not even with one that differs by a bit', () => {
  fc.assert(
    fc.property(plains, fc.nat(255), (plain, bit) => {
      const other = key.slice() as DataKey
      other[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => decrypt(other, encrypt(key, plain, []), [])).toThrow(CannotOpen)
    }),
  )
  const short = key.subarray(0, 31) as DataKey
  expect(() => decrypt(short, encrypt(key, key, []), [])).toThrow(CannotOpen)
})

test('in another place nothing opens', () => {
  fc.assert(
    fc.property(plains, places, places, (plain, place, other) => {
      fc.pre(JSON.stringify(place) !== JSON.stringify(other))
      opening(encrypt(key, plain, place), other).toThrow(CannotOpen)
    }),
  )
})

test.each([
  [
    ['ab', 'c'],
    ['a', 'bc'],
  ],
  [['a'], ['a', '']],
  [['1:a'], ['a']],
  [[], ['']],
  [
    ['a', 'b'],
    ['b', 'a'],
  ],
])('the places %j and %j are two', (place, other) => {
  opening(encrypt(key, key, place), other).toThrow(CannotOpen)
  opening(encrypt(key, key, other), place).toThrow(CannotOpen)
})

test.each([0, 5, 6, 7])(
  'no bit of a ciphertext of %d bytes can be changed, its version and nonce included',
  size => {
    const text = encrypt(key, randomBytes(size), ['place'])
    for (const flipped of flippedBits(text)) opening(flipped).toThrow(CannotOpen)
    for (const other of [...otherLengths(text), ...otherSpellings(text)]) opening(other).toThrow(CannotOpen)
    opening(text).not.toThrow()
  },
)

test('nor any bit of a long one', () => {
  const text = encrypt(key, randomBytes(70_000), ['place'])
  fc.assert(fc.property(oneFlippedBit(text), flipped => void opening(flipped).toThrow(CannotOpen)))
})

test('text that was never encrypted is refused in the same way', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.uint8Array().map(bytes => Buffer.from(bytes).toString('base64url')),
  )
  fc.assert(fc.property(typed, text => void opening(text).toThrow(CannotOpen)))
})

test('the same text encrypted twice has nothing in common but the version', () => {
  const [a, b] = [1, 2].map(() => Buffer.from(encrypt(key, Buffer.alloc(64), []), 'base64url'))
  expect(a![0]).toBe(1)
  expect(b![0]).toBe(1)
  const same = [...a!.subarray(1)].filter((byte, i) => byte === b![i + 1])
  // 104 random bytes; twelve alike would happen once in ten to the fourteenth.
  expect(same.length).toBeLessThan(12)
})

test('a secret that is wiped is gone', () => {
  const secret = new Uint8Array(randomBytes(32))
  wipe(secret)
  expect(secret).toEqual(new Uint8Array(32))
})

test('with a key that was overwritten nothing is sealed or signed: everybody could open it', () => {
  const gone = new Uint8Array(randomBytes(32)) as DataKey
  wipe(gone)
  expect(() => encrypt(gone, Buffer.from('words'), ['place'])).toThrow(KeysWiped)
  const { signPrivate } = newSignPair()
  wipe(signPrivate)
  expect(() => sign(signPrivate, 'purpose', [])).toThrow(KeysWiped)
})
