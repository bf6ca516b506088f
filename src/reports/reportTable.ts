import { seriesOf } from '../charts/chartSeries'
import type { ChartForm, Paint } from '../charts/drawing'
import type { Language } from '../db/schema'
import { periodName } from '../language/monthNames'
import { formatNumber, inColumns } from '../language/numbers'
import { hasSeveral } from './breakdown'
import type { Comparison } from './comparison'
import type { Wording } from './factSentence'
import { groupLabel } from './groupLabel'
import { smallestBase, type Period } from './period'
import { shareOf, type Records } from './records'
import { rowHead } from './rowHead'
import { sharesAddUp, type Trend, type TrendCell, type TrendRow } from './trend'

/** What stands where nothing can be said. */
const unknown = '–'

/** More groups than these stand with their shares below their counts, so that the table is not too wide to read. */
const mostColumns = 4

/** The two tables of a period: how many requests, and, where it is not narrow, how that changed. */
export function reportTables({ by }: Records, trend: Trend, wording: Wording, form: ChartForm = 'columns') {
  const { language, texts } = wording
  const highest = Math.max(1, ...trend.rows.flatMap(row => row.cells.map(cell => cell.count)))
  const paints = paintGroups({ by }, trend, form)
  const narrow = trend.sum.cells.length > mostColumns
  return {
    heads: trend.sum.cells.map(({ group }) => groupLabel(by, group, wording)),
    narrow,
    rows: trend.rows.map(row => ({
      ...rowHead(row, language, texts),
      breaks: row.breaks,
      ...quotable(row, row.total),
      total: formatNumber(language, row.total),
      times: timesText(language, row.timesYearBefore),
      cells: row.cells.map(cell => ({
        group: cell.group,
        ...shown(language, cell),
        ...(narrow ? {} : { ...changes(language, cell), ...bar(cell, highest, paints) }),
      })),
    })),
    sum: {
      ...quotable(trend.period, trend.sum.total),
      total: formatNumber(language, trend.sum.total),
      cells: trend.sum.cells.map(cell => ({ group: cell.group, ...shown(language, cell), width: undefined })),
    },
  }
}

/** The whole period: a row for each group, and one for all; painted as its chart, if it stands beside one. */
export function sumTable({ by }: Records, trend: Trend, wording: Wording, form?: ChartForm) {
  const { language } = wording
  const paints = paintGroups({ by }, trend, form)
  const cells = trend.sum.cells.map(cell => ({
    name: groupLabel(by, cell.group, wording),
    group: cell.group,
    ...shown(language, cell),
    ...bar(cell, Math.max(1, trend.sum.total), paints),
  }))
  const total = totalRow(trend.sum.total, trend.sum.cells, wording)
  return { ...quotable(trend.period, trend.sum.total), cells, total }
}

/** A month's own table: a row for each group, and one for all. */
export function monthTable({ by }: Records, trend: Trend, row: TrendRow, wording: Wording) {
  const { language } = wording
  const paints = paintGroups({ by }, trend, 'columns')
  const cells = row.cells.map(cell => ({
    name: groupLabel(by, cell.group, wording),
    group: cell.group,
    ...shown(language, cell),
    ...changes(language, cell),
    ...bar(cell, Math.max(1, row.total), paints),
  }))
  const times = timesText(language, row.timesYearBefore)
  return { ...quotable(row, row.total), cells, total: { ...totalRow(row.total, row.cells, wording), times } }
}

/** A period beside the one it is held against. */
export function comparisonTable({ by }: Records, { period, against, rows }: Comparison, wording: Wording) {
  const { language, texts } = wording
  return {
    now: periodName(language, period.from, period.to),
    before: periodName(language, against.from, against.to),
    known: rows.some(row => row.against !== undefined),
    rows: rows.map(({ group, figure, against: earlier, way }) => {
      const [share, shareBefore] = [shareOf(figure), earlier && shareOf(earlier)]
      const times = earlier && earlier.count > 0 ? figure.count / earlier.count : undefined
      return {
        name: group === null ? texts(language, 'report.all_requests') : groupLabel(by, group, wording),
        all: group === null,
        now: shown(language, { count: figure.count, share }),
        before: earlier
          ? shown(language, { count: earlier.count, share: shareBefore })
          : { count: unknown, share: unknown },
        change:
          share === undefined || shareBefore === undefined || group === null
            ? unknown
            : inColumns.difference(language, (share - shareBefore) * 100),
        times: timesText(language, times),
        way: way ? texts(language, `report.way.${way}`) : unknown,
      }
    }),
  }
}

/** Keys of the notes a table needs under it. */
export function tableNotes(
  by: Records['by'],
  rows: { total: number; cells: Pick<TrendCell, 'count' | 'share'>[] }[],
): string[] {
  const rounded = !hasSeveral(by) && rows.some(row => !sharesAddUp(row.total, row.cells))
  const withheld = rows.some(row => row.total > 0 && row.cells.some(cell => cell.share === undefined))
  return [
    ...(hasSeveral(by) ? ['report.note.several'] : []),
    ...(rounded ? ['report.note.rounded'] : []),
    ...(withheld ? ['report.note.withheld'] : []),
  ]
}

function totalRow(total: number, cells: Pick<TrendCell, 'share'>[], { language, texts }: Wording) {
  return {
    name: texts(language, 'report.all_requests'),
    count: formatNumber(language, total),
    share: cells.some(cell => cell.share !== undefined) ? inColumns.share(language, 1) : unknown,
  }
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

/** What the chart paints a group with; what is not on it is grey. Without a chart all have one colour. */
function paintGroups(
  { by }: Pick<Records, 'by'>,
  { sum }: Trend,
  form: ChartForm | undefined,
): Map<string, Paint> {
  if (!form) return new Map(sum.cells.map(({ group }) => [group, '1']))
  const series = seriesOf(sum.cells, form, hasSeveral(by))
  return new Map(series.flatMap(({ members, paint }) => members.map(group => [group, paint] as const)))
}

/** From when to when a card can be made of the numbers; of too few requests there is none. `to` only of several months. */
function quotable(period: Period | undefined, total: number) {
  if (!period || total < smallestBase) return { quotable: false }
  const { from, to } = period
  return { quotable: true, from, to: to === from ? undefined : to }
}

/** The bar of a cell: its colour is that of the chart, its length in whole percents of `full`. */
function bar({ group, count }: Pick<TrendCell, 'group' | 'count'>, full: number, paints: Map<string, Paint>) {
  return { paint: paints.get(group) ?? 'rest', width: Math.round((count / full) * 100) }
}
