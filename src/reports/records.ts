import { addMonths, type Month } from '../calendar/month'
import type { Count } from '../counts/count'
import type { ValueCount } from '../counts/valueCountStore'
import { hasSeveral, notRecorded, type Breakdown } from './breakdown'
import { monthsOf, overlap, smallestBase, type Period } from './period'

/** All requests ever counted, by month and group. A month without any is a month of zeros. */
export interface Records {
  /** What the groups tell apart. */
  by: Breakdown
  /** The category whose requests alone are counted; null for all. */
  of: string | null
  /** The first month with a request, of whatever category. */
  began: Month
  /** Not over yet: its figures are provisional, and no sentence rests on them. */
  thisMonth: Month
  /** Codes, in the order in which people know them; last `notRecorded`, if there are such requests. */
  groups: string[]
  /** By month, then group; only months that have a request. */
  counts: ReadonlyMap<Month, ReadonlyMap<Group, number>>
  /** From these months on, figures of a group are not comparable with those before; earliest first. */
  breaks: Month[]
}

/** A group's code, or null for all requests together. */
export type Group = string | null

/** How many requests of a group came in a period, out of how many. */
export interface Figure extends Period {
  count: number
  total: number
}

/** What the numbers cannot say by themselves. */
export interface Words {
  by: Breakdown
  of: string | null
  began: Month
  thisMonth: Month
  /** Codes that people know, in their order. */
  codes: string[]
  /** The code that a code is counted as; itself if it is not there. */
  countsAs?: ReadonlyMap<string, string>
  breaks?: Month[]
}

/**
 * Records from the cube: `totals` of the dimension `total`, `values` of the breakdown's own, both of the categories
 * asked for alone. By category the totals have all the values.
 */
export function recordsBy(totals: Count[], values: ValueCount[], words: Words): Records {
  const { codes, countsAs, breaks = [], ...scope } = words
  const counts = new Map<Month, Map<Group, number>>()
  const add = (month: Month, group: Group, n: number) => {
    const ofMonth = counts.get(month) ?? new Map<Group, number>()
    counts.set(month, ofMonth.set(group, (ofMonth.get(group) ?? 0) + n))
  }
  const met = new Set<string>()
  for (const { month, n } of totals) if (n > 0) add(month, null, n)
  const valued = words.by === 'category' ? totals.map(count => ({ ...count, value: count.category })) : values
  for (const { month, value, n } of valued.filter(count => count.n > 0)) {
    const group = countsAs?.get(value) ?? value
    met.add(group)
    add(month, group, n)
  }
  const others = [...met].filter(code => !codes.includes(code)).sort()
  const anyUnknown = !hasSeveral(words.by) && addNotRecorded(counts)
  const groups = [...codes, ...others, ...(anyUnknown ? [notRecorded] : [])]
  return { ...scope, groups, counts, breaks }
}

/** By category, from the dimension `total` alone; undefined when it holds no request. */
export function recordsOf(totals: Count[], categories: string[], thisMonth: Month): Records | undefined {
  const began = beganIn(totals)
  return began && recordsBy(totals, [], { by: 'category', of: null, began, thisMonth, codes: categories })
}

/** The first month with a request. */
function beganIn(totals: Count[]): Month | undefined {
  const months = totals.filter(count => count.n > 0).map(count => count.month)
  return months.reduce<Month | undefined>(
    (first, month) => (first && first < month ? first : month),
    undefined,
  )
}

export function groupsOf(records: Records): Group[] {
  return [null, ...records.groups]
}

export function countIn({ counts }: Records, group: Group, period: Period): number {
  const months = period.from === period.to ? [period.from] : monthsOf(period)
  return months.reduce((sum, month) => sum + (counts.get(month)?.get(group) ?? 0), 0)
}

/** The same for every group at once; none for a group without requests. */
export function countsIn({ counts }: Records, period: Period): ReadonlyMap<Group, number> {
  const sums = new Map<Group, number>()
  if (period.from === period.to) return counts.get(period.from) ?? sums
  for (const month of monthsOf(period)) {
    for (const [group, n] of counts.get(month) ?? []) sums.set(group, (sums.get(group) ?? 0) + n)
  }
  return sums
}

export function figureOf(records: Records, group: Group, { from, to }: Period): Figure {
  const period = { from, to }
  return { from, to, count: countIn(records, group, period), total: countIn(records, null, period) }
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

/** Whether it is all requests together, of whatever category: no definition changes what they are. */
export function isEverything(group: Group, { of }: Pick<Records, 'of'>): boolean {
  return group === null && of === null
}

/** Whether the figures of a group in two periods rest on the same definitions. */
export function isComparable(records: Records, group: Group, earlier: Period, later: Period): boolean {
  return (
    isEverything(group, records) || !records.breaks.some(month => month > earlier.from && month <= later.to)
  )
}

/** The requests of a month that have no value; says whether there are any. */
function addNotRecorded(counts: Map<Month, Map<Group, number>>): boolean {
  let any = false
  for (const ofMonth of counts.values()) {
    const known = [...ofMonth].reduce((sum, [group, n]) => (group === null ? sum : sum + n), 0)
    const rest = (ofMonth.get(null) ?? 0) - known
    if (rest <= 0) continue
    ofMonth.set(notRecorded, rest)
    any = true
  }
  return any
}
