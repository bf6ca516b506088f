import { seasonChanges, seasonShares, yearChanges } from './changeFacts'
import { factKinds, type Fact, type FactKind, type FactRule } from './fact'
import type { Period } from './period'
import { recordMonths, twoMonths } from './recordFacts'
import { completeMonths, type Records } from './records'
import { largestShare, monthShares } from './shareFacts'

const mostFacts = 6

const rules: Record<FactKind, FactRule> = {
  year_change: yearChanges,
  two_months: twoMonths,
  season_change: seasonChanges,
  season_share: seasonShares,
  record: recordMonths,
  largest_share: largestShare,
  month_share: monthShares,
}

/**
 * Up to six facts about the complete months of a period, the most telling first. The strongest of each kind
 * comes before a second of any kind, a second before a third, and no two tell the same figure.
 */
export function headlineFacts(records: Records, period: Period): Fact[] {
  const complete = completeMonths(records, period)
  if (!complete) return []
  const byKind = factKinds.map(kind => rules[kind](records, complete).sort((a, b) => b.score - a.score))
  const told: Fact[] = []
  for (let before = -1; told.length > before && told.length < mostFacts;) {
    before = told.length
    for (const facts of byKind) told.push(...facts.filter(fact => isNew(fact, told)).slice(0, 1))
  }
  return told.slice(0, mostFacts)
}

function isNew(fact: Fact, told: Fact[]): boolean {
  return !told.some(other => sameFigure(fact, other))
}

function sameFigure(a: Fact, b: Fact): boolean {
  return a.category === b.category && a.figure.from === b.figure.from && a.figure.to === b.figure.to
}
