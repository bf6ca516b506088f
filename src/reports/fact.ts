import type { Month } from '../calendar/month'
import type { Breakdown } from './breakdown'
import type { History, Span } from './factHistory'
import type { Figure, Group } from './records'

/** What a sentence can be about. Each has its condition in docs/explanation/trend-sentences.md. */
export const factKinds = [
  'year_change',
  'two_months',
  'season_change',
  'season_share',
  'record',
  'lowest',
  'turning_point',
  'run',
  'run_above',
  'rank_change',
  'quarter_change',
  'month_change',
  'largest_share',
  'about_the_same',
  'ratio',
  'sum_since',
  'month_share',
] as const

export type FactKind = (typeof factKinds)[number]

/** Something true that is worth a sentence, before it is put into any language. Plain data, so that it can be kept. */
export interface Fact {
  kind: FactKind
  /** What the group is one of. */
  by: Breakdown
  /** The category whose requests alone are counted; null for all. */
  of: string | null
  /** Whose requests; null for all that are counted. */
  group: Group
  /** What it says. */
  figure: Figure
  /** What it holds that against: earlier in time, or of the `other` group in the same months. */
  against?: Figure
  other?: string
  /** What came after the figure, for a turning point. */
  after?: Figure
  /** How many months in a row it was so. */
  months?: number
  /** What each of these months had more than. */
  above?: number
  /** The place among the groups, and the one before. */
  rank?: { now: number; before: number }
  /** Since when it, or the sum, is told of: set if nothing else since then is as high, low or long, or for a sum. */
  since?: Since
  /** How strongly it asks to be told; compares facts of one kind, and those of changes and records among each other. */
  score: number
}

export interface Since {
  month: Month
  /** The records began then; otherwise the definitions last changed. */
  start: 'records' | 'definitions'
}

/** A fact before it is known what report it stands in. */
export type Finding = Omit<Fact, 'by' | 'of'>

/** A fact that is told if it holds. */
export interface Candidate {
  group: Group
  /** Which of a group's own facts of the kind is told: the strongest. */
  strength: number
  /** Whether its differences are too large for chance at this level; of a fact that calls nothing a change always. */
  isClear?: (level: number) => boolean
  /** The fact itself, made only if it is told: a report looks through hundreds. */
  tell: () => Finding
}

/** What a rule found, and through how many comparisons it looked for it. */
export interface Found {
  candidates: Candidate[]
  looked: number
}

/** Looks for what may be said about complete months in a row. */
export type FactRule = (history: History, span: Span) => Found

/** What was found in several places. */
export function together(found: Found[]): Found {
  return {
    candidates: found.flatMap(one => one.candidates),
    looked: found.reduce((sum, one) => sum + one.looked, 0),
  }
}

/** For facts that call nothing a rise or a fall, so that chance can fool nobody. */
export function stated(facts: Finding[]): Found {
  return {
    candidates: facts.map(fact => ({ group: fact.group, strength: fact.score, tell: () => fact })),
    looked: 0,
  }
}
