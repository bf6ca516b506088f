import { readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '../db/schema'

export const languages: Language[] = ['en', 'ru']

export type InLanguages = Record<Language, string>

/** The same in each language. */
export function inEach(say: (language: Language) => string): InLanguages {
  return { en: say('en'), ru: say('ru') }
}

export type Values = Record<string, string | number>

/** The sentence behind a key, in ICU message syntax, with the values put in. Throws on an unknown key. */
export type Texts = (language: Language, key: string, values?: Values) => string

/** Reads `en.json` and `ru.json` from a folder. A message is parsed when it is first asked for. */
export function loadTexts(folder: string): Texts {
  const sources = Object.fromEntries(languages.map(language => [language, read(folder, language)]))
  const parsed = new Map<string, IntlMessageFormat>()
  return (language, key, values = {}) => {
    const id = `${language} ${key}`
    let message = parsed.get(id)
    if (!message) {
      const source = sources[language]?.[key]
      if (source === undefined) throw new Error(`no text for "${key}" in ${language}.json`)
      message = new IntlMessageFormat(source, language, undefined, { ignoreTag: true })
      parsed.set(id, message)
    }
    return String(message.format(values))
  }
}

/** The language a browser prefers, of those we speak. */
export function languageOf(accepted: string | false | undefined): Language {
  return accepted === 'ru' ? 'ru' : 'en'
}

function read(folder: string, language: Language): Record<string, string> {
  return JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8')) as Record<string, string>
}
