import { languages } from '../language/texts'
import { normaliseWords, wordsOfHash } from '../words/wordList'
import type { Language } from '../db/schema'

/** A head as people write it down: the number, and its words or the beginning of its hash. */
export interface WrittenHead {
  number: number
  mark: string
}

/** Reads `1234:` with a hash, eight or more of its first characters, or its six words after it. */
export function parseWrittenHead(typed: string): WrittenHead | undefined {
  const [, digits = '', mark = ''] = /^\s*(\d{1,9}):(.+)$/s.exec(typed) ?? []
  const complete = hashBeginning.test(plain(mark)) || plain(mark).split(' ').length >= 6
  return digits && complete ? { number: Number(digits), mark } : undefined
}

/** The hash as six words, which say 77 bits of it. */
export function headWords(language: Language, hash: string): string {
  return wordsOfHash(language, Buffer.from(hash, 'hex'), 6).join(' ')
}

/**
 * Whether what was written down is this hash: its words in either language, or 8 or more of its first characters.
 * What is no hash, such as that before the first entry or one that was tampered with, has no mark.
 */
export function isMarkOf(mark: string, hash: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(hash)) return false
  const written = plain(mark)
  if (hashBeginning.test(written)) return hash.startsWith(written)
  return languages.some(language => plain(headWords(language, hash)) === written)
}

const hashBeginning = /^[0-9a-f]{8,64}$/

function plain(mark: string): string {
  return normaliseWords(mark).join(' ')
}
