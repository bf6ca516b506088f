import type { Language } from '../db/schema'
import type { Texts, Values } from '../language/texts'
import { shown } from '../imports/importProblem'

/** Something that keeps a file from becoming a series. */
export interface SeriesProblem {
  /** The line it stands on; undefined when it is about the file as a whole, or the file has no lines. */
  line?: number | undefined
  key: string
  values?: Values
}

/** The file cannot be read any further. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  constructor(readonly problem: SeriesProblem) {
    super(problem.key)
  }
}

/** The problem as a sentence. What comes out of the file is shown without what could steer a terminal. */
export function seriesProblemText(
  { line, key, values = {} }: SeriesProblem,
  language: Language,
  texts: Texts,
): string {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? shown(value, 200) : value,
  ])
  const sentence = texts(language, key, Object.fromEntries(safe) as Values)
  return line === undefined ? sentence : texts(language, 'import.line', { line, sentence })
}
