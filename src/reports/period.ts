import { addMonths, monthDistance, monthsBetween, parseMonth, type Month } from '../calendar/month'
import { text, type Form, type Parsed, type Problems } from '../web/form'

/** Whole months, the first and the last included. */
export interface Period {
  from: Month
  to: Month
}

/** How many months a report shows when nobody has asked for others: a year, and two to compare with. */
const defaultLength = 14

/** A share of fewer requests than this says more about chance than about anything else, and is withheld. */
export const smallestBase = 20

/** Ten years: more rows than anybody reads, few enough to draw. */
export const longestPeriod = 120

export function oneMonth(month: Month): Period {
  return { from: month, to: month }
}

export function lengthOf({ from, to }: Period): number {
  return monthDistance(from, to) + 1
}

export function monthsOf({ from, to }: Period): Month[] {
  return monthsBetween(from, to)
}

/** The same months, moved by a number of months. */
export function shifted({ from, to }: Period, months: number): Period {
  return { from: addMonths(from, months), to: addMonths(to, months) }
}

/** The months that two periods share, if any. */
export function overlap(a: Period, b: Period): Period | undefined {
  const from = a.from > b.from ? a.from : b.from
  const to = a.to < b.to ? a.to : b.to
  return from <= to ? { from, to } : undefined
}

/**
 * The last months that have figures, given how many requests each month has. It ends with the last month that
 * has enough of them to speak of, so that the first request after a long pause, or of a new month, does not
 * push all others off the page.
 */
export function defaultPeriod(totals: ReadonlyMap<Month, number>): Period {
  const months = [...totals.keys()].sort()
  const first = months[0]!
  const to = months.findLast(month => totals.get(month)! >= smallestBase) ?? months.at(-1)!
  const from = addMonths(to, 1 - defaultLength)
  return { from: from > first ? from : first, to }
}

/** The period somebody asked for, by `from` and `to`; what they left empty comes from `fallback`. */
export function parsePeriod(form: Form, fallback: Period): Parsed<Period> {
  const from = text(form, 'from') === '' ? fallback.from : parseMonth(text(form, 'from'))
  const to = text(form, 'to') === '' ? fallback.to : parseMonth(text(form, 'to'))
  const problems: Problems = {}
  if (!from) problems.from = 'report.problem.month'
  if (!to) problems.to = 'report.problem.month'
  if (!from || !to) return { ok: false, problems }
  if (to < from) return { ok: false, problems: { to: 'report.problem.reversed' } }
  if (lengthOf({ from, to }) > longestPeriod) return { ok: false, problems: { from: 'report.problem.long' } }
  return { ok: true, value: { from, to } }
}
