import fc from 'fast-check'
import { newCaseCode } from '../../src/cases/caseCode'
import { correctionsOf } from '../../src/cases/codeCorrections'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codes = fc.nat().map(() => newCaseCode())
const characters = fc.constantFrom(...alphabet, 'U', '?', 'Ж')
const slips: [string, (code: string[], at: number, character: string) => string[]][] = [
  ['one wrong character', (code, at, character) => code.with(at, character)],
  ['two neighbours swapped', (code, at) => code.toSpliced(at, 2, ...code.slice(at, at + 2).reverse())],
  ['one character missing', (code, at) => code.toSpliced(at, 1)],
  ['one character doubled', (code, at) => code.toSpliced(at, 0, code[at]!)],
  ['one character too many', (code, at, character) => code.toSpliced(at, 0, character)],
]

test.each(slips)('with %s the code that was meant is among a dozen', (_, slip) => {
  fc.assert(
    fc.property(codes, fc.nat(6), characters, (code, at, character) => {
      const typed = slip([...code.replaceAll('-', '')], at, character).join('')
      fc.pre(typed !== code.replaceAll('-', ''))
      const corrections = correctionsOf(typed.toLowerCase())
      expect(corrections).toContain(code)
      expect(new Set(corrections).size).toBe(corrections.length)
      expect(corrections.length).toBeLessThanOrEqual(13)
    }),
  )
})

test('a code that is right is not corrected', () => {
  fc.assert(fc.property(codes, code => expect(correctionsOf(code)).toEqual([])))
})

test.each(['', 'K7M', 'K7M-4QX-ZZZ', '???????', 'not a code at all', '7'.repeat(100_000)])(
  'nothing is made of what is no code at all (%#)',
  typed => {
    expect(correctionsOf(typed)).toEqual([])
  },
)
