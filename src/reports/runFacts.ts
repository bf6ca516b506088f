import { isClearChange, weightOfChange } from './clearChange'
import { together, type Candidate, type FactRule } from './fact'
import { lineOf, sinceNumber, sinceOf, type History } from './factHistory'
import { pairOf, tellableGroups } from './factPairs'
import { isLongRecorded } from './recordFacts'
import type { Group } from './records'

/** Three months in a row go one way by chance once in twelve times. */
const shortestRun = 4

/**
 * How many lengths of a run are looked at for each month in which it may end: k months in a row go one way by chance
 * twice in (k + 1)! times, which for more than seven is rarer than any level of a report.
 */
const lengthsLookedAt = 4

/** Months in a row that each had more than the one before, or each fewer. */
export const runs: FactRule = (history, span) => {
  const found = tellableGroups(history, span).map(group => {
    const first = Math.max(span.from, sinceNumber(history, group) + shortestRun)
    const ends = Array.from({ length: Math.max(0, span.to - first + 1) }, (_, i) => first + i)
    const candidates = [1, -1].flatMap(way => {
      const lengths = runLengths(history, group, way)
      return ends.flatMap(end => run(history, group, lengths, end))
    })
    return { candidates, looked: ends.length * lengthsLookedAt }
  })
  return together(found)
}

function run(history: History, group: Group, lengths: number[], end: number): Candidate[] {
  const months = lengths[end]!
  const start = end - months
  if (months < shortestRun) return []
  const pair = pairOf(history, group, { from: start, to: start }, { from: end, to: end })
  if (!pair) return []
  const { figure, against } = pair
  const isLongest = lengths.every((length, i) => length < months || i - length === start)
  const since = isLongest && isLongRecorded(history, group, start) ? { since: sinceOf(history, group) } : {}
  const score = weightOfChange(against.count, figure.count)
  const isClear = (level: number) => isClearChange(against, figure, level)
  return [
    {
      group,
      strength: months,
      isClear,
      tell: () => ({ kind: 'run', group, ...pair, months, ...since, score }),
    },
  ]
}

/** For each complete month, how many in a row up to it went one way; none before the figures can be compared. */
function runLengths(history: History, group: Group, way: number): number[] {
  const since = sinceNumber(history, group)
  const lengths: number[] = []
  const counts = lineOf(history, group).counts.slice(0, -1)
  for (const [i, count] of counts.entries()) {
    const goesOn = i > since && (count - counts[i - 1]!) * way > 0
    lengths.push(goesOn ? lengths[i - 1]! + 1 : 0)
  }
  return lengths
}
