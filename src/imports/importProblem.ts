import { taxonomyField, type CaseField } from '../cases/case'
import type { Month } from '../calendar/month'
import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import { termsOf, type Taxonomy, type Term } from '../taxonomy/taxonomy'
import { columns, limits } from './importFormat'
import { nearest } from './nearest'

/** Something that keeps a file from being imported. */
export interface ImportProblem {
  /** Undefined when it is about the file as a whole. */
  line?: number | undefined
  column?: string
  /** What stands there, as typed. */
  value?: string
  /** The month of the row, where the problem is one of that month alone. */
  month?: Month
  key: string
}

/** The problem as a sentence, with the nearest thing that would be right. */
export function problemText(
  problem: ImportProblem,
  language: Language,
  { texts, taxonomy }: { texts: Texts; taxonomy: Taxonomy },
): string {
  const { line, column = '', value = '', month = '', key } = problem
  const suggestion = suggestionFor(problem, taxonomy) ?? ''
  const sentence = texts(language, key, {
    ...{ column, value: shown(value), month, suggestion, suggested: suggestion ? 'yes' : 'no' },
    ...{ ...limits, bytes: limits.bytes / 1_000_000 },
  })
  return line === undefined ? sentence : texts(language, 'import.line', { line, sentence })
}

function suggestionFor({ column, value, key }: ImportProblem, taxonomy: Taxonomy): string | undefined {
  if (value === undefined) return undefined
  if (key === 'import.problem.unknown_column') return nearest(value, columnWords)
  if (key !== 'import.problem.unknown_code') return undefined
  const terms = termsOf(taxonomy, taxonomyField(column as CaseField))
  return nearest(value, terms.flatMap(wordsFor))
}

const columnWords = columns.map((name): [string, string] => [name, name])

/** People type labels as well as codes. */
function wordsFor({ code, label }: Term): [string, string][] {
  return [code, label.en, label.ru].map(word => [word, code])
}

/** A cell may hold anything: what could steer a terminal is taken out, and what is long is cut. */
export function shown(value: string, longest = 40): string {
  const plain = value.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
