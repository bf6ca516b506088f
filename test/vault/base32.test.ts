import fc from 'fast-check'
import { base32, foldTyped, inFours, randomCharacters } from '../../src/vault/base32'

const characters = fc.array(fc.constantFrom(...base32), { minLength: 1 }).map(all => all.join(''))

test('random characters are of the alphabet, and all of it is used evenly', () => {
  const drawn = randomCharacters(64_000)
  expect(drawn).toMatch(/^[0-9A-HJKMNP-TV-Z]{64000}$/)
  // 2,000 of each expected, with a standard deviation of 44.
  for (const character of base32) {
    const count = drawn.split(character).length - 1
    expect(Math.abs(count - 2000)).toBeLessThan(44 * 8)
  }
})

test.each([
  ['in lower case', (code: string) => code.toLowerCase()],
  ['in groups', (code: string) => ` ${inFours(code)}\t`],
  ['with dashes and wide spaces of a phone', (code: string) => inFours(code).replaceAll('-', '\u2013\u00a0')],
  ['with O for 0, and I and l for 1', (code: string) => code.replaceAll('0', 'o').replace(/1/g, 'l')],
  [
    'with Cyrillic letters that look alike',
    (code: string) => code.replace(/[03ABCEHKMPTXY]/g, c => 'ОЗАВСЕНКМРТХУ'['03ABCEHKMPTXY'.indexOf(c)]!),
  ],
])('characters typed %s are read as they were', (_, typed) => {
  fc.assert(fc.property(characters, code => expect(foldTyped(typed(code))).toBe(code)))
})

test('what does not belong to a code stays, so that it is noticed', () => {
  expect(foldTyped('7k3m-Щu!')).toBe('7K3MЩU!')
})
