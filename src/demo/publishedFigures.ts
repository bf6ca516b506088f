import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { month, type Month } from '../calendar/month'
import { projectFile } from '../projectFiles'

/** Everybody who is not a soldier counts as a civilian: the press made no finer difference. */
export type PublishedGroup = 'soldier' | 'civilian'

/** Whether the number was printed, or follows from printed ones; `source` says from which. */
type Kind = 'published' | 'derived'

/** A month's number of requests. */
export interface PublishedFigure {
  month: Month
  group: PublishedGroup
  count: number
  kind: Kind
  source: string
}

/** A number about several months: `requests`, `requests (more than)` or `percent of requests`, a whole one. */
export interface PublishedSum {
  from: Month
  to: Month
  group: PublishedGroup
  value: number
  unit: string
  kind: Kind
  source: string
}

/** What the press has printed about the group Tropa is modelled on; see docs/reference/published-figures.md. */
export function readPublishedFigures(): PublishedFigure[] {
  return parsePublishedFigures(readText('published-figures.csv'))
}

export function readPublishedSums(): PublishedSum[] {
  return parsePublishedSums(readText('published-sums.csv'))
}

export function parsePublishedFigures(csv: string): PublishedFigure[] {
  return rowsOf(csv).map(row => ({
    month: month(cell(row, 'month')),
    group: group(row),
    count: number(row, 'count'),
    kind: kind(row),
    source: cell(row, 'source'),
  }))
}

export function parsePublishedSums(csv: string): PublishedSum[] {
  return rowsOf(csv).map(row => ({
    from: month(cell(row, 'from')),
    to: month(cell(row, 'to')),
    group: group(row),
    value: number(row, 'value'),
    unit: cell(row, 'unit'),
    kind: kind(row),
    source: cell(row, 'source'),
  }))
}

type Row = Record<string, string>

function readText(name: string): string {
  return readFileSync(projectFile('src', 'demo', name), 'utf8')
}

function rowsOf(csv: string): Row[] {
  return parse<Row>(csv, { columns: true, skip_empty_lines: true })
}

function cell(row: Row, column: string): string {
  const text = row[column]
  if (!text) throw new RangeError(`a published figure has no ${column}`)
  return text
}

function number(row: Row, column: string): number {
  const text = cell(row, column)
  if (!/^\d+$/.test(text)) throw new RangeError(`not a whole number: ${text}`)
  return Number(text)
}

function group(row: Row): PublishedGroup {
  const text = cell(row, 'group')
  if (text !== 'soldier' && text !== 'civilian') throw new RangeError(`not a group: ${text}`)
  return text
}

function kind(row: Row): Kind {
  const text = cell(row, 'kind')
  if (text !== 'published' && text !== 'derived')
    throw new RangeError(`neither published nor derived: ${text}`)
  return text
}
