import type { Language } from '../db/schema'
import { formatNumber, inColumns } from '../language/numbers'
import { breakdowns, hasSeveral, isUnsettled, type Breakdown } from '../reports/breakdown'
import { groupLabel } from '../reports/groupLabel'
import type { Wording } from '../reports/factSentence'
import { oneMonth } from '../reports/period'
import { countIn, figureOf, shareOf, type Records } from '../reports/records'
import { tableNotes } from '../reports/reportTable'
import { recordsOf } from './filedFigures'
import type { FiledMonth } from './filing'

/** The tables of a filed month: by category, and by every other breakdown of which something was recorded. */
export function filedTables(filed: FiledMonth, wording: Wording) {
  const { language, texts } = wording
  const known = breakdowns.filter(by => by === 'category' || filed.words[by])
  const tables = known.map(by => filedTable(filed, by, wording))
  const notes = new Set(tables.flatMap(table => table.noteKeys))
  return {
    categories: tables[0]!,
    details: tables.slice(1),
    notes: [...notes].map(key => texts(language, key)),
    unknown: breakdowns.filter(by => !known.includes(by)).map(by => texts(language, `report.by.${by}`)),
  }
}

function filedTable(filed: FiledMonth, by: Breakdown, wording: Wording) {
  const { language, texts } = wording
  const records = recordsOf(filed, by, null)
  const columns = by === 'category' ? [] : (filed.words.category ?? [])
  const of = columns.map(({ code }) => recordsOf(filed, by, code))
  const cells = records.groups.map(group => cellOf(filed, records, group))
  const total = countIn(records, null, oneMonth(filed.month))
  const notes = tableNotes(by, [{ total, cells }]).filter(key => key !== 'report.note.several')
  return {
    by,
    name: texts(language, `report.by.${by}`),
    several: hasSeveral(by),
    unsettled: isUnsettled(by),
    heads: columns.map(({ label }) => label[language]),
    rows: cells.map(cell => ({
      name: groupLabel(by, cell.group, wording),
      ...shown(language, cell),
      width: Math.round((cell.count / Math.max(1, total)) * 100),
      others: of.map(one => formatNumber(language, countIn(one, cell.group, oneMonth(filed.month)))),
    })),
    sum: {
      ...shown(language, { count: total, share: shareOf({ count: total, total }) }),
      others: of.map(one => formatNumber(language, countIn(one, null, oneMonth(filed.month)))),
    },
    noteKeys: notes,
  }
}

function cellOf({ month }: FiledMonth, records: Records, group: string) {
  const figure = figureOf(records, group, oneMonth(month))
  return { group, count: figure.count, share: shareOf(figure) }
}

function shown(language: Language, { count, share }: { count: number; share: number | undefined }) {
  return {
    count: formatNumber(language, count),
    share: share === undefined ? '–' : inColumns.share(language, share),
  }
}
