import fc from 'fast-check'
import { newCaseCode, parseCaseCode } from '../../src/cases/caseCode'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codes = fc.nat().map(() => newCaseCode())

test('a new code is written in groups and reads back as itself', () => {
  fc.assert(
    fc.property(codes, code => {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]$/)
      expect(parseCaseCode(code)).toEqual({ code })
    }),
  )
})

test('every single wrong character is recognised as a typing error', () => {
  fc.assert(
    fc.property(codes, fc.nat(6), fc.nat(31), (code, position, other) => {
      const plain = [...code.replaceAll('-', '')]
      fc.pre(plain[position] !== alphabet[other])
      plain[position] = alphabet[other]!
      expect(parseCaseCode(plain.join(''))).toEqual({ problem: 'mistyped' })
    }),
  )
})

test('every swap of two characters, neighbours or not, is recognised', () => {
  fc.assert(
    fc.property(codes, fc.nat(6), fc.nat(6), (code, i, j) => {
      const plain = [...code.replaceAll('-', '')]
      fc.pre(plain[i] !== plain[j])
      ;[plain[i], plain[j]] = [plain[j]!, plain[i]!]
      expect(parseCaseCode(plain.join(''))).toEqual({ problem: 'mistyped' })
    }),
  )
})

test.each([
  ['lower case and spaces', (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `],
  ['O for 0 and I or l for 1', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l')],
  [
    'Cyrillic letters that look alike',
    (code: string) => code.replace(/[ABCEHKMPTXY]/g, letter => 'АВСЕНКМРТХУ'['ABCEHKMPTXY'.indexOf(letter)]!),
  ],
])('a code typed with %s is still read', (_, typed) => {
  fc.assert(fc.property(codes, code => expect(parseCaseCode(typed(code))).toEqual({ code })))
})

test.each([undefined, null, 7, '', 'K7M', 'K7M-4QX-Z2', ['K7M-4QX-Z'], '???-???-?'])(
  '%p is not a code',
  typed => {
    expect(parseCaseCode(typed)).toEqual({ problem: 'not-a-code' })
  },
)
