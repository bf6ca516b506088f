import { createHash } from 'node:crypto'
import type { Month } from '../calendar/month'
import { dimensions, type Count } from '../counts/count'
import { breakdowns, dimensionOf, type Breakdown } from '../reports/breakdown'
import type { InLanguages } from '../language/texts'
import { termsOf, wordingIn, type Taxonomy } from '../taxonomy/taxonomy'

/** A month with all that its page shows, so that no later figure and no later word can get into it. */
export interface FiledMonth {
  month: Month
  /** Every dimension, without the zeros, in one order. */
  counts: Count[]
  /** The codes that occur, with what they were called and meant in that month. */
  words: FiledWords
}

/** By field, in the order of the taxonomy. */
export type FiledWords = Partial<Record<Breakdown, FiledTerm[]>>

export interface FiledTerm {
  code: string
  label: InLanguages
  /** May be empty. */
  meaning: InLanguages
}

export function filedMonthOf(month: Month, counts: Count[], taxonomy: Taxonomy): FiledMonth {
  const some = counts.filter(count => count.n > 0)
  const words: FiledWords = {}
  for (const field of breakdowns) {
    const terms = termsFor(month, taxonomy, field, codesIn(some, field))
    if (terms.length > 0) words[field] = terms
  }
  return { month, counts: inOrder(some), words }
}

/**
 * The text that is kept: JSON without blanks, keys, counts and fields in one order, a line break at the end. The same
 * month gives the same bytes, so that texts can be compared.
 */
export function contentOf({ month, counts, words }: FiledMonth): string {
  const content = {
    format: 'tropa-filed-month-1',
    use: 'internal, exact figures, not for publication',
    unit: 'requests, not people',
    month,
    counts: inOrder(counts).map(({ dimension, category, value, n }) => ({ dimension, category, value, n })),
    words: Object.fromEntries(
      breakdowns.flatMap(field => (words[field] ? [[field, words[field].map(inOneOrder)]] : [])),
    ),
  }
  return `${JSON.stringify(content)}\n`
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

function termsFor(month: Month, taxonomy: Taxonomy, field: Breakdown, codes: Set<string>): FiledTerm[] {
  const known = termsOf(taxonomy, field).filter(term => codes.has(term.code))
  const others = [...codes].filter(code => !known.some(term => term.code === code)).sort()
  return [
    ...known.map(term => {
      const { label, meaning } = wordingIn(term, month)
      return { code: term.code, label, meaning }
    }),
    ...others.map(code => ({ code, label: { en: code, ru: code }, meaning: { en: '', ru: '' } })),
  ]
}

function codesIn(counts: Count[], field: Breakdown): Set<string> {
  if (field === 'category') return new Set(counts.map(count => count.category))
  return new Set(counts.filter(count => count.dimension === dimensionOf(field)).map(count => count.value))
}

/** By code unit, whatever order a database has. */
function inOrder(counts: Count[]): Count[] {
  const key = ({ dimension, category, value }: Count) =>
    [String(dimensions.indexOf(dimension)).padStart(2, '0'), category, value].join(' ')
  return counts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

function inOneOrder({ code, label, meaning }: FiledTerm): FiledTerm {
  return { code, label: { en: label.en, ru: label.ru }, meaning: { en: meaning.en, ru: meaning.ru } }
}
