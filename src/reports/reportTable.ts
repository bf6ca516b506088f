import type { Language } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import { formatNumber, inColumns } from '../language/numbers'
import { labelOf } from '../taxonomy/taxonomy'
import type { Wording } from './factSentence'
import { seriesOf } from './chartSeries'
import { sharesAddUp, type Trend, type TrendCell, type TrendMonth } from './trend'

/** What stands where nothing can be said. */
const unknown = '–'

/** The two tables of a period: how many requests, and how that changed. */
export function reportTables(trend: Trend, { language, taxonomy }: Wording) {
  const highest = Math.max(1, ...trend.months.flatMap(month => [...month.categories.map(cell => cell.count)]))
  const sum = trend.sum.categories.map(cell => ({ ...shown(language, cell), width: undefined }))
  return {
    heads: trend.sum.categories.map(({ category }) => labelOf(taxonomy, 'category', category, language)),
    rows: trend.months.map(row => ({
      month: row.month,
      name: shortMonthName(language, row.month),
      provisional: row.provisional,
      total: formatNumber(language, row.total),
      times: timesText(language, row.timesYearBefore),
      cells: row.categories.map(cell => ({
        ...shown(language, cell),
        ...changes(language, cell),
        ...bar(trend, cell, highest),
      })),
    })),
    sum: { total: formatNumber(language, trend.sum.total), cells: sum },
  }
}

/** A month's own table: a row for each category, and one for all. */
export function monthTable(trend: Trend, row: TrendMonth, { language, texts, taxonomy }: Wording) {
  const cells = row.categories.map(cell => ({
    name: labelOf(taxonomy, 'category', cell.category, language),
    ...shown(language, cell),
    ...changes(language, cell),
    ...bar(trend, cell, Math.max(1, row.total)),
  }))
  const total = {
    name: texts(language, 'report.all_requests'),
    count: formatNumber(language, row.total),
    share: row.categories.some(cell => cell.share !== undefined) ? inColumns.share(language, 1) : unknown,
    times: timesText(language, row.timesYearBefore),
  }
  return { cells, total }
}

/** Keys of the notes a table needs under it. */
export function tableNotes(
  rows: { total: number; categories: Pick<TrendCell, 'count' | 'share'>[] }[],
): string[] {
  const rounded = rows.some(row => !sharesAddUp(row.total, row.categories))
  const withheld = rows.some(row => row.total > 0 && row.categories.some(cell => cell.share === undefined))
  return [...(rounded ? ['report.note.rounded'] : []), ...(withheld ? ['report.note.withheld'] : [])]
}

function shown(language: Language, { count, share }: Pick<TrendCell, 'count' | 'share'>) {
  return {
    count: formatNumber(language, count),
    share: share === undefined ? unknown : inColumns.share(language, share),
  }
}

function changes(language: Language, { change, timesYearBefore }: TrendCell) {
  return {
    change: change === undefined ? unknown : inColumns.difference(language, change),
    times: timesText(language, timesYearBefore),
  }
}

function timesText(language: Language, times: number | undefined): string {
  return times === undefined ? unknown : inColumns.times(language, times)
}

/** The bar of a cell: its colour is that of the chart, its length in whole percents of `full`. */
function bar(trend: Trend, { category, count }: TrendCell, full: number) {
  const series = seriesOf(trend.sum).findIndex(members => members.includes(category)) + 1
  return { series, width: Math.round((count / full) * 100) }
}
