import fc from 'fast-check'
import ts from 'typescript'
import { passphraseProblem } from '../../src/auth/passphrase'
import { openPassphrase, unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { sourcesIn, type Source } from '../support/sources'
import { isUnder } from './bestOfThree'
import { prepare, readers } from './readers'

/*
 * Regular expressions that try again from every place, or in many ways, take a time that grows with the square of a
 * text, or worse. src/screening has a test of its own, with texts made for its patterns.
 */
jest.setTimeout(60_000)
const length = 100_000

/** What is only ever given to read what stands in our own files. */
const trusted = ['src/web/assets.ts', 'src/web/views.ts']

/** Put together while the program runs, and tried below by what uses it. */
const dynamic = ['src/auth/recoveryCodes.ts']

beforeAll(prepare)

const sources = sourcesIn('src', '.ts').filter(file => !file.path.startsWith('src/screening/'))
const literals = sources.flatMap(literalsIn)
const suspects = literals.filter(({ path }) => !trusted.includes(path))

test('the list of trusted texts holds no file that is gone', () => {
  expect(trusted.filter(path => !literals.some(one => one.path === path))).toEqual([])
})

test('patterns that are put together while the program runs are few, and known', () => {
  const made = sources.filter(file => /\bRegExp\(/.test(file.text)).map(file => file.path)
  expect(made).toEqual(dynamic)
})

test.each(suspects)('$path:$line $text reads 100 kB of anything in under 50 ms', ({ pattern, read }) => {
  const slow = hostileTo(pattern).find(text => !isQuick(read, text))
  expect(slow?.slice(0, 60)).toBeUndefined()
})

/** A long form holds up everybody, since one program reads them one after the other. */
test.each(readers)('%s reads %d bytes of anything in under 100 ms', (_, longest, read) => {
  const slow = longTexts.map(part => filled(part, longest)).filter(text => !isUnder(100, () => read(text)))
  expect(slow.map(text => text.slice(0, 60))).toEqual([])
})

// Longer ones are refused unscored.
test('a new passphrase of 200 characters is scored in under half a second', () => {
  const slow = longTexts
    .map(part => [...filled(part, 800)].slice(0, 200).join(''))
    .filter(text => !isUnder(500, () => passphraseProblem(text, ['quiet heron'])))
  expect(slow).toEqual([])
})

test('a passphrase as long as a form holds up nobody while it is read', async () => {
  const typed = filled('\u0301\u0316', 250_000)
  const tries: Promise<unknown>[] = []
  const open = () => tries.push(openPassphrase(typed, unusablePassphraseRecord(), Buffer.alloc(32)))
  expect(isUnder(50, open)).toBe(true)
  await Promise.all(tries)
})

/** Beginnings first: what takes forever for all of a text takes long enough for a few characters. */
function isQuick(read: (text: string) => unknown, text: string): boolean {
  const beginnings = [22, 500, 4_000].map(end => text.slice(0, end) + '\u0001')
  return [...beginnings, text].every(one => isUnder(50, () => read(one)))
}

interface Literal {
  path: string
  line: number
  text: string
  pattern: RegExp
  read: (text: string) => unknown
}

function literalsIn({ path, text }: Source): Literal[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Literal[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart())
      const pattern = patternOf(node.text)
      found.push({ path, line: line + 1, text: node.text, pattern, read: readingOf(node, pattern) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/')
  return new RegExp(literal.slice(1, end), literal.slice(end + 1))
}

/** As the source uses it; replacing reads what testing, matching and searching read. */
function readingOf(node: ts.Node, pattern: RegExp): (text: string) => unknown {
  const call = node.parent
  const splits =
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'split'
  return splits ? text => text.split(pattern) : text => text.replace(pattern, '')
}

/**
 * One kind of character after the other, pairs of those that the pattern speaks of, and what it nearly matches; at the
 * end something that it does not expect, so that it fails there and tries again.
 */
function hostileTo(pattern: RegExp): string[] {
  const members = classesIn(pattern.source)
  const spoken = alphabet.filter(one => pattern.source.includes(one) || members.some(kind => kind.test(one)))
  const pairs = spoken.flatMap(a => spoken.map(b => a + b))
  const nearly = matchesOf(pattern).flatMap(text => [text, text.slice(0, -1), text.slice(1)])
  const parts = [...new Set([...alphabet, ...pairs, ...nearly])].filter(part => part !== '')
  return [
    ...parts.map(part => filled(part)),
    ...nearly.slice(0, 3).flatMap(start => spoken.map(one => start + filled(one))),
  ].map(text => text + '\u0001')
}

const alphabet = [
  ...'aZ0 1-_.:/(),;%=+@\\<"\'|{#',
  ...'яЖё',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u00a0',
  '\u0301',
  '＝',
  '😀',
  '\ud800',
]

const escapes: [RegExp, RegExp][] = [
  [/\\s|\\p\{Z/, /\s/],
  [/\\d|\\w|\\p\{N/, /0/],
  [/\\w|\\p\{L|[a-z]-[a-z]/, /[aя]/],
  [/\\p\{C/, /\0/],
  [/\\p\{M/, /\u0301/],
  [/\\D|\[\^|[^\\]\./, /[a(-]/],
]

function classesIn(source: string): RegExp[] {
  return escapes.flatMap(([names, members]) => (names.test(source) ? [members] : []))
}

function matchesOf(pattern: RegExp): string[] {
  // fast-check makes no texts for classes of Unicode's and for looking ahead.
  if (/\\p\{|\(\?/.test(pattern.source)) return []
  return fc.sample(fc.stringMatching(pattern, { maxLength: 80 }), { numRuns: 8, seed: 1 })
}

/** So many bytes of a text. */
function filled(part: string, bytes = length): string {
  return part.repeat(Math.ceil(bytes / Buffer.byteLength(part)))
}

const longTexts = [
  ...alphabet,
  // Marks that change places when a text is normalised, and letters that become many.
  ...['\u0301\u0316', '\u0301'.repeat(60) + '\u0316'.repeat(60), '\u0301\uff9e', 'ﷺ', 'İ', 'ŉ'],
  ...[
    'a ',
    '1:',
    'p@$$w0rd',
    'лп',
    'q9Z',
    '0123abcd ',
    'K7M-4QX-Z',
    '2024-01',
    '+7 912 345-67-89 ',
    'меня зовут ',
  ],
]
