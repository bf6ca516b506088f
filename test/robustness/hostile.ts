import { multipleFields, singleFields } from '../../src/cases/case'
import type { Random } from '../../src/demo/seededRandom'
import { sourcesIn } from '../support/sources'

/** What no person types, one by one: each has broken some program. */
export const hostileTexts: string[] = [
  ...[
    '',
    ' ',
    '\0',
    '\0\0',
    'a\0b',
    '\r\n',
    '\t',
    '\x0b',
    '\x1b[2J',
    '\x7f',
    '\x85',
    '\u2028',
    '\u2029',
    '\ufeff',
  ],
  // Text that runs to the left, joiners, and what cannot be seen.
  ...['\u202e', '\u202dabc\u202c', '\u2066\u2067', '\u200b', '\u200d', '\u00ad', '\u061c', 'שלום', 'مرحبا'],
  // Halves of characters, and characters that grow or shrink when their case or form changes.
  ...[
    '\ud800',
    '\udc00',
    '\udfff\ud800',
    'a\ud83d',
    'İ',
    'ŉ',
    'ß',
    'ﬃ',
    'ﷺ',
    'Ⅷ',
    'K',
    'ẞ',
    'ǰ',
    '½',
    '²',
    '٣',
    '１２３',
  ],
  ...[
    'a\u0301',
    '\u0301\u0316\u0301',
    '\uff9e\u0301',
    'Z\u0351\u0352\u0353',
    '👩‍👩‍👧‍👧',
    '🏳️‍🌈',
    '𝟘',
    '\u{10ffff}',
    '\u{e0001}',
  ],
  // Names that every object has.
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
    'then',
  ],
  // Numbers at the edge of what numbers can be.
  ...[
    '0',
    '-0',
    '-1',
    '1e308',
    '1e999',
    'NaN',
    'Infinity',
    '0x10',
    '0b1',
    '1_000',
    '2147483648',
    '9007199254740993',
  ],
  ...['9'.repeat(400), '0.1e-400', '１', '٠', '-', '+', '.', '1.', ',', '1,000'],
  // What means something to somebody further on.
  ...[
    "'",
    '"',
    '`',
    '\\',
    '%',
    '%00',
    '%zz',
    '%u0041',
    '%E0%A4%A',
    '..',
    '../../etc/passwd',
    '//',
    '\\\\host',
    '|',
    '&',
    ';',
  ],
  ...[
    "' OR 1=1 --",
    '{{this}}',
    '{{{body}}}',
    '${7*7}',
    '<script>alert(1)</script>',
    '=1+1',
    '[object Object]',
    'null',
  ],
  ...[
    'undefined',
    'true',
    '[]',
    '{}',
    '{"__proto__":{"polluted":1}}',
    'javascript:alert(1)',
    'a=b&c=d',
    '*',
    '?',
    '#',
    '$&',
    '$1',
  ],
]

/** What a form of ours may well hold. */
export const likelyTexts: string[] = [
  ...[
    'soldier',
    'mobilised_civilian',
    'other',
    'new',
    'closed',
    'in_progress',
    'advice_given',
    'spam',
    'legal',
    'money',
  ],
  ...[
    'contract_wartime',
    'self',
    'telegram_bot',
    'eu',
    'day',
    'within_1h',
    'raid_or_detention',
    'open',
    'nobody',
  ],
  ...[
    '2024-01',
    '2024-02',
    '2024-03',
    '2024-13',
    '1899-12',
    '9999-99',
    '2024-03-15',
    '2024-02-31',
    'volunteer',
    'admin',
  ],
  ...[
    'coordinator',
    'yes',
    'keep',
    'mask',
    'asked',
    'another',
    'en',
    'ru',
    'lines',
    'columns',
    '1',
    '2',
    '000000',
    '123456',
  ],
  ...[
    'K7M-4QX-Z',
    '000-000-0',
    '7K3M-9QXR-42TD-8WZA',
    '/cases',
    '/cases?status=open',
    '//elsewhere.example',
    'system',
  ],
  ...[
    'case.recorded',
    '24285000003.8f0c',
    '1:0123abcd',
    'words',
    'seven quiet herons cross the river',
    'лп',
    'ldm',
  ],
]

const syllables = [
  ...'abcXYZ019 -_.:/,;%=&+@#?!()[]{}<>"\'\\|~^$*',
  ...'абвЯё№«»—…',
  '\n',
  '\t',
  '\0',
  '\u0301',
  '\ud800',
  '😀',
]

/** A text of the kinds above, alone, several in a row, or repeated up to `longest` characters. */
export function hostileText(random: Random, longest: number): string {
  const kind = random()
  if (kind < 0.3) return pick(random, hostileTexts)
  if (kind < 0.55) return pick(random, likelyTexts)
  if (kind < 0.75) return join(random, [...hostileTexts.slice(0, 60), ...likelyTexts], 6)
  if (kind < 0.97) return join(random, syllables, 40)
  const part = join(random, syllables, 4) || 'x'
  return part.repeat(Math.ceil((longest * random() ** 3) / part.length)).slice(0, longest)
}

export function pick<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)]!
}

/** Every field that a page has or the program asks for. */
export const fieldNames: string[] = [
  ...new Set([
    ...[...sourcesIn('views', '.hbs').map(file => file.text)].flatMap(namesInPage),
    ...sourcesIn('src', '.ts').flatMap(file => namesInProgram(file.text)),
    ...[...singleFields, ...multipleFields],
  ]),
].sort()

function namesInPage(page: string): string[] {
  return [...page.matchAll(/ name="([\w-]+)"/g)].map(match => match[1]!)
}

function namesInProgram(source: string): string[] {
  return [...source.matchAll(/\b(?:texts?|verbatim)\([\w.()]+, '(\w+)'\)/g)].map(match => match[1]!)
}

/** Names that a form does not have, or has otherwise. */
export const hostileNames = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__proto__[polluted]',
    'constructor[prototype]',
  ],
  ...[
    'needs[]',
    'needs[0]',
    'needs[__proto__]',
    'text[text]',
    'a[b][c][d]',
    'a.b',
    '[]',
    '',
    ' ',
    '\0',
    '😀',
    '__proto__.polluted',
  ],
]

/** What a page would send in these fields, so that some forms pass every check but the last. */
const suited: Record<string, string[]> = {
  category: ['soldier', 'mobilised_civilian', 'other'],
  month: ['2024-01', '2024-03', ''],
  status: ['new', 'closed', 'in_progress'],
  outcome: ['', 'advice_given', 'spam'],
  needs: ['legal', 'money'],
  need_letters: ['', 'l', 'LM'],
  profile: [''],
  version: ['1', '1', '2'],
  text: ['Needs a lawyer.', 'Call +7 912 345-67-89', '\u202eabc', 'ﷺ'.repeat(50)],
  screened: ['', 'keep', 'mask'],
  mask: ['words', 'a\nb', 'the', '\u0301'],
  whole: ['yes'],
  confirmed: ['yes'],
  role: ['volunteer', 'coordinator', 'admin'],
  pseudonym: ['Heron', 'quiet heron', 'Аист'],
  passphrase: ['seven quiet herons cross the river'],
  repeated: ['seven quiet herons cross the river'],
  through: ['2024-01', '2024-02'],
  from: ['2024-01', '2023-12'],
  to: ['2024-01', '2024-03', '/cases'],
  language: ['en', 'ru'],
  then: ['another'],
}

/** One field and its value, or values: a repeated field comes as a list. */
export function hostileField(
  random: Random,
  names: readonly string[],
  longest: number,
): [string, string | string[]] {
  const name = random() < 0.9 ? pick(random, names) : pick(random, hostileNames)
  const value = () =>
    Object.hasOwn(suited, name) && random() < 0.5 ? pick(random, suited[name]!) : hostileText(random, longest)
  return [name, random() < 0.1 ? [value(), value()] : value()]
}

/** A form as Express hands it on: without a prototype. */
export function hostileForm(
  random: Random,
  names: readonly string[],
  longest: number,
): Record<string, unknown> {
  const form = Object.create(null) as Record<string, unknown>
  for (let i = Math.floor(random() * 10); i >= 0; i--) {
    const [name, value] = hostileField(random, names, longest)
    form[name] = value
  }
  return form
}

function join(random: Random, parts: readonly string[], most: number): string {
  return Array.from({ length: Math.floor(random() * most) }, () => pick(random, parts)).join('')
}
