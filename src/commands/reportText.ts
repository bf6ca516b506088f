import type { Language } from '../db/schema'
import { periodName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { capital, factSentence, type Wording } from '../reports/factSentence'
import { requestSentences } from '../reports/people'
import type { Report } from '../reports/reportStore'
import { reportTables, tableNotes } from '../reports/reportTable'

/** What `tropa report` prints: the sentences, and a table that fits a terminal. */
export function reportText(report: Report, texts: Texts, language: Language): string {
  const { trend, facts } = report
  const wording = { language, texts, taxonomy: report.taxonomy }
  const period = trend.period && capital(periodName(language, trend.period.from, trend.period.to))
  const sentences = facts.map(fact => `- ${factSentence(fact, wording)}`)
  const notes = tableNotes(report.records.by, [...trend.rows, trend.sum]).map(key => texts(language, key))
  return [
    ...(period ? [period] : []),
    texts(language, 'report.internal'),
    '',
    ...(sentences.length > 0 ? sentences : [texts(language, 'report.no_facts')]),
    '',
    ...textTable(report, wording),
    '',
    [...requestSentences(report, texts, language), ...notes].join(' '),
    '',
  ].join('\n')
}

function textTable({ records, trend }: Report, wording: Wording): string[] {
  const { language, texts } = wording
  const { heads, rows, sum } = reportTables(records, trend, wording)
  const named = (key: string) => texts(language, `report.${key}`)
  return aligned([
    [named(`by_step.${trend.step}`), named('all_requests'), ...heads.flatMap(name => [name, named('share')])],
    ...rows.map(row => [
      row.name + mark(row, named),
      row.total,
      ...row.cells.flatMap(cell => [cell.count, cell.share]),
    ]),
    [named('sum'), sum.total, ...sum.cells.flatMap(cell => [cell.count, cell.share])],
  ])
}

function mark(row: { provisional: boolean; partial: boolean }, named: (key: string) => string): string {
  const key = row.provisional ? 'provisional' : row.partial ? 'partial' : undefined
  return key ? ` (${named(key).toLowerCase()})` : ''
}

/** The first column to the left, numbers to the right. */
function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const padded = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
  return rows.map(row => row.map(padded).join('  ').trimEnd())
}
