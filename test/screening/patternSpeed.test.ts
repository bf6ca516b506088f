import { harmless } from '../../src/screening/harmless'
import { identifierRules } from '../../src/screening/identifierRules'
import { findIdentifiers } from '../../src/screening/identifiers'
import { maskWords } from '../../src/screening/mask'
import { isUnder } from '../robustness/bestOfThree'
import { positives } from './examples'

// Each kind of character, and what is nearly found again and again.
const hostile = [
  ...[
    'a',
    'Я',
    'я',
    '1',
    '8',
    'f',
    '+',
    '@',
    '.',
    '-',
    ' ',
    '(',
    ':',
    '/',
    '№',
    '°',
    '▒',
    '\n',
    '_',
    '😀',
    'ა',
  ],
  ...['a.', 'a@', 'a.a@', 'a-', 'a-a.', '@aa', '@a-', 'a.com/', 'http://', 'https://,', 'tg a', 'tg aaaa.'],
  ...[
    '1.',
    '5.',
    '12.',
    '12:',
    'a:',
    'ab:',
    '1-',
    '(1',
    '1 ',
    '12 ',
    '+7',
    '+7 9',
    '8 900 ',
    '1 000 ',
    '41.7151',
  ],
  ...[
    'A1',
    '1A Aa Aa ',
    'паспорт ',
    'серия номер ',
    'март ',
    '1 или ',
    '1 марта',
    'двадцать ',
    'ст. ',
    'в/ч ',
  ],
  ...[
    'Аа ',
    'Аа А. ',
    'Ааов ',
    'Аа Аааов',
    'аов',
    'ул. А ',
    'улица ',
    '1 гвардейской ',
    'меня зовут в ',
    'зовут ',
  ],
]
const nearlyOf = (kind: string) =>
  positives.flatMap(([is, , found]) => (is === kind ? [found.slice(0, -1)] : []))

const patterns = [...Object.entries(identifierRules), ['what is harmless', harmless] as const].flatMap(
  ([kind, ofKind]) => ofKind.map((pattern, i) => [`${kind} ${i + 1}`, kind, pattern] as const),
)

test.each(patterns)('pattern %s reads 100 kB of anything in under 50 ms', (_, kind, pattern) => {
  const slow = [...hostile, ...nearlyOf(kind)].filter(
    part => !isUnder(50, () => fill(part).replace(pattern, '')),
  )
  expect(slow).toEqual([])
})

test('all of them together, and what joins the findings, stay linear', () => {
  const slow = [...hostile, '@aa@', '14:35', '12.03.2024,@'].filter(
    part => !isUnder(1500, () => findIdentifiers(fill(part))),
  )
  expect(slow).toEqual([])
})

test('fifty words are masked in 100 kB in under 500 ms', () => {
  const words = Array.from({ length: 50 }, (_, i) => `${'а '.repeat(20)}${i}`)
  expect(isUnder(500, () => maskWords(fill('а '), words))).toBe(true)
})

function fill(part: string): string {
  return part.repeat(Math.ceil(100_000 / part.length))
}
