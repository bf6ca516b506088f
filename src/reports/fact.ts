import type { Month } from '../calendar/month'
import { countIn, figureOf, groupsOf, type Figure, type Group, type Records } from './records'
import { smallestBase, type Period } from './period'

/**
 * What a sentence can be about, the most telling first: a month against the same a year before; the last two
 * months together; a season against the one before; the lowest season's share against the highest's; the
 * highest month on record; the category with the largest share; the share of any other in the last month.
 * Each has its condition in docs/explanation/trend-sentences.md.
 */
export const factKinds = [
  'year_change',
  'two_months',
  'season_change',
  'season_share',
  'record',
  'largest_share',
  'month_share',
] as const

export type FactKind = (typeof factKinds)[number]

/** Something true that is worth a sentence, before it is put into any language. */
export interface Fact {
  kind: FactKind
  /** Whose requests. */
  category: Group
  /** What it says. */
  figure: Figure
  /** What it compares that with, earlier in time. */
  against?: Figure
  /** Set if the figure is the highest of its length since this month, when the records began. */
  recordSince?: Month
  /** How strongly it asks to be told; compares facts of one kind only. */
  score: number
}

/** Looks for what may be said about complete months. */
export type FactRule = (records: Records, period: Period) => Fact[]

/** The figure of every group that rests on enough requests to be spoken of. */
export function tellableFigures(records: Records, period: Period): { group: Group; figure: Figure }[] {
  if (countIn(records, null, period) < smallestBase) return []
  return groupsOf(records).map(group => ({ group, figure: figureOf(records, group, period) }))
}

/** The candidate with the highest score; of equal ones the first. */
export function strongest<T>(candidates: T[], score: (candidate: T) => number): T[] {
  const best = candidates.reduce<T | undefined>(
    (best, candidate) => (best === undefined || score(candidate) > score(best) ? candidate : best),
    undefined,
  )
  return best === undefined ? [] : [best]
}
