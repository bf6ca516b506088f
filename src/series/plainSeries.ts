import type { Source } from './fileText'
import type { ReadSeries } from './readSeries'
import { Unreadable } from './seriesProblem'
import type { SeriesFilter } from './seriesFilter'
import { columnOf, readTable, type Columns, type TableLayout } from './seriesTable'

const known = ['month', 'year', 'value', 'source_url', 'note']

/** What somebody copied out by hand: `month,value,source_url,note`, or `year` for a yearly series. */
export function readPlainCsv(source: Source, filter: SeriesFilter): Promise<ReadSeries> {
  return readTable(source, layoutOf, filter)
}

function layoutOf(columns: Columns): TableLayout {
  const unknown = [...columns.keys()].find(name => !known.includes(name))
  if (unknown !== undefined)
    throw new Unreadable({ line: 1, key: 'series.problem.unknown_column', values: { name: unknown } })
  return {
    dimensions: [],
    period: columns.get('year') ?? columnOf(columns, 'month'),
    value: columnOf(columns, 'value'),
    flags: [],
    note: columns.get('note'),
    sourceUrl: columns.get('source_url'),
  }
}
