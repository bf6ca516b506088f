import { detailFields, type CaseFacts } from '../cases/case'
import type { Month } from '../calendar/month'

export const dimensions = [
  'total',
  'profile',
  'asker',
  'channel',
  'place',
  'urgency',
  'need',
  'situation',
  'status',
  'outcome',
  'first_response',
  'reopened',
  'left_out',
  'look_alike',
] as const

export type Dimension = (typeof dimensions)[number]

/** One cell of the cube: `n` cases of the category in the month have the value in the dimension. */
export interface Count {
  month: Month
  category: string
  dimension: Dimension
  value: string
  n: number
}

/** The value of the dimension `total` for requests with a case, and the only one of `look_alike`. */
export const all = 'all'

/** The value of the dimension `total` for requests that were counted without a case. */
export const noCase = 'without_case'

/** The outcomes that take a case out of every figure. */
export const leftOut = ['spam', 'repeat'] as const

export function isLeftOut({ outcome }: Pick<CaseFacts, 'outcome'>): boolean {
  return leftOut.some(one => one === outcome)
}

/** A case as it counts; one that is just being recorded was never reopened. */
export type CountedCase = CaseFacts & { reopenings?: number }

/**
 * What one case adds to the cube, each once. Spam and repeats count in `left_out` alone, so that no figure has to be
 * corrected for them afterwards; fields that are not known add nothing. Which cases look alike no case says by itself:
 * see `lookAlike.ts`.
 */
export function countsOf(facts: CountedCase): Count[] {
  if (isLeftOut(facts)) return [cell(facts, 'left_out', facts.outcome!)]
  return [
    cell(facts, 'total', all),
    ...detailFields.flatMap(field => {
      const value = facts[field]
      return value === null ? [] : [cell(facts, field, value)]
    }),
    ...facts.needs.map(need => cell(facts, 'need', need)),
    ...facts.situations.map(situation => cell(facts, 'situation', situation)),
    ...(facts.reopenings ? [cell(facts, 'reopened', 'once_or_more')] : []),
  ]
}

/** How many of the total came without a case, by month and category. Those for which none did are left out. */
export function withoutCase(counts: Count[]): Map<Month, Map<string, number>> {
  const sums = new Map<Month, Map<string, number>>()
  for (const { month, category, n } of counts.filter(isWithoutCase)) {
    const ofMonth = sums.get(month) ?? new Map<string, number>()
    sums.set(month, ofMonth.set(category, (ofMonth.get(category) ?? 0) + n))
  }
  return sums
}

/** How many requests they are together. */
export function sumOf(counts: Pick<Count, 'n'>[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0)
}

/** The sum of many changes to the cube, one row for each cell that moves. */
export function sumCounts(counts: Count[]): Count[] {
  const sums = new Map<string, Count>()
  for (const count of counts) {
    const key = [count.month, count.category, count.dimension, count.value].join(' ')
    sums.set(key, { ...count, n: (sums.get(key)?.n ?? 0) + count.n })
  }
  return [...sums.values()].filter(count => count.n !== 0)
}

function isWithoutCase({ dimension, value, n }: Count): boolean {
  return dimension === 'total' && value === noCase && n > 0
}

function cell({ month, category }: CaseFacts, dimension: Dimension, value: string): Count {
  return { month, category, dimension, value, n: 1 }
}
