import { weightOfChange } from './clearChange'
import { stated, type FactRule, type Finding } from './fact'
import { figureOf, isTellable, lineOf, sinceNumber, sinceOf, type History, type Span } from './factHistory'
import { isComparable, isRecordedAlike, tellableGroups } from './factPairs'
import { smallestBase } from './period'
import type { Group } from './records'

/** Fewer earlier months hold no season twice, and a record among them means little. */
const earlierMonths = 12

/** Each group's highest month since its figures can be compared, if it lies in the span. */
export const recordMonths: FactRule = (history, span) =>
  stated(tellableGroups(history, span).flatMap(group => extremeMonth('record', history, group, span)))

/** Each group's lowest month since then. */
export const lowestMonths: FactRule = (history, span) =>
  stated(tellableGroups(history, span).flatMap(group => extremeMonth('lowest', history, group, span)))

/** The last two months: each group for which they are a record, or at least how many requests there were. */
export const twoMonths: FactRule = (history, span) => {
  const last = { from: span.to - 1, to: span.to }
  if (last.from < span.from) return stated([])
  return stated(
    tellableGroups(history, last).flatMap((group): Finding[] => {
      if (!isComparable(history, group, last) || !isTellable(history, group, last)) return []
      const [record] = extremeOf('two_months', history, group, last)
      const bare = { kind: 'two_months' as const, group, figure: figureOf(history, group, last) }
      return [record ?? { ...bare, score: group === null ? -1 : bare.figure.count }]
    }),
  )
}

/** Whether enough months before this one, since a group's figures can be compared, have requests. */
export function isLongRecorded(history: History, group: Group, before: number): boolean {
  const since = sinceNumber(history, group)
  const { gaps } = lineOf(history, null)
  return before - since - (gaps[before]! - gaps[since]!) >= earlierMonths
}

function extremeMonth(kind: 'record' | 'lowest', history: History, group: Group, span: Span): Finding[] {
  const from = extremeStretch(kind, history, group, 1)?.from
  if (from === undefined || from < span.from || from > span.to) return []
  return isTellable(history, group, { from, to: from })
    ? extremeOf(kind, history, group, { from, to: from })
    : []
}

/** The figure as the highest or lowest, if it is one, rests on enough requests and enough earlier months have figures. */
function extremeOf(kind: Extreme, history: History, group: Group, span: Span): Finding[] {
  const extreme = extremeStretch(kind, history, group, span.to - span.from + 1)
  if (extreme?.from !== span.from || !isLongRecorded(history, group, span.from)) return []
  const earlier = { from: sinceNumber(history, group), to: span.from - 1 }
  if (group !== null && !isRecordedAlike(history, earlier, span)) return []
  const figure = figureOf(history, group, span)
  if (Math.max(figure.count, extreme.usual) < smallestBase) return []
  const score = weightOfChange(extreme.usual, figure.count)
  return [{ kind, group, figure, since: sinceOf(history, group), score }]
}

type Extreme = 'record' | 'lowest' | 'two_months'

/**
 * Where the months in a row begin that had more, or fewer, requests than any others of the same number, and how many
 * others have on average; undefined on a tie. The month that is not over takes part where it may already have broken a
 * record.
 */
function extremeStretch(kind: Extreme, history: History, group: Group, length: number) {
  const since = sinceNumber(history, group)
  const counts = lineOf(history, group).counts.slice(since, kind === 'lowest' ? -1 : undefined)
  const sums = counts.slice(length - 1).map((_, i) => sum(counts.slice(i, i + length)))
  const most = kind === 'lowest' ? Math.min(...sums) : Math.max(...sums)
  const at = sums.indexOf(most)
  if (at < 0 || at !== sums.lastIndexOf(most)) return undefined
  return { from: since + at, usual: (sum(sums) - most) / Math.max(1, sums.length - 1) }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
