import type { Month } from '../calendar/month'
import { monthsOf, oneMonth, shifted, type Period } from './period'
import { countIn, figureOf, shareOf, type Group, type Records } from './records'

/** Months by categories: what the chart draws and the tables say. */
export interface Trend {
  /** Undefined if no month asked for has been counted. */
  period: Period | undefined
  /** A row for every month, also for one without a request. */
  months: TrendMonth[]
  /** The whole period, with the provisional month if it is part of it. */
  sum: TrendSum
}

export interface TrendMonth {
  month: Month
  /** Not over yet, so it is compared with nothing. */
  provisional: boolean
  total: number
  timesYearBefore: number | undefined
  categories: TrendCell[]
}

export interface TrendCell {
  category: string
  count: number
  /** Of the month's total, from 0 to 1. */
  share: number | undefined
  /** Of the share, on the month before, in percentage points. */
  change: number | undefined
  /** How many times the count of the same month a year before. */
  timesYearBefore: number | undefined
}

export interface TrendSum {
  total: number
  categories: Pick<TrendCell, 'category' | 'count' | 'share'>[]
}

/**
 * The table of a period. What cannot be said is undefined: a share of fewer than 20 requests, a change on a
 * month before the records began, a ratio to nothing.
 */
export function trendOf(records: Records, period: Period | undefined): Trend {
  const months = period ? monthsOf(period) : []
  return { period, months: months.map(month => rowOf(records, month)), sum: sumOf(records, months) }
}

/** Whether shares of one total add up to 100 after each was rounded to one decimal; true if there are none. */
export function sharesAddUp(total: number, cells: { count: number; share: number | undefined }[]): boolean {
  const shown = cells.filter(cell => cell.share !== undefined)
  // In whole thousandths, because 0.1 + 0.2 is not 0.3.
  const sum = shown.reduce((thousandths, { count }) => thousandths + Math.round((count * 1000) / total), 0)
  return shown.length === 0 || sum === 1000
}

function rowOf(records: Records, month: Month): TrendMonth {
  return {
    month,
    provisional: month >= records.thisMonth,
    total: countIn(records, null, oneMonth(month)),
    timesYearBefore: timesYearBefore(records, null, month),
    categories: records.categories.map(category => cellOf(records, category, month)),
  }
}

function cellOf(records: Records, category: string, month: Month): TrendCell {
  const figure = figureOf(records, category, oneMonth(month))
  return {
    category,
    count: figure.count,
    share: shareOf(figure),
    change: changeOfShare(records, category, month),
    timesYearBefore: timesYearBefore(records, category, month),
  }
}

function changeOfShare(records: Records, category: string, month: Month): number | undefined {
  if (month >= records.thisMonth) return undefined
  const now = shareOf(figureOf(records, category, oneMonth(month)))
  const before = shareOf(figureOf(records, category, shifted(oneMonth(month), -1)))
  return now === undefined || before === undefined ? undefined : (now - before) * 100
}

function timesYearBefore(records: Records, group: Group, month: Month): number | undefined {
  if (month >= records.thisMonth) return undefined
  const before = countIn(records, group, shifted(oneMonth(month), -12))
  return before === 0 ? undefined : countIn(records, group, oneMonth(month)) / before
}

function sumOf(records: Records, months: Month[]): TrendSum {
  const sum = (group: Group) => months.reduce((n, month) => n + countIn(records, group, oneMonth(month)), 0)
  const total = sum(null)
  const categories = records.categories.map(category => {
    const count = sum(category)
    return { category, count, share: shareOf({ count, total }) }
  })
  return { total, categories }
}
