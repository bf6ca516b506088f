import { monthDistance, type Month } from '../calendar/month'
import { notRecorded } from './breakdown'
import type { Since } from './fact'
import { monthsOf, smallestBase, type Period } from './period'
import { isEverything, type Figure, type Group, type Records } from './records'
import { stepsOf, type Step } from './step'

/**
 * Records with their months numbered from the first, 0, to the one that is not over, so that the figures of any months
 * in a row are found at once, however many those are: a report holds thousands of pairs against each other.
 */
export interface History {
  records: Records
  months: Month[]
  lines: ReadonlyMap<Group, Line>
  /** The numbers of `records.breaks`. */
  breaks: number[]
}

/** Months in a row by their numbers, the first and the last included. */
export interface Span {
  from: number
  to: number
}

/** A group month by month; `sums` and `gaps` say of each number how many requests, and months without any, come before. */
interface Line {
  counts: number[]
  sums: number[]
  gaps: number[]
}

export function historyOf(records: Records): History {
  const months = monthsOf({ from: records.began, to: records.thisMonth })
  const ofMonths = months.map(month => records.counts.get(month))
  const lineOf = (group: Group): Line => {
    const counts = ofMonths.map(groups => groups?.get(group) ?? 0)
    return { counts, sums: runningSums(counts), gaps: runningSums(counts.map(n => (n === 0 ? 1 : 0))) }
  }
  const lines = new Map([null, notRecorded, ...records.groups].map(group => [group, lineOf(group)]))
  const breaks = records.breaks.map(month => monthDistance(records.began, month))
  return { records, months, lines, breaks: breaks.filter(n => n > 0 && n < months.length) }
}

export function spanOf({ records }: History, { from, to }: Period): Span {
  return { from: monthDistance(records.began, from), to: monthDistance(records.began, to) }
}

/** The whole steps that lie in a span. */
export function wholeSteps(history: History, { from, to }: Span, step: Step): Span[] {
  if (step === 'month')
    return Array.from({ length: to - from + 1 }, (_, i) => ({ from: from + i, to: from + i }))
  const period = { from: history.months[from]!, to: history.months[to]! }
  const whole = stepsOf(period, step).filter(part => part.whole)
  return whole.map(part => spanOf(history, part))
}

export function moved({ from, to }: Span, by: number): Span {
  return { from: from + by, to: to + by }
}

export function lineOf({ lines }: History, group: Group): Line {
  return lines.get(group)!
}

export function countOf(history: History, group: Group, { from, to }: Span): number {
  const { sums } = lineOf(history, group)
  return sums[to + 1]! - sums[from]!
}

export function figureOf(history: History, group: Group, span: Span): Figure {
  const [from, to] = [history.months[span.from]!, history.months[span.to]!]
  return { from, to, count: countOf(history, group, span), total: countOf(history, null, span) }
}

/** Whether there are enough requests to speak of, and of the group some in every month: none are rather a gap in what was recorded. */
export function isTellable(history: History, group: Group, { from, to }: Span): boolean {
  const { gaps } = lineOf(history, group)
  return gaps[to + 1] === gaps[from] && countOf(history, null, { from, to }) >= smallestBase
}

/** The number of the month since which a group's figures mean what they mean today. */
export function sinceNumber({ records, breaks }: History, group: Group): number {
  return isEverything(group, records) ? 0 : (breaks.at(-1) ?? 0)
}

export function sinceOf(history: History, group: Group): Since {
  const since = sinceNumber(history, group)
  return { month: history.months[since]!, start: since === 0 ? 'records' : 'definitions' }
}

function runningSums(numbers: number[]): number[] {
  const sums = [0]
  for (const n of numbers) sums.push(sums.at(-1)! + n)
  return sums
}
