import { isAboutTheSame, isClearChange, isClearDifference, weightOfChange } from './clearChange'
import {
  stated,
  together,
  type Candidate,
  type FactKind,
  type FactRule,
  type Finding,
  type Found,
} from './fact'
import { figureOf, isTellable, moved, sinceNumber, wholeSteps, type History, type Span } from './factHistory'
import { codesOf, pairOf, tellableGroups } from './factPairs'
import { smallestBase } from './period'
import type { Figure, Group } from './records'
import type { Step } from './step'

export const yearChanges = changesOf('year_change', 'month', 12)
export const monthChanges = changesOf('month_change', 'month', 1)
export const seasonChanges = changesOf('season_change', 'season', 3)
export const quarterChanges = changesOf('quarter_change', 'quarter', 3)

/** Each group's every step of a span, held against so many months before. */
function changesOf(kind: FactKind, step: Step, monthsBefore: number): FactRule {
  return (history, span) => {
    const steps = wholeSteps(history, span, step)
    const candidates = tellableGroups(history, span).flatMap(group =>
      steps.flatMap(now => change(kind, history, group, moved(now, -monthsBefore), now)),
    )
    return { candidates, looked: candidates.length }
  }
}

function change(kind: FactKind, history: History, group: Group, before: Span, now: Span): Candidate[] {
  const pair = pairOf(history, group, before, now)
  // A multiple or a percentage of a few requests says more about chance than about anything else.
  if (!pair || pair.against.count < smallestBase) return []
  const { figure, against } = pair
  return [
    {
      group,
      // Of a group's changes the one by the most requests is told, because that is what the work feels.
      strength: Math.abs(figure.count - against.count),
      isClear: level => isClearChange(against, figure, level),
      tell: () => ({ kind, group, figure, against, score: weightOfChange(against.count, figure.count) }),
    },
  ]
}

/** Each group's lowest season by its share against its highest. */
export const seasonShares: FactRule = (history, span) => {
  const seasons = wholeSteps(history, span, 'season')
  const found = codesOf(history).map(group => swing(history, group, seasons))
  return together(found)
}

function swing(history: History, group: string, seasons: Span[]): Found {
  const known = seasons
    .filter(season => season.from >= sinceNumber(history, group) && isTellable(history, group, season))
    .map(season => ({ season, share: shareOf(figureOf(history, group, season)) }))
    // A share of all says that other groups were not recorded.
    .filter(({ share }) => share < 1)
    .sort((a, b) => a.share - b.share)
  const looked = (known.length * (known.length - 1)) / 2
  const [lowest, highest] = [known[0]?.season, known.at(-1)?.season]
  if (!lowest || !highest || lowest === highest) return { candidates: [], looked }
  const [earlier, later] = lowest.from < highest.from ? [lowest, highest] : [highest, lowest]
  const pair = pairOf(history, group, earlier, later)
  if (!pair) return { candidates: [], looked }
  const { figure, against } = pair
  const score = Math.abs(shareOf(figure) - shareOf(against))
  const tell = (): Finding => ({ kind: 'season_share', group, figure, against, score })
  const isClear = (level: number) => isClearDifference(against, figure, level)
  return { candidates: [{ group, strength: score, isClear, tell }], looked }
}

/** What a reader expects to have changed and has not: the last month on a year ago, the last season on the one before. */
export const unchanged: FactRule = (history, { from, to }) => {
  const month = { from: to, to }
  const season = wholeSteps(history, { from, to }, 'season').at(-1)
  const expected = [{ now: month, back: 12 }, ...(season ? [{ now: season, back: 3 }] : [])]
  return stated(
    tellableGroups(history, { from, to }).flatMap(group =>
      expected.flatMap(({ now, back }) => {
        const pair = pairOf(history, group, moved(now, -back), now)
        if (!pair || Math.min(pair.figure.count, pair.against.count) < smallestBase) return []
        if (!isAboutTheSame(pair.against, pair.figure)) return []
        return [{ kind: 'about_the_same' as const, group, ...pair, score: pair.figure.count }]
      }),
    ),
  )
}

function shareOf({ count, total }: Figure): number {
  return count / total
}
