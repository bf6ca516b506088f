import { CsvError, parse } from 'csv-parse/sync'
import { isColumn, limits, type Column } from './importFormat'
import type { ImportProblem } from './importProblem'

/** A row as it stands in the file, with the line on which it begins; columns that the file lacks are missing. */
export interface CaseTableRow {
  line: number
  cells: Partial<Record<Column, string>>
  /** Whether anything stands in a column without a name. */
  stray: boolean
}

export interface CaseTable {
  rows: CaseTableRow[]
  /** What is wrong with the file or its first row; the rows are worth reading all the same, if there are any. */
  problems: ImportProblem[]
}

/**
 * Reads a file as Excel, LibreOffice or a program writes it: UTF-8 with or without a byte order mark, commas
 * or semicolons, any line ends. What the cells hold is not looked at.
 */
export function readCaseTable(bytes: Uint8Array): CaseTable {
  if (bytes.length > limits.bytes) return refused('too_large')
  if (bytes.includes(0)) return refused('not_text')
  const text = decode(bytes)
  if (text === undefined) return refused('not_utf8')
  try {
    return tableOf(split(text))
  } catch (error) {
    if (error instanceof CsvError) return { rows: [], problems: [quoteProblem(error)] }
    throw error
  }
}

interface Line {
  record: string[]
  info: { lines: number }
}

function refused(problem: string, line?: number): CaseTable {
  return { rows: [], problems: [{ line, key: `import.problem.${problem}` }] }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    // One kind of line end, or csv-parse counts some lines twice.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}

function split(text: string): Line[] {
  const firstLine = text.trimStart().split('\n', 1)[0]!
  const options = {
    delimiter: firstLine.split(';').length > firstLine.split(',').length ? ';' : ',',
    record_delimiter: '\n',
    relax_column_count: true,
    skip_records_with_empty_values: true,
    info: true,
    // The first row, and one too many: enough to know that there are too many.
    to: limits.rows + 2,
  }
  // The types of csv-parse do not know that `info` wraps the records.
  return parse(text, options) as unknown as Line[]
}

function tableOf([first, ...lines]: Line[]): CaseTable {
  if (!first) return refused('empty')
  const header = first.record.map(name => name.trim().toLowerCase())
  const problems = headerProblems(header, beginning(first))
  if (lines.length === 0) problems.push({ key: 'import.problem.no_rows' })
  if (lines.length > limits.rows) problems.push({ key: 'import.problem.too_many_rows' })
  const readable = lines.length <= limits.rows && !problems.some(problem => hidesRows.has(problem.key))
  return { rows: readable ? lines.map(line => rowOf(line, header)) : [], problems }
}

// With these, every row would seem wrong.
const hidesRows = new Set(['import.problem.missing_column', 'import.problem.repeated_column'])

function headerProblems(header: string[], line: number): ImportProblem[] {
  const named = header.filter(name => name !== '')
  const repeated = new Set(named.filter((name, i) => named.indexOf(name) !== i))
  const unknown = new Set(named.filter(name => !isColumn(name)))
  const missing = ['month', 'category'].filter(name => !named.includes(name))
  const problem = (key: string) => (value: string) => ({ line, value, key: `import.problem.${key}` })
  return [
    ...[...unknown].map(problem('unknown_column')),
    ...[...repeated].map(problem('repeated_column')),
    ...missing.map(problem('missing_column')),
  ]
}

function rowOf(line: Line, header: string[]): CaseTableRow {
  const cells: Partial<Record<Column, string>> = {}
  header.forEach((name, i) => {
    if (isColumn(name)) cells[name] = line.record[i] ?? ''
  })
  const stray = line.record.some((cell, i) => !header[i] && cell.trim() !== '')
  return { line: beginning(line), cells, stray }
}

/** csv-parse counts the line on which a record ends. */
function beginning({ record, info }: Line): number {
  return info.lines - record.join('').split('\n').length + 1
}

function quoteProblem(error: CsvError): ImportProblem {
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED'
  return { line: Number(error.lines), key: open ? 'import.problem.quote_open' : 'import.problem.quote_stray' }
}
