import fc from 'fast-check'
import { toText, type SignPublic } from '../../src/vault/bytes'
import { isSignedBy, newSignPair, sign, signPairFromSeed, type SignPair } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'
import { flippedBits, otherLengths, otherSpellings } from './damage'

let pair: SignPair
beforeAll(async () => {
  await sodiumReady
  pair = newSignPair()
})

const fields = fc.array(fc.string(), { maxLength: 4 })

test('a signature fits exactly the key, purpose and fields it was made for', () => {
  fc.assert(
    fc.property(fc.string(), fields, fc.string(), fields, (purpose, signed, otherPurpose, others) => {
      const signature = sign(pair.signPrivate, purpose, signed)
      expect(isSignedBy(pair.signPublic, signature, purpose, signed)).toBe(true)
      expect(isSignedBy(newSignPair().signPublic, signature, purpose, signed)).toBe(false)
      const same = purpose === otherPurpose && JSON.stringify(signed) === JSON.stringify(others)
      expect(isSignedBy(pair.signPublic, signature, otherPurpose, others)).toBe(same)
    }),
  )
})

test.each([
  ['for another purpose', 'epoch', ['a']],
  ['with fields divided otherwise', 'certificate', ['ab', 'c']],
  ['with one more field', 'certificate', ['a', 'bc', '']],
  ['with one field less', 'certificate', ['a']],
  ['in another order', 'certificate', ['bc', 'a']],
  ['with a field in the purpose', 'certificate1:a', ['bc']],
])('it does not fit %s', (_, purpose, others) => {
  const signature = sign(pair.signPrivate, 'certificate', ['a', 'bc'])
  expect(isSignedBy(pair.signPublic, signature, 'certificate', ['a', 'bc'])).toBe(true)
  expect(isSignedBy(pair.signPublic, signature, purpose, others)).toBe(false)
})

test('no bit of a signature or a public key can be changed, nor their length or spelling', () => {
  const signature = sign(pair.signPrivate, 'purpose', ['field'])
  for (const other of [...flippedBits(signature), ...otherLengths(signature), ...otherSpellings(signature)]) {
    expect(isSignedBy(pair.signPublic, other, 'purpose', ['field'])).toBe(false)
  }
  const key = pair.signPublic
  for (const other of [...flippedBits(key), ...otherLengths(key), ...otherSpellings(key)]) {
    expect(isSignedBy(other as SignPublic, signature, 'purpose', ['field'])).toBe(false)
  }
})

test('whatever it is given, checking answers no and never throws', () => {
  const anything = fc.oneof(fc.string(), fc.uint8Array({ maxLength: 70 }).map(toText))
  fc.assert(
    fc.property(anything, anything, (key, signature) => {
      expect(isSignedBy(key as SignPublic, signature, 'purpose', [])).toBe(false)
    }),
  )
})

// https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7: with a key of small order one signature would fit everything.
test.each([
  ['zero', '00'.repeat(32)],
  ['one', `01${'00'.repeat(31)}`],
  ['order 4', 'ed'.padEnd(62, 'f') + '7f'],
  ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
])('a public key of small order (%s) has signed nothing', (_, key) => {
  const zero = toText(new Uint8Array(64))
  const identity = toText(Buffer.from(`01${'00'.repeat(63)}`, 'hex'))
  const publicKey = toText(Buffer.from(key, 'hex')) as SignPublic
  for (const signature of [zero, identity]) {
    for (let i = 0; i < 32; i++) expect(isSignedBy(publicKey, signature, 'purpose', [String(i)])).toBe(false)
  }
})

test('a pair comes back from its seed', () => {
  const seed = new Uint8Array(32).fill(7)
  expect(signPairFromSeed(seed)).toEqual(signPairFromSeed(seed.slice()))
  expect(signPairFromSeed(seed).signPublic).not.toBe(pair.signPublic)
})
