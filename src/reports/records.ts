import type { Count } from '../counts/count'
import { addMonths, type Month } from '../calendar/month'
import { monthsOf, overlap, smallestBase, type Period } from './period'

/** All requests ever counted, by month and category. A month without any is a month of zeros. */
export interface Records {
  /** The first month with a request. */
  began: Month
  /** Not over yet: its figures are provisional, and no sentence rests on them. */
  thisMonth: Month
  /** Codes, in the order in which people know them. */
  categories: string[]
  /** By month, then group; only months that have a request. */
  counts: ReadonlyMap<Month, ReadonlyMap<Group, number>>
}

/** A category's code, or null for all requests together. */
export type Group = string | null

/** How many requests of a group came in a period, out of how many. */
export interface Figure extends Period {
  count: number
  total: number
}

/** Records from the cube's dimension `total`; undefined when it holds no request. */
export function recordsOf(totals: Count[], categories: string[], thisMonth: Month): Records | undefined {
  const counts = new Map<Month, Map<Group, number>>()
  for (const { month, category, n } of totals.filter(count => count.n > 0)) {
    const ofMonth = counts.get(month) ?? new Map<Group, number>()
    for (const group of [category, null]) ofMonth.set(group, (ofMonth.get(group) ?? 0) + n)
    counts.set(month, ofMonth)
  }
  const began = [...counts.keys()].sort()[0]
  if (!began) return undefined
  const retired = totals.map(count => count.category).filter(category => !categories.includes(category))
  return { began, thisMonth, categories: [...categories, ...[...new Set(retired)].sort()], counts }
}

export function groupsOf(records: Records): Group[] {
  return [null, ...records.categories]
}

export function countIn(records: Records, group: Group, period: Period): number {
  const months = period.from === period.to ? [period.from] : monthsOf(period)
  return months.reduce((sum, month) => sum + (records.counts.get(month)?.get(group) ?? 0), 0)
}

export function figureOf(records: Records, group: Group, period: Period): Figure {
  return { ...period, count: countIn(records, group, period), total: countIn(records, null, period) }
}

/** The share a figure is of all requests, from 0 to 1; undefined when there are too few to speak of one. */
export function shareOf({ count, total }: Pick<Figure, 'count' | 'total'>): number | undefined {
  return total < smallestBase ? undefined : count / total
}

/** The months that are over and lie in a period, or in all of the records when none is named. */
export function completeMonths(records: Records, period?: Period): Period | undefined {
  const over = { from: records.began, to: addMonths(records.thisMonth, -1) }
  return overlap(over, period ?? over)
}
