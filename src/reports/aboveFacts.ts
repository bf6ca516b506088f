import { weightOfChange } from './clearChange'
import { stated, type FactRule, type Finding } from './fact'
import {
  countOf,
  figureOf,
  isTellable,
  lineOf,
  sinceNumber,
  sinceOf,
  type History,
  type Span,
} from './factHistory'
import { tellableGroups } from './factPairs'
import { smallestBase } from './period'
import { isLongRecorded } from './recordFacts'
import type { Group } from './records'

const shortestRun = 4

/** A month of such a run has on average this many times the requests of the months before it. */
const leastRise = 1.1

/** Round numbers that people count by. */
const levels = [10, 100, 1000, 10_000, 100_000, 1_000_000].flatMap(unit => [unit, 2 * unit, 5 * unit])

/** Months in a row, after others, that each had more than a round number. */
export const runsAbove: FactRule = (history, span) =>
  stated(
    tellableGroups(history, span).flatMap(group => {
      const highest = Math.max(...lineOf(history, group).counts)
      const worthIt = levels.filter(level => level >= smallestBase && level < highest)
      return worthIt.flatMap(level => runsOver(level, history, group, span))
    }),
  )

function runsOver(above: number, history: History, group: Group, span: Span): Finding[] {
  const since = sinceNumber(history, group)
  const all = stretchesAbove(above, history, group, since)
  const ofLength = (one: Span) => one.to - one.from + 1
  return all.flatMap(one => {
    const months = ofLength(one)
    // It follows months that had fewer, or nobody could say that it began.
    if (one.from === since || months < shortestRun || one.to < span.from || one.to > span.to) return []
    const before = countOf(history, group, { from: since, to: one.from - 1 }) / (one.from - since)
    const mean = countOf(history, group, one) / months
    if (mean < leastRise * before || !isTellable(history, group, one)) return []
    const isLongest = all.every(other => other === one || ofLength(other) < months)
    const longest =
      isLongest && isLongRecorded(history, group, one.from) ? { since: sinceOf(history, group) } : {}
    const score = weightOfChange(before, mean)
    return [
      {
        kind: 'run_above' as const,
        group,
        figure: figureOf(history, group, one),
        months,
        above,
        ...longest,
        score,
      },
    ]
  })
}

/** The complete months in a row that had more, each as long as it went on. */
function stretchesAbove(above: number, history: History, group: Group, since: number): Span[] {
  const counts = lineOf(history, group).counts.slice(0, -1)
  const found: Span[] = []
  for (let i = since; i < counts.length; i++) {
    if (counts[i]! <= above) continue
    const last = found.at(-1)
    if (last?.to === i - 1) last.to = i
    else found.push({ from: i, to: i })
  }
  return found
}
