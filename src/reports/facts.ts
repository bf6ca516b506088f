import { runsAbove } from './aboveFacts'
import { isUnsettled } from './breakdown'
import {
  monthChanges,
  quarterChanges,
  seasonChanges,
  seasonShares,
  unchanged,
  yearChanges,
} from './changeFacts'
import { levelFor } from './clearChange'
import { factKinds, type Candidate, type Fact, type FactKind, type FactRule, type Finding } from './fact'
import { historyOf, spanOf } from './factHistory'
import type { Period } from './period'
import { rankChanges } from './rankFacts'
import { lowestMonths, recordMonths, twoMonths } from './recordFacts'
import { completeMonths, type Group, type Records } from './records'
import { runs } from './runFacts'
import { sayTheSame } from './sameFact'
import { largestShare, monthShares, ratios, sumsSince } from './shareFacts'
import { turningPoints } from './turningFacts'

const mostFacts = 6
const mostOfGroup = 4

const rules: Record<FactKind, FactRule> = {
  year_change: yearChanges,
  two_months: twoMonths,
  season_change: seasonChanges,
  season_share: seasonShares,
  record: recordMonths,
  lowest: lowestMonths,
  turning_point: turningPoints,
  run: runs,
  run_above: runsAbove,
  rank_change: rankChanges,
  quarter_change: quarterChanges,
  month_change: monthChanges,
  largest_share: largestShare,
  about_the_same: unchanged,
  ratio: ratios,
  sum_since: sumsSince,
  month_share: monthShares,
}

/** What comes first, in this order. */
const leading: FactKind[] = ['year_change', 'two_months', 'season_change', 'season_share']

/** What else has happened, the strongest first. */
const news: FactKind[] = [
  ...(['record', 'lowest', 'turning_point', 'run', 'run_above'] as const),
  ...(['rank_change', 'quarter_change', 'month_change'] as const),
]

/** How things are, in this order. */
const states: FactKind[] = ['largest_share', 'about_the_same', 'ratio', 'sum_since', 'month_share']

/**
 * Up to six facts about the complete months of a period, the most telling first. The strongest of each kind
 * comes before a second of any kind, a second before a third, and no two say the same.
 */
export function headlineFacts(records: Records, period: Period): Fact[] {
  const lines = inOrder(tellableFacts(records, period))
  const told: Fact[] = []
  // A fifth about one group waits until nothing else is left to say.
  for (const most of [mostOfGroup, mostFacts]) {
    for (let before = -1; told.length > before && told.length < mostFacts;) {
      before = told.length
      for (const line of lines) told.push(...line.filter(fact => isNew(fact, told, most)).slice(0, 1))
    }
  }
  return told.slice(0, mostFacts)
}

function isNew(fact: Fact, told: Fact[], mostOfGroup: number): boolean {
  const ofGroup = told.filter(({ group }) => group === fact.group).length
  return ofGroup < mostOfGroup && !told.some(one => sayTheSame(fact, one))
}

/** Everything that may be said: the strongest fact of each kind and group, the strongest group first. */
export function tellableFacts(records: Records, period: Period): Fact[] {
  const complete = completeMonths(records, period)
  if (!complete || isUnsettled(records.by)) return []
  const history = historyOf(records)
  const span = spanOf(history, complete)
  const found = factKinds.map(kind => rules[kind](history, span))
  const level = levelFor(found.reduce((sum, { looked }) => sum + looked, 0))
  const { by, of } = records
  return (
    found
      .flatMap(({ candidates }) => strongestOfGroups(candidates, level))
      // A share of all says that others were not recorded.
      .filter(({ group, figure }) => group === null || figure.count < figure.total)
      .map(finding => ({ by, of, ...finding }))
  )
}

/** Of each group the strongest that is clear, the most telling group first. */
function strongestOfGroups(candidates: Candidate[], level: number): Finding[] {
  const told = new Map<Group, Finding>()
  for (const { group, isClear, tell } of candidates.sort((a, b) => b.strength - a.strength)) {
    if (!told.has(group) && (!isClear || isClear(level))) told.set(group, tell())
  }
  return [...told.values()].sort((a, b) => b.score - a.score)
}

/** A line for each kind: what leads, then news and states in turn. */
function inOrder(facts: Fact[]): Fact[][] {
  // The number of two months that are no record is a state and not news.
  const isBare = (fact: Fact) => fact.kind === 'two_months' && !fact.since
  const lineOf = (kind: FactKind) => facts.filter(fact => fact.kind === kind && !isBare(fact))
  const told = news.map(lineOf).sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
  const [largest = [], ...others] = states.map(lineOf)
  const known = [largest, facts.filter(isBare), ...others]
  return [...leading.map(lineOf), ...told.flatMap((line, i) => [line, known[i] ?? []])]
}
