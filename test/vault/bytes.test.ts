import fc from 'fast-check'
import { CannotOpen, fromText, lengthPrefixed, toText } from '../../src/vault/bytes'
import { otherSpellings } from './damage'

test('bytes survive as text, whatever they are', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => expect(fromText(toText(bytes))).toEqual(bytes)))
})

test('every other spelling of the same bytes is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), bytes => {
      for (const spelling of otherSpellings(toText(bytes)))
        expect(() => fromText(spelling)).toThrow(CannotOpen)
    }),
  )
})

test('no two lists of texts become the same text', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('1', ':', 'a', 'я', '😀', '') }), { maxLength: 4 })
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b))
      expect(lengthPrefixed(a)).not.toBe(lengthPrefixed(b))
    }),
    { numRuns: 2000 },
  )
})
