import { monthsBetween, type Month } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'

/** How many requests a group has (null: all) in months, counted case by case, by sums of its own. */
export interface CaseCounts {
  count: (group: string | null, from: Month, to?: Month) => number
  groups: string[]
}

/** Of one category if `of` names it; spam and repeats count in nothing. */
export function caseCounts(cases: CaseFacts[], by: string, of: string | null): CaseCounts {
  const sums = new Map<string, number>()
  const groups = new Set<string>()
  const add = (group: string | null, month: Month) =>
    sums.set(`${group} ${month}`, (sums.get(`${group} ${month}`) ?? 0) + 1)
  for (const one of cases) {
    if (one.outcome === 'spam' || one.outcome === 'repeat' || (of !== null && one.category !== of)) continue
    add(null, one.month)
    for (const value of valuesOf(one, by)) {
      groups.add(value)
      add(value, one.month)
    }
  }
  const count = (group: string | null, from: Month, to = from) =>
    monthsBetween(from, to).reduce((sum, month) => sum + (sums.get(`${group} ${month}`) ?? 0), 0)
  return { count, groups: [...groups] }
}

function valuesOf(one: CaseFacts, by: string): string[] {
  if (by === 'need') return one.needs
  if (by === 'situation') return one.situations
  const value = one[by as 'asker']
  return value === null ? [] : [value]
}
