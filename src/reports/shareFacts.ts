import { hasSeveral, notRecorded } from './breakdown'
import { stated, type FactRule, type Finding } from './fact'
import { countOf, figureOf, sinceNumber, sinceOf, type History, type Span } from './factHistory'
import { codesOf, tellableGroups } from './factPairs'
import { smallestBase } from './period'
import type { Figure } from './records'

/** From half as many again on, one group is told as a multiple of another. */
const leastRatio = 1.5

/** The group that more requests belong to than to any other, since the definitions last changed in the span. */
export const largestShare: FactRule = (history, span) => {
  const lastBreak = history.breaks.findLast(n => n > span.from && n <= span.to)
  const [leader] = largest(history, { from: lastBreak ?? span.from, to: span.to })
  return stated(leader ? [factOf('largest_share', leader)] : [])
}

/** How many times as many requests the largest group has in the last month as the second. */
export const ratios: FactRule = (history, { to }) => {
  const [leader] = largest(history, { from: to, to })
  const second = figuresIn(history, { from: to, to })[1]
  if (!leader || !second || second.figure.count < smallestBase) return stated([])
  const score = leader.figure.count / second.figure.count
  const against = { against: second.figure, other: second.group }
  return stated(score < leastRatio ? [] : [{ ...factOf('ratio', leader), ...against, score }])
}

/** The other groups' shares of the last month. */
export const monthShares: FactRule = (history, { from, to }) => {
  const [leader] = largest(history, { from: to, to })
  const figures = figuresIn(history, { from: to, to }).filter(({ figure }) => figure.count > 0)
  // Of two groups, the share of one says that of the other.
  const twoSides = figures.length === 2 && from === to && !hasSeveral(history.records.by)
  const others = twoSides ? [] : figures.filter(({ group }) => group !== leader?.group)
  return stated(others.map(other => factOf('month_share', other)))
}

/** What has come since the records began, or the definitions last changed. */
export const sumsSince: FactRule = (history, span) =>
  stated(
    tellableGroups(history, span).flatMap(group => {
      const from = sinceNumber(history, group)
      const figure = figureOf(history, group, { from: Math.min(from, span.to), to: span.to })
      if (from >= span.to || figure.count < smallestBase) return []
      const score = group === null ? 1 : figure.count / figure.total
      return [{ kind: 'sum_since' as const, group, figure, since: sinceOf(history, group), score }]
    }),
  )

interface GroupFigure {
  group: string
  figure: Figure
}

/** One group, or none where two share the first place, or where more requests have no value than it has. */
function largest(history: History, span: Span): GroupFigure[] {
  const [first, second] = figuresIn(history, span)
  const unknown = countOf(history, notRecorded, span)
  return first && first.figure.count > Math.max(second?.figure.count ?? 0, unknown) ? [first] : []
}

/** The figures of all groups, the largest first; none where there are too few to speak of. */
function figuresIn(history: History, span: Span): GroupFigure[] {
  if (countOf(history, null, span) < smallestBase) return []
  return codesOf(history)
    .map(group => ({ group, figure: figureOf(history, group, span) }))
    .sort((a, b) => b.figure.count - a.figure.count)
}

function factOf(kind: 'largest_share' | 'ratio' | 'month_share', { group, figure }: GroupFigure): Finding {
  return { kind, group, figure, score: figure.count / figure.total }
}
