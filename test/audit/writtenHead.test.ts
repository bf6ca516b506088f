import { createHash } from 'node:crypto'
import { headWords, isMarkOf, parseWrittenHead } from '../../src/audit/writtenHead'

const hash = createHash('sha256').update('a head').digest('hex')
const other = createHash('sha256').update('another').digest('hex')

test('a head is recognised by its words in either language, however they are typed', () => {
  for (const language of ['en', 'ru'] as const) {
    const words = headWords(language, hash)
    expect(words.split(' ')).toHaveLength(6)
    expect(isMarkOf(`  ${words.toUpperCase().replaceAll(' ', '  ')} `, hash)).toBe(true)
    expect(isMarkOf(words, other)).toBe(false)
    expect(isMarkOf(words.split(' ').slice(1).join(' '), hash)).toBe(false)
  }
})

test('a head is recognised by its hash, or by eight or more of its first characters', () => {
  for (const length of [8, 9, 63, 64]) expect(isMarkOf(hash.slice(0, length).toUpperCase(), hash)).toBe(true)
  for (const mark of ['', hash.slice(0, 7), hash.slice(1), `${hash}0`, other]) {
    expect(isMarkOf(mark, hash)).toBe(false)
  }
})

test('what is no hash has no mark', () => {
  for (const none of ['', 'x', hash.slice(1)]) expect(isMarkOf(none, none)).toBe(false)
})

test.each([
  [`12:${hash}`, { number: 12, mark: hash }],
  ['12:0123abcd', { number: 12, mark: '0123abcd' }],
  ['7: one two three four five six', { number: 7, mark: ' one two three four five six' }],
])('"%s" is read', (typed, written) => expect(parseWrittenHead(typed)).toEqual(written))

test.each(['', '12', '12:', '12:0123abc', '12:one two', ':0123abcd', 'x:0123abcd', '-1:0123abcd'])(
  '"%s" is no head',
  typed => expect(parseWrittenHead(typed)).toBeUndefined(),
)
