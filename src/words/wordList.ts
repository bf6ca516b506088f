import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Language } from '../db/schema'
import { projectFile } from '../projectFiles'

/** 7776 words, sorted: 12.9 bits each. Where they come from: docs/reference/word-lists.md. */
export function wordsOf(language: Language): readonly string[] {
  const words = lists.get(language) ?? readWords(language)
  lists.set(language, words)
  return words
}

/** Words for a passphrase, each drawn by itself: six have 77.5 bits. */
export function randomWords(language: Language, count: number): string[] {
  const words = wordsOf(language)
  return Array.from({ length: count }, () => wordAt(words, randomInt(words.length)))
}

/**
 * A hash as words to read out and compare: the hash as a number, written with 7776 digits, lowest first.
 * 64 bits of the hash stay unused, so that no word is likelier than another by more than 2^-64.
 */
export function wordsOfHash(language: Language, hash: Uint8Array, count: number): string[] {
  const words = wordsOf(language)
  const size = BigInt(words.length)
  const bits = hash.length * 8 - 64
  if (size ** BigInt(count) > 1n << BigInt(Math.max(0, bits))) {
    throw new RangeError(`${hash.length} bytes are too short for ${count} words`)
  }
  const number = BigInt(`0x${Buffer.from(hash).toString('hex')}`)
  return Array.from({ length: count }, (_, n) => wordAt(words, Number((number / size ** BigInt(n)) % size)))
}

/** Whether either list has the word, so that a slip is found before all the words are refused. */
export function isWord(word: string): boolean {
  everyWord ??= new Set([...wordsOf('en'), ...wordsOf('ru')])
  return everyWord.has(normalise(word))
}

/** What somebody typed, as the lists write it. Splits at spaces and commas only: a hyphen may belong to a word. */
export function normaliseWords(typed: string): string[] {
  return normalise(typed)
    .split(/[\s,]+/)
    .filter(word => word !== '')
}

const files: Record<Language, string> = { en: 'english.txt', ru: 'russian.txt' }
const lists = new Map<Language, readonly string[]>()
let everyWord: ReadonlySet<string> | undefined

function readWords(language: Language): readonly string[] {
  return readFileSync(projectFile('src', 'words', files[language]), 'utf8')
    .trimEnd()
    .split('\n')
}

/** The lists have no ё, because many people type е for it. */
function normalise(typed: string): string {
  return typed.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
}

function wordAt(words: readonly string[], index: number): string {
  const word = words[index]
  if (word === undefined) throw new RangeError(`No word ${index}`)
  return word
}
