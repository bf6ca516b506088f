import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import type { Problems } from '../web/form'

/** What a verb refused, as an error whose message has a line for each option: `through: …`. */
export function problemsIn(problems: Problems, texts: Texts, language: Language): Error {
  const lines = Object.entries(problems).map(([name, key]) => `--${name}: ${texts(language, key)}`)
  return new Error(lines.join('\n'))
}
