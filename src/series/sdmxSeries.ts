import type { Source } from './fileText'
import type { ReadSeries } from './readSeries'
import type { SeriesFilter } from './seriesFilter'
import { columnOf, readTable, type Columns, type TableLayout } from './seriesTable'

/** Columns of SDMX-CSV, and what its versions put beside them, that are no dimensions. */
const others = [
  ...['dataflow', 'structure', 'structure_id', 'structure_name', 'action', 'last update', 'last_update'],
  ...['time_period', 'time', 'obs_value', 'observation value', 'obs_flag', 'obs_status', 'conf_status'],
  ...['obs_comment', ''],
]
const flags = ['obs_flag', 'obs_status', 'conf_status']

/** Eurostat's SDMX-CSV: a row for each number, dimensions in columns of their names, in any order. */
export function readSdmxCsv(source: Source, filter: SeriesFilter): Promise<ReadSeries> {
  return readTable(source, layoutOf, filter)
}

function layoutOf(columns: Columns): TableLayout {
  const dimensions = [...columns].filter(([name]) => !others.includes(name))
  return {
    dimensions: dimensions.map(([name, column]) => ({ name, column })),
    period: columnOf(columns, 'time_period'),
    value: columnOf(columns, 'obs_value'),
    flags: flags.flatMap(name => columns.get(name) ?? []),
  }
}
