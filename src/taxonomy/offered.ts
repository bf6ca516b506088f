import { monthDistance, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { monthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { isInUse, type Taxonomy, type Term } from './taxonomy'

interface Reading {
  language: Language
  texts: Texts
}

/** ` (until March 2024)` beside the label of a term that requests of the month cannot have; nothing if they can. */
export function markOf({ language, texts }: Reading, { from, to }: Term, month: Month): string {
  if (isInUse({ from, to }, month)) return ''
  const mark =
    to && to < month
      ? texts(language, 'taxonomy.until', { month: monthName(language, to) })
      : texts(language, 'taxonomy.since', { month: monthName(language, from!, 'genitive') })
  return ` (${mark})`
}

/** The same terms without their months: for what was true once and is only compared. */
export function withoutMonths(taxonomy: Taxonomy): Taxonomy {
  const unlimited = ([field, terms]: [string, Term[]]) =>
    [field, terms.map(term => ({ ...term, from: undefined, to: undefined }))] as const
  return Object.fromEntries(Object.entries(taxonomy).map(unlimited))
}

/** Requests of a year before are still logged now and then: the latest month of these with terms that are retired since. */
export function lastRetiring(taxonomy: Taxonomy, month: Month): Month | undefined {
  const ends = Object.entries(taxonomy).flatMap(([field, terms]) =>
    terms.flatMap(({ to }) => (to && field !== 'outcome' ? to : [])),
  )
  return ends
    .filter(to => to < month && monthDistance(to, month) <= 12)
    .sort()
    .at(-1)
}
