import { addMonths, monthsBetween, type Month } from '../calendar/month'
import type { Problems } from '../web/form'
import type { Figure } from './drawMonth'
import type { Menu } from './menu'

/** A closed month with its protected figures. Small months before it may be counted in it. */
export interface FrozenMonth {
  /** The first month that the figures cover; the same as `month` unless small ones were merged. */
  from: Month
  month: Month
  /** By which it was drawn. */
  menu: Menu
  /** Tables of the menu for which no rounding was found. */
  dropped: string[]
  figures: Figure[]
}

/** Two closed months and all between them. */
export interface Period {
  from: Month
  to: Month
}

/** Every month that a frozen month covers, itself last. */
export function coveredBy({ from, month }: FrozenMonth): Month[] {
  return monthsBetween(from, month)
}

/** The month after the last closed one. Months are closed in order, so everything before it is closed. */
export function firstOpenMonth(ledger: FrozenMonth[]): Month | undefined {
  const last = ledger.at(-1)
  return last && addMonths(last.month, 1)
}

/** The frozen months of a period. */
export function within(ledger: FrozenMonth[], { from, to }: Period): FrozenMonth[] {
  return ledger.filter(frozen => frozen.from >= from && frozen.month <= to)
}

/**
 * What keeps the period from being released: files hold whole frozen months only, for a part of a merged
 * one has no figure.
 */
export function periodProblems(ledger: FrozenMonth[], { from, to }: Partial<Period>): Problems {
  const problems: Problems = {}
  if (!ledger.some(frozen => frozen.from === from)) problems.from = 'release.problem.from'
  if (!ledger.some(frozen => frozen.month === to)) problems.to = 'release.problem.to'
  if (from && to && from > to && !problems.from && !problems.to) problems.to = 'release.problem.order'
  return problems
}
