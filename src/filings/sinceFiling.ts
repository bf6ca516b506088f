import { noCase, sumOf, type Dimension } from '../counts/count'
import { breakdowns, type Breakdown } from '../reports/breakdown'
import { oneMonth } from '../reports/period'
import { countIn, type Group } from '../reports/records'
import { recordsOf } from './filedFigures'
import { contentOf, type FiledMonth } from './filing'

/** A figure that is not what it was when the month was filed. */
export interface Difference<Of = Group> {
  /** Null for all requests. */
  group: Of
  filed: number
  now: number
}

/** What is counted of a month beside its breakdowns. */
export const asides = ['no_case', 'spam', 'repeat', 'reopened', 'look_alike'] as const

export type Aside = (typeof asides)[number]

/** What differs by a breakdown, in the order of its codes; first all requests, when their number does. */
export function differencesBy(by: Breakdown, filed: FiledMonth, now: FiledMonth): Difference[] {
  const [before, after] = [recordsOf(filed, by, null), recordsOf(now, by, null)]
  const period = oneMonth(filed.month)
  // A code that has come since stands in its place; one that has gone comes after all others.
  const groups = [...new Set<Group>([null, ...after.groups, ...before.groups])]
  const difference = (group: Group) => {
    return { group, filed: countIn(before, group, period), now: countIn(after, group, period) }
  }
  return groups.map(difference).filter(differs)
}

export function differencesAside(filed: FiledMonth, now: FiledMonth): Difference<Aside>[] {
  return asides
    .map(group => ({ group, filed: asideOf(filed, group), now: asideOf(now, group) }))
    .filter(differs)
}

/** The breakdowns that distribute the requests otherwise than when the month was filed. */
export function changedBreakdowns(filed: FiledMonth, now: FiledMonth): Breakdown[] {
  return breakdowns.filter(by => differencesBy(by, filed, now).some(({ group }) => group !== null))
}

/** Whether filing the month again would say anything new, be it only another word. */
export function hasChanged(filed: FiledMonth, now: FiledMonth): boolean {
  return contentOf(filed) !== contentOf(now)
}

export function asideOf({ counts }: FiledMonth, aside: Aside): number {
  const [dimension, value] = cells[aside]
  return sumOf(
    counts.filter(count => count.dimension === dimension && (value === undefined || count.value === value)),
  )
}

const cells: Record<Aside, [dimension: Dimension, value?: string]> = {
  no_case: ['total', noCase],
  spam: ['left_out', 'spam'],
  repeat: ['left_out', 'repeat'],
  reopened: ['reopened'],
  look_alike: ['look_alike'],
}

function differs({ filed, now }: Difference<unknown>): boolean {
  return filed !== now
}
