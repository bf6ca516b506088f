import { shifted, type Period } from './period'
import { countsIn, isComparable, shareOf, type Group, type Records } from './records'
import { stepAround, stepsOf, type Step, type StepPeriod } from './step'

/** Steps of time by groups: what the chart draws and the tables say. */
export interface Trend {
  /** Undefined if no month asked for has been counted. */
  period: Period | undefined
  step: Step
  /** A row for every step, also for one without a request. */
  rows: TrendRow[]
  /** The whole period, with the provisional month if it is part of it. */
  sum: TrendSum
}

export interface TrendRow extends StepPeriod {
  /** Has a month that is not over yet, so it is compared with nothing. */
  provisional: boolean
  /** Figures of a group are not comparable with those of the row before. */
  breaks: boolean
  total: number
  timesYearBefore: number | undefined
  cells: TrendCell[]
}

export interface TrendCell {
  group: string
  count: number
  /** Of the step's total, from 0 to 1. */
  share: number | undefined
  /** Of the share, on the step before, in percentage points. */
  change: number | undefined
  /** How many times the count of the same step a year before. */
  timesYearBefore: number | undefined
}

export interface TrendSum {
  total: number
  cells: Pick<TrendCell, 'group' | 'count' | 'share'>[]
}

/**
 * The table of a period. What cannot be said is undefined: a share of fewer than 20 requests, a change on a
 * month before the records began, across a new definition or of a step that is cut off, a ratio to nothing.
 */
export function trendOf(records: Records, period: Period | undefined, step: Step = 'month'): Trend {
  const rows = period ? stepsOf(period, step).map((part, i) => rowOf(records, part, i > 0)) : []
  return { period, step, rows, sum: sumOf(records, period) }
}

/** Whether shares of one total add up to 100 after each was rounded to one decimal; true if there are none. */
export function sharesAddUp(total: number, cells: { count: number; share: number | undefined }[]): boolean {
  const shown = cells.filter(cell => cell.share !== undefined)
  // In whole thousandths, because 0.1 + 0.2 is not 0.3.
  const sum = shown.reduce((thousandths, { count }) => thousandths + Math.round((count * 1000) / total), 0)
  return shown.length === 0 || sum === 1000
}

/** A step and what it is held against, with how many requests each group had. */
interface HeldStep {
  part: StepPeriod
  provisional: boolean
  counts: Counts
  before: Period & { counts: Counts }
  yearBefore: Period & { counts: Counts }
}

type Counts = ReadonlyMap<Group, number>

function rowOf(records: Records, part: StepPeriod, follows: boolean): TrendRow {
  const counted = (period: Period) => ({ ...period, counts: countsIn(records, period) })
  const step: HeldStep = {
    part,
    provisional: isProvisional(records, part),
    counts: countsIn(records, part),
    before: counted(stepBefore(part)),
    yearBefore: counted(shifted(part, -12)),
  }
  return {
    ...part,
    provisional: step.provisional,
    breaks: follows && records.breaks.some(month => month > step.before.from && month <= part.to),
    total: step.counts.get(null) ?? 0,
    timesYearBefore: timesYearBefore(records, null, step),
    cells: records.groups.map(group => cellOf(records, group, step)),
  }
}

function cellOf(records: Records, group: string, step: HeldStep): TrendCell {
  return {
    group,
    count: step.counts.get(group) ?? 0,
    share: shareIn(step.counts, group),
    change: changeOfShare(records, group, step),
    timesYearBefore: timesYearBefore(records, group, step),
  }
}

function changeOfShare(records: Records, group: string, step: HeldStep): number | undefined {
  const { part, provisional, before } = step
  if (!part.whole || provisional || !isComparable(records, group, before, part)) return undefined
  if (before.from < records.began) return undefined
  const [then, now] = [shareIn(before.counts, group), shareIn(step.counts, group)]
  return now === undefined || then === undefined ? undefined : (now - then) * 100
}

function timesYearBefore(records: Records, group: Group, step: HeldStep): number | undefined {
  const { part, provisional, yearBefore } = step
  if (provisional || !isComparable(records, group, yearBefore, part)) return undefined
  const count = yearBefore.counts.get(group) ?? 0
  return count === 0 || yearBefore.from < records.began ? undefined : (step.counts.get(group) ?? 0) / count
}

function shareIn(counts: Counts, group: Group): number | undefined {
  return shareOf({ count: counts.get(group) ?? 0, total: counts.get(null) ?? 0 })
}

function stepBefore({ from, step }: StepPeriod): Period {
  return stepAround(shifted(stepAround(from, step), -1).from, step)
}

function isProvisional({ thisMonth }: Records, { to }: Period): boolean {
  return to >= thisMonth
}

function sumOf(records: Records, period: Period | undefined): TrendSum {
  const counts: Counts = period ? countsIn(records, period) : new Map()
  const cells = records.groups.map(group => ({
    group,
    count: counts.get(group) ?? 0,
    share: shareIn(counts, group),
  }))
  return { total: counts.get(null) ?? 0, cells }
}
