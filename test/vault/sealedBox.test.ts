import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { CannotOpen, toText, type BoxPrivate, type BoxPublic } from '../../src/vault/bytes'
import {
  boxPairFromPrivate,
  boxPairFromSeed,
  newBoxPair,
  openSealed,
  sealTo,
  type BoxPair,
} from '../../src/vault/sealedBox'
import { sodiumReady } from '../../src/vault/sodium'
import { flippedBits, oneFlippedBit, otherLengths, otherSpellings } from './damage'

let reader: BoxPair
beforeAll(async () => {
  await sodiumReady
  reader = newBoxPair()
})

const secrets = fc.uint8Array({ maxLength: 500 })
const places = fc.array(fc.string(), { maxLength: 4 })
const opening = (sealed: string, pair = reader, place = ['place']) =>
  expect(() => openSealed(pair, sealed, place))

test('what is sealed to a public key opens with its pair in its place', () => {
  fc.assert(
    fc.property(secrets, places, (secret, place) => {
      expect(openSealed(reader, sealTo(reader.boxPublic, secret, place), place)).toEqual(secret)
    }),
  )
})

test('nobody else opens it, also not with half of the right pair', () => {
  const [sealed, other] = [sealTo(reader.boxPublic, randomBytes(32), ['place']), newBoxPair()]
  opening(sealed, other).toThrow(CannotOpen)
  opening(sealed, { ...reader, boxPrivate: other.boxPrivate }).toThrow(CannotOpen)
  opening(sealed, { ...reader, boxPublic: other.boxPublic }).toThrow(CannotOpen)
})

test.each(['', 'AAAA', 'not a key', toText(new Uint8Array(31)), toText(new Uint8Array(33))])(
  'with "%s" for a public key it does not open either',
  boxPublic => {
    const sealed = sealTo(reader.boxPublic, randomBytes(32), ['place'])
    opening(sealed, { ...reader, boxPublic: boxPublic as BoxPublic }).toThrow(CannotOpen)
    expect(() => sealTo(boxPublic as BoxPublic, randomBytes(32), ['place'])).toThrow()
  },
)

test('in another place it does not open', () => {
  fc.assert(
    fc.property(secrets, places, places, (secret, place, other) => {
      fc.pre(JSON.stringify(place) !== JSON.stringify(other))
      opening(sealTo(reader.boxPublic, secret, place), reader, other).toThrow(CannotOpen)
    }),
  )
})

test.each([0, 1, 32])('no bit of a sealed box of %d bytes can be changed', size => {
  const sealed = sealTo(reader.boxPublic, randomBytes(size), ['place'])
  // X25519 ignores the highest bit of a public key; the nonce does not.
  for (const flipped of flippedBits(sealed)) opening(flipped).toThrow(CannotOpen)
  for (const other of [...otherLengths(sealed), ...otherSpellings(sealed)]) opening(other).toThrow(CannotOpen)
  opening(sealed).not.toThrow()
})

test('nor any bit of a long one', () => {
  const sealed = sealTo(reader.boxPublic, randomBytes(70_000), ['place'])
  fc.assert(fc.property(oneFlippedBit(sealed), flipped => void opening(flipped).toThrow(CannotOpen)))
})

test('text that is no sealed box is refused in the same way', () => {
  const typed = fc.oneof(fc.string(), fc.base64String(), fc.uint8Array().map(toText))
  fc.assert(fc.property(typed, text => void opening(text).toThrow(CannotOpen)))
})

test('a box from elsewhere that holds too little for a place is refused', () => {
  const empty = sealTo(reader.boxPublic, new Uint8Array(), ['place'])
  expect(openSealed(reader, empty, ['place'])).toHaveLength(0)
  opening(empty, reader, []).toThrow(CannotOpen)
})

test('the same secret sealed twice looks different', () => {
  const secret = randomBytes(32)
  expect(sealTo(reader.boxPublic, secret, [])).not.toBe(sealTo(reader.boxPublic, secret, []))
})

test('a pair comes back from its seed, and from its private key', () => {
  const seed = new Uint8Array(randomBytes(32))
  expect(boxPairFromSeed(seed)).toEqual(boxPairFromSeed(seed.slice()))
  expect(boxPairFromSeed(seed)).not.toEqual(boxPairFromSeed(new Uint8Array(randomBytes(32))))
  expect(boxPairFromPrivate(reader.boxPrivate)).toEqual(reader)
  expect(newBoxPair()).not.toEqual(newBoxPair())
  expect(() => boxPairFromPrivate(new Uint8Array(31) as BoxPrivate)).toThrow(CannotOpen)
})
