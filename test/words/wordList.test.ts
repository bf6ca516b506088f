import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { passphraseProblem } from '../../src/auth/passphrase'
import type { Language } from '../../src/db/schema'
import { isWord, normaliseWords, randomWords, wordsOf, wordsOfHash } from '../../src/words/wordList'

const both: Language[] = ['en', 'ru']
const languages = fc.constantFrom(...both)
const word = fc.oneof(...both.map(language => fc.constantFrom(...wordsOf(language))))
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe.each([
  ['en' as const, /^[a-z]{3,9}$/],
  ['ru' as const, /^[а-я]{3,9}$/],
])('the list of %s', (language, alphabet) => {
  const words = wordsOf(language)

  test('has 7776 different words, one for each throw of five dice, sorted', () => {
    expect(words).toHaveLength(6 ** 5)
    expect(new Set(words).size).toBe(words.length)
    expect([...words].sort()).toEqual(words)
  })

  test('has short words in plain small letters, without hyphens and ё', () => {
    expect(words.filter(entry => !alphabet.test(entry))).toEqual([])
  })

  test('gives words from its beginning to its end', () => {
    const drawn = new Set(randomWords(language, 200_000))
    // A word stays out of 200,000 draws once in 1.5 * 10^11 times; all 7776 come, but once in 2 * 10^7 runs.
    expect(drawn.size).toBe(words.length)
  })

  test('makes passphrases of six words that no list of common ones gives away', () => {
    for (let i = 0; i < 200; i++) {
      const passphrase = randomWords(language, 6).join(' ')
      expect([passphrase, passphraseProblem(passphrase, [])]).toEqual([passphrase, undefined])
    }
  })
})

describe('words that are read out or copied by hand', () => {
  test('no Russian word sounds like another', () => {
    const heard = new Map<string, string[]>()
    for (const entry of wordsOf('ru')) heard.set(sound(entry), [...(heard.get(sound(entry)) ?? []), entry])
    expect(heard.size).toBeGreaterThan(7000)
    expect([...heard.values()].filter(entries => entries.length > 1)).toEqual([])
  })

  test('no word of one list looks like a word of the other', () => {
    const english = new Set(wordsOf('en'))
    expect(wordsOf('ru').filter(entry => english.has(inLatinShapes(entry)))).toEqual([])
    expect(inLatinShapes('атом')).toBe('atom')
  })

  test.each([
    'война',
    'смерть',
    'убийца',
    'тюрьма',
    'солдат',
    'оружие',
    'повестка',
    'призыв',
    'фронт',
    'арест',
  ])('the Russian list spares people the word %s', entry => expect(isWord(entry)).toBe(false))
})

describe('what somebody typed', () => {
  test('a word of either list is known, in capitals, decomposed and with ё too', () => {
    for (const typed of ['abacus', 'Zoom', 'ABACUS', 'яблоко', 'ЯБЛОКО', 'Вёдро'])
      expect(isWord(typed)).toBe(true)
    for (const typed of ['', 'xyzzy', 'абакус', 'abacus zoom', 'abacus,']) expect(isWord(typed)).toBe(false)
  })

  test('words come back, however they were separated and written', () => {
    const gap = fc.constantFrom(' ', '  ', '\n', ', ', ',', '\u00a0', ' ,\t')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap, fc.boolean())), typed => {
        const text = typed
          .map(([entry, after, loud]) => (loud ? entry.toUpperCase() : entry) + after)
          .join('')
        expect(normaliseWords(` ${text}`)).toEqual(typed.map(([entry]) => entry))
      }),
    )
  })

  test('a hyphen splits nothing', () => {
    expect(normaliseWords('Yo-Yo, ёлка')).toEqual(['yo-yo', 'елка'])
  })
})

describe('a hash as words', () => {
  test('is the same words each time, out of the list of the language', () => {
    fc.assert(
      fc.property(languages, hash, fc.integer({ min: 1, max: 14 }), (language, bytes, count) => {
        const words = wordsOfHash(language, bytes, count)
        expect(words).toHaveLength(count)
        expect(words).toEqual(wordsOfHash(language, Uint8Array.from(bytes), count))
        expect(words.filter(entry => !wordsOf(language).includes(entry))).toEqual([])
      }),
    )
  })

  test('is the hash as a number with 7776 digits, lowest first', () => {
    const number = 7775n + 5n * 7776n + 7776n ** 2n
    const bytes = Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
    const [first, , , , , sixth] = wordsOf('en')
    expect(wordsOfHash('en', bytes, 4)).toEqual(['zoom', sixth, wordsOf('en')[1], first])
  })

  test('says the same place of the list in both languages', () => {
    fc.assert(
      fc.property(hash, bytes => {
        const [english, russian] = both.map(language =>
          wordsOfHash(language, bytes, 6).map(entry => wordsOf(language).indexOf(entry)),
        )
        expect(english).toEqual(russian)
      }),
    )
  })

  test('has other words when one bit of its 77 lowest is another', () => {
    fc.assert(
      fc.property(hash, fc.integer({ min: 0, max: 76 }), (bytes, bit) => {
        const other = Uint8Array.from(bytes)
        other[31 - (bit >> 3)]! ^= 1 << (bit & 7)
        expect(wordsOfHash('ru', other, 6)).not.toEqual(wordsOfHash('ru', bytes, 6))
      }),
    )
  })

  test('does not get more words than it has bits for', () => {
    const short = randomBytes(17)
    expect(wordsOfHash('en', short, 5)).toHaveLength(5)
    expect(() => wordsOfHash('en', short, 6)).toThrow(RangeError)
    expect(() => wordsOfHash('en', new Uint8Array(), 1)).toThrow(RangeError)
  })
})

/** How a word sounds on a bad line: unstressed vowels, soft signs and voiced endings cannot be told apart. */
function sound(entry: string): string {
  const merged = entry
    .replace(/[сз]ч/g, 'ш')
    .replace(/[тд]с|[тд]ц/g, 'ц')
    .replace(/([сз])[тд]н/g, '$1н')
    .replace(/чн/g, 'шн')
    .replace(/[ьъ]/g, '')
    .replace(/./g, letter => ({ щ: 'ш', о: 'а', э: 'и', ы: 'и', й: 'и', я: 'и', е: 'и' })[letter] ?? letter)
  const single = (text: string) => text.replace(/(.)\1/g, '$1')
  const voiceless: Record<string, string> = { б: 'п', в: 'ф', г: 'к', д: 'т', ж: 'ш', з: 'с' }
  return single(single(merged).replace(/[бвгджз](?=$|[пфктшсхцч])/g, letter => voiceless[letter]!))
}

function inLatinShapes(entry: string): string {
  const shapes: Record<string, string> = {
    а: 'a',
    в: 'b',
    е: 'e',
    и: 'u',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    п: 'n',
  }
  const more: Record<string, string> = { г: 'r', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', з: '3' }
  return [...entry].map(letter => shapes[letter] ?? more[letter] ?? letter).join('')
}
