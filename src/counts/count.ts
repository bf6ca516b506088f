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
  'left_out',
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

/** The only value of the dimension `total`. */
export const all = 'all'

/**
 * What one case adds to the cube, each once. Spam counts in `left_out` alone, so that no figure has to be
 * corrected for it afterwards; fields that are not known add nothing.
 */
export function countsOf(facts: CaseFacts): Count[] {
  if (facts.outcome === 'spam') return [cell(facts, 'left_out', 'spam')]
  return [
    cell(facts, 'total', all),
    ...detailFields.flatMap(field => {
      const value = facts[field]
      return value === null ? [] : [cell(facts, field, value)]
    }),
    ...facts.needs.map(need => cell(facts, 'need', need)),
    ...facts.situations.map(situation => cell(facts, 'situation', situation)),
  ]
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

function cell({ month, category }: CaseFacts, dimension: Dimension, value: string): Count {
  return { month, category, dimension, value, n: 1 }
}
