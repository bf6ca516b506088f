import { areClearlyApart, weightOfChange } from './clearChange'
import { together, type Candidate, type FactRule, type Found } from './fact'
import { countOf, moved, wholeSteps, type History, type Span } from './factHistory'
import { codesOf, pairOf } from './factPairs'

/** How many requests a group has in a season and in the one before. */
interface Ranked {
  group: string
  before: number
  now: number
}

/** Each group that passed others from a season to the next. Of those that were passed nothing is said: it is the same news. */
export const rankChanges: FactRule = (history, span) => {
  const found = wholeSteps(history, span, 'season').map(season =>
    placesIn(history, moved(season, -3), season),
  )
  return together(found)
}

function placesIn(history: History, before: Span, now: Span): Found {
  if (before.from < 0) return { candidates: [], looked: 0 }
  const all = codesOf(history).map(group => ({
    ...{ group, before: countOf(history, group, before), now: countOf(history, group, now) },
  }))
  const candidates = all.flatMap(one => rise(history, one, all, [before, now]))
  // Every pair might have changed places, and is looked at before and after.
  return { candidates, looked: all.length * (all.length - 1) }
}

function rise(history: History, one: Ranked, all: Ranked[], [before, now]: [Span, Span]): Candidate[] {
  const rank = { now: placeOf(one, all, 'now'), before: placeOf(one, all, 'before') }
  if (rank.now === undefined || rank.before === undefined || rank.now >= rank.before) return []
  const pair = pairOf(history, one.group, before, now)
  if (!pair) return []
  const passed = all.filter(other => other.before > one.before && other.now < one.now)
  const score = weightOfChange(one.before, one.now)
  const places = { rank: { now: rank.now, before: rank.before } }
  return [
    {
      group: one.group,
      strength: rank.before - rank.now,
      tell: () => ({ kind: 'rank_change', group: one.group, ...pair, ...places, score }),
      isClear: level =>
        passed.every(
          other =>
            areClearlyApart(one.before, other.before, level) && areClearlyApart(other.now, one.now, level),
        ),
    },
  ]
}

/** The place of a group among all; undefined when it shares it. */
function placeOf(one: Ranked, all: Ranked[], when: 'before' | 'now'): number | undefined {
  if (all.some(other => other !== one && other[when] === one[when])) return undefined
  return all.filter(other => other[when] > one[when]).length + 1
}
