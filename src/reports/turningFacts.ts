import { isClearChange, weightOfChange } from './clearChange'
import { together, type Candidate, type FactRule, type Finding } from './fact'
import { lineOf, sinceNumber, type History } from './factHistory'
import { pairOf, tellableGroups } from './factPairs'
import type { Group } from './records'

/** So far from the first and the last month a turn must lie: nearer by, it is the change of a single month. */
const leastDistance = 2

/** Each group's lowest or highest month of a span, if it fell to there and rose again, or the other way round. */
export const turningPoints: FactRule = (history, span) => {
  const found = tellableGroups(history, span).map(group => {
    const first = Math.max(span.from, sinceNumber(history, group))
    const inner = Math.max(0, span.to - first + 1 - 2 * leastDistance)
    // Any month between might have been the turn, and each would be held against the first and the last.
    return { candidates: inner > 0 ? turns(history, group, first, span.to) : [], looked: 2 * inner }
  })
  return together(found)
}

function turns(history: History, group: Group, first: number, last: number): Candidate[] {
  const counts = lineOf(history, group).counts.slice(first, last + 1)
  return [Math.min(...counts), Math.max(...counts)].flatMap(extreme => {
    const at = counts.indexOf(extreme)
    const isAlone = at === counts.lastIndexOf(extreme)
    const isInside = at >= leastDistance && at < counts.length - leastDistance
    return isAlone && isInside ? turnAt(history, group, first, first + at, last) : []
  })
}

function turnAt(history: History, group: Group, first: number, turn: number, last: number): Candidate[] {
  const month = (number: number) => ({ from: number, to: number })
  const [to, away] = [
    pairOf(history, group, month(first), month(turn)),
    pairOf(history, group, month(turn), month(last)),
  ]
  if (!to || !away) return []
  const [{ figure, against }, after] = [to, away.figure]
  const score = Math.min(
    weightOfChange(against.count, figure.count),
    weightOfChange(figure.count, after.count),
  )
  const isClear = (level: number) =>
    isClearChange(against, figure, level) && isClearChange(figure, after, level)
  const tell = (): Finding => ({ kind: 'turning_point', group, figure, against, after, score })
  return [{ group, strength: score, isClear, tell }]
}
