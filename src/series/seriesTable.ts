import { rowsIn, type Row } from './csvRows'
import type { Source } from './fileText'
import { gatherPoints } from './gatherPoints'
import type { ReadSeries } from './readSeries'
import { selectionOf, type Dimension } from './selection'
import { codeReader, dimensionName, type SeriesFilter } from './seriesFilter'
import { Unreadable } from './seriesProblem'

/** Which columns of a CSV file hold what, by their place. */
export interface TableLayout {
  dimensions: (Dimension & { column: number })[]
  period: number
  value: number
  /** Marks that stand apart from the value. */
  flags: number[]
  note?: number | undefined
  sourceUrl?: number | undefined
}

/** The names of the columns, in small letters, with their places. */
export type Columns = Map<string, number>

/** Reads one series out of a CSV file in which each row is one number. */
export async function readTable(
  source: Source,
  layoutOf: (columns: Columns) => TableLayout,
  filter: SeriesFilter,
): Promise<ReadSeries> {
  const points = gatherPoints()
  const codeOf = codeReader()
  let table: { columns: number; layout: TableLayout; selection: ReturnType<typeof selectionOf> } | undefined
  for await (const rows of rowsIn(source())) {
    for (const row of rows) {
      if (!table) {
        const layout = layoutOf(columnsOf(row))
        table = { columns: row.cells.length, layout, selection: selectionOf(layout.dimensions, filter) }
      } else if (row.cells.length !== table.columns) {
        points.complain(wrongCells(row.line, row.cells.length, table.columns))
      } else take(row, table.layout, table.selection)
    }
  }
  if (!table) throw new Unreadable({ key: 'series.problem.empty' })
  return resultOf(points, table.selection)

  function take({ line, cells }: Row, layout: TableLayout, selection: ReturnType<typeof selectionOf>): void {
    const codes = layout.dimensions.map(({ column }) => codeOf(cells[column]!))
    const period = cells[layout.period]!
    if (!selection.takes(codes, period)) return
    // Without spreads: for millions of rows they take four times as long, and 80 MB more.
    points.add({
      line,
      period,
      value: cells[layout.value]!,
      flag: layout.flags.map(column => cells[column]!).join(''),
      note: layout.note === undefined ? '' : cells[layout.note]!,
      sourceUrl: layout.sourceUrl === undefined ? '' : cells[layout.sourceUrl]!,
    })
  }
}

/** Several series in one file first: every other problem may come from that. */
export function resultOf(
  points: ReturnType<typeof gatherPoints>,
  selection: ReturnType<typeof selectionOf>,
): ReadSeries {
  const problems = selection.problems()
  if (problems.length > 0) return { ok: false, problems, more: 0 }
  const gathered = points.result()
  if (!gathered.ok) return gathered
  return {
    ...gathered,
    value: { ...gathered.value, chosen: selection.chosen(), leftOut: selection.leftOut() },
  }
}

export function wrongCells(line: number, n: number, wanted: number) {
  return { line, key: 'series.problem.cells', values: { n, wanted } }
}

/** The column of a name that must be there. */
export function columnOf(columns: Columns, name: string): number {
  const column = columns.get(name)
  if (column === undefined)
    throw new Unreadable({ line: 1, key: 'series.problem.missing_column', values: { name } })
  return column
}

function columnsOf({ line, cells }: Row): Columns {
  const columns: Columns = new Map()
  for (const [column, cell] of cells.entries()) {
    const name = dimensionName(cell)
    if (columns.has(name))
      throw new Unreadable({ line, key: 'series.problem.repeated_column', values: { name } })
    columns.set(name, column)
  }
  return columns
}
