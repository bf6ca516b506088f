import type { Language } from '../db/schema'
import { randomWords } from '../words/wordList'

/** Six words of a list of 7,776: 77 random bits. */
export function offeredPassphrase(language: Language): string {
  return randomWords(language, 6).join(' ')
}
