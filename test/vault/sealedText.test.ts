import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { CannotOpen, type DataKey } from '../../src/vault/bytes'
import { encrypt } from '../../src/vault/encryption'
import { longestText } from '../../src/vault/padding'
import { openText, sealText, type TextPlace } from '../../src/vault/sealedText'
import { sodiumReady } from '../../src/vault/sodium'
import { oneFlippedBit, otherLengths, otherSpellings } from './damage'

beforeAll(() => sodiumReady)

const key = new Uint8Array(randomBytes(32)) as DataKey
const place: TextPlace = { caseId: 'case', kind: 'note', id: 'id', version: 1 }
const places = fc.record({ caseId: fc.string(), kind: fc.string(), id: fc.string(), version: fc.nat() })
const written = fc.string({ unit: 'grapheme', maxLength: 2000 })
const bytesOf = (sealed: string) => Buffer.from(sealed, 'base64url').length
const overhead = 1 + 24 + 16

test('a text comes back as it was written', () => {
  fc.assert(
    fc.property(written, places, (text, where) =>
      expect(openText(key, sealText(key, text, where), where)).toBe(text),
    ),
  )
})

test.each([
  ['nothing', ''],
  ['a letter whose last byte is 0x80', 'À'],
  ['many of them', 'À'.repeat(127)],
  ['zeros', '\0\0\0'],
  ['what looks like padding', '\u0080\0\0'],
  ['an emoji of several characters', 'семья 👩‍👩‍👧'],
  ['spaces and lines', ' \n\r\n\t '],
])('%s survives the padding', (_, text) => {
  expect(openText(key, sealText(key, text, place), place)).toBe(text)
})

test.each([
  [0, 256],
  [255, 256],
  [256, 1024],
  [1023, 1024],
  [1024, 4096],
  [4095, 4096],
  [4096, 16_384],
  [16_383, 16_384],
  [16_384, 65_536],
  [65_535, 65_536],
])('a text of %d bytes is padded to %d', (length, size) => {
  const sealed = sealText(key, 'x'.repeat(length), place)
  expect(bytesOf(sealed)).toBe(size + overhead)
  expect(openText(key, sealed, place)).toHaveLength(length)
})

test('a sealed text is one of five sizes, and grows only with the text', () => {
  const sizes = [256, 1024, 4096, 16_384, 65_536].map(size => size + overhead)
  fc.assert(
    fc.property(written, written, (a, b) => {
      const [short, long] = [a, b].sort((x, y) => Buffer.byteLength(x) - Buffer.byteLength(y)) as [
        string,
        string,
      ]
      const lengths = [short, long].map(text => bytesOf(sealText(key, text, place))) as [number, number]
      expect(sizes).toEqual(expect.arrayContaining(lengths))
      expect(lengths[0]).toBeLessThanOrEqual(lengths[1])
    }),
  )
})

test('a text that is too long is not sealed, counted in bytes', () => {
  expect(longestText).toBe(65_535)
  expect(() => sealText(key, 'x'.repeat(longestText), place)).not.toThrow()
  expect(() => sealText(key, 'x'.repeat(longestText + 1), place)).toThrow(RangeError)
  expect(() => sealText(key, 'я'.repeat(40_000), place)).toThrow(RangeError)
})

test('moved to another case, kind, id or version it does not open', () => {
  const sealed = sealText(key, 'text', place)
  const moved = [
    { caseId: 'other' },
    { kind: 'other' },
    { id: 'other' },
    { version: 2 },
    { caseId: 'id', id: 'case' },
  ]
  for (const change of moved) expect(() => openText(key, sealed, { ...place, ...change })).toThrow(CannotOpen)
})

test('with another key it does not open', () => {
  const other = new Uint8Array(randomBytes(32)) as DataKey
  expect(() => openText(other, sealText(key, 'text', place), place)).toThrow(CannotOpen)
})

test('damaged, cut, lengthened or spelt otherwise it does not open', () => {
  const sealed = sealText(key, 'text', place)
  for (const other of [...otherLengths(sealed), ...otherSpellings(sealed)]) {
    expect(() => openText(key, other, place)).toThrow(CannotOpen)
  }
  fc.assert(
    fc.property(
      oneFlippedBit(sealed),
      flipped => void expect(() => openText(key, flipped, place)).toThrow(CannotOpen),
    ),
  )
})

test('what was encrypted without padding does not pass for a text', () => {
  const where = ['text', place.caseId, place.kind, place.id, String(place.version)]
  expect(() => openText(key, encrypt(key, Buffer.from('plain'), where), place)).toThrow(CannotOpen)
})

test('two seals of the same text differ', () => {
  expect(sealText(key, 'text', place)).not.toBe(sealText(key, 'text', place))
})
