import type { CaseFacts } from '../cases/case'
import { likenessOf } from '../cases/likeness'
import type { Month } from '../calendar/month'
import { all, isLeftOut, type Count } from './count'

/** `n` cases of a month that count and cannot be told apart by what describes the person. */
export interface LookAlikes {
  month: Month
  category: string
  likeness: string
  n: number
}

/** The sum over groups that come and go; those that neither grow nor shrink are left out. */
export function sumLookAlikes(groups: LookAlikes[]): LookAlikes[] {
  const sums = new Map<string, LookAlikes>()
  for (const group of groups) {
    const key = `${group.month} ${group.likeness}`
    sums.set(key, { ...group, n: (sums.get(key)?.n ?? 0) + group.n })
  }
  return [...sums.values()].filter(group => group.n !== 0)
}

/** The group that a case is in, of one: none if it does not count, or if too little is known. */
export function lookAlikesOf(facts: CaseFacts): LookAlikes[] {
  const likeness = isLeftOut(facts) ? null : likenessOf(facts)
  return likeness === null ? [] : [{ month: facts.month, category: facts.category, likeness, n: 1 }]
}

/** What a group that had `before` cases adds to the cube: each beyond the first looks like another request. */
export function countLookAlikes({ month, category, n }: LookAlikes, before = 0): Count {
  return { month, category, dimension: 'look_alike', value: all, n: beyondFirst(n) - beyondFirst(before) }
}

function beyondFirst(n: number): number {
  return Math.max(0, n - 1)
}
