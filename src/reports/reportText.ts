import type { Language } from '../db/schema'
import { periodName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { capital, factSentence, type Wording } from './factSentence'
import type { Report } from './reportStore'
import { reportTables, tableNotes } from './reportTable'

/** A report for a terminal: the sentences, a table, and what to know about it. */
export function reportText(report: Report, texts: Texts, language: Language): string {
  const { trend, facts, taxonomy, leftOut } = report
  const wording = { language, texts, taxonomy }
  if (!trend.period) return `${texts(language, 'report.no_months')}\n`
  const sentences = facts.map(fact => `- ${factSentence(fact, wording)}`)
  const notes = tableNotes([...trend.months, trend.sum]).map(key => texts(language, key))
  return [
    capital(periodName(language, trend.period.from, trend.period.to)),
    texts(language, 'report.internal'),
    '',
    ...(sentences.length > 0 ? sentences : [texts(language, 'report.no_facts')]),
    '',
    ...table(report, wording),
    '',
    [texts(language, 'report.left_out', { n: leftOut }), ...notes].join(' '),
    '',
  ].join('\n')
}

function table({ trend }: Report, wording: Wording): string[] {
  const { language, texts } = wording
  const { heads, rows, sum } = reportTables(trend, wording)
  const provisional = ` (${texts(language, 'report.provisional').toLowerCase()})`
  const numbers = (cells: { count: string; share: string }[]) =>
    cells.flatMap(cell => [cell.count, cell.share])
  return aligned([
    [
      texts(language, 'report.month'),
      texts(language, 'report.all_requests'),
      ...heads.flatMap(name => [name, '%']),
    ],
    ...rows.map(row => [row.name + (row.provisional ? provisional : ''), row.total, ...numbers(row.cells)]),
    [texts(language, 'report.sum'), sum.total, ...numbers(sum.cells)],
  ])
}

/** Names to the left, numbers to the right. */
function aligned(lines: string[][]): string[] {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  const padded = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
  return lines.map(line => line.map(padded).join('  ').trimEnd())
}
