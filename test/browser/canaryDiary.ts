import type { Page } from 'playwright-core'
import { canaryOf, canaryOfWords, randomLetters, type Canary } from './canaries'

/** What was typed and shown in the course of a day, to be looked for afterwards. */
export interface Diary {
  /** Must be nowhere, at any time. */
  secrets: Canary[]
  /** Stands on the disk until it is destroyed. */
  destroyed: Canary[]
  /** Stands on the disk, and is meant to. */
  readable: Canary[]
  /** Names of the fields that somebody has typed into. */
  filled: Set<string>
  /** The secrets of all phones. */
  phones: string[]
  /** A new text that must be nowhere. */
  secret(name: string, alphabet?: 'latin' | 'cyrillic', length?: number): string
  /** Text of a note in both alphabets. */
  note(name: string): string
  /** A new text that may be found. */
  known(name: string): string
  /** Words shown by a page, such as a passphrase. */
  words(name: string, words: string[]): void
  /** Something shown by a page, such as a code. */
  shown(name: string, text: string): string
  phone(secret: string): string
  type(page: Page, selector: string, text: string): Promise<void>
  /** The tokens that the page's cookies and forms hold now. */
  tokens(page: Page): Promise<void>
}

export function newDiary(): Diary {
  const diary: Diary = {
    ...{ secrets: [], destroyed: [], readable: [], filled: new Set<string>(), phones: [] },
    secret: (name, alphabet, length) => diary.shown(name, randomLetters(alphabet, length)),
    note: name => `${diary.secret(name)} ${diary.secret(`${name}, Cyrillic`, 'cyrillic')}`,
    known(name) {
      const text = randomLetters('latin', 14)
      diary.readable.push(canaryOf(name, text))
      return text
    },
    words: (name, words) => void diary.secrets.push(canaryOfWords(name, words)),
    shown(name, text) {
      diary.secrets.push(canaryOf(name, text))
      return text
    },
    phone(secret) {
      diary.phones.push(secret)
      return diary.shown('secret of a phone', secret)
    },
    async type(page, selector, text) {
      diary.filled.add((await page.getAttribute(selector, 'name'))!)
      await page.fill(selector, text)
    },
    async tokens(page) {
      // A public key is no secret.
      const open = ['language', 'reader']
      const cookies = (await page.context().cookies()).filter(({ name }) => !open.includes(name))
      for (const { name, value } of cookies) diary.shown(`${name} cookie`, value)
      diary.shown('form token', await page.locator('input[name=csrf]').first().inputValue())
    },
  }
  return diary
}
