import type { Source } from './fileText'
import type { ReadSeries } from './readSeries'
import type { Dimension } from './selection'
import type { SeriesFilter } from './seriesFilter'
import { columnOf, readTable, type Columns, type TableLayout } from './seriesTable'

/**
 * UNHCR's codes of countries differ from those of ISO, and beside each stand the other and the name: one filter is
 * enough. Some countries count applications by persons (P), some by cases (C) that may be whole families.
 */
const dimensions: Dimension[] = [
  { name: 'coo_name', repeats: true },
  { name: 'coo', repeats: true },
  { name: 'coo_iso' },
  { name: 'coa_name', repeats: true },
  { name: 'coa', repeats: true },
  { name: 'coa_iso' },
  { name: 'procedure_type' },
  { name: 'app_type' },
  { name: 'dec_level' },
  { name: 'app_pc', usual: 'P' },
]

/** Asylum applications from UNHCR's Refugee Data Finder, by year. */
export function readUnhcrCsv(source: Source, filter: SeriesFilter): Promise<ReadSeries> {
  return readTable(source, layoutOf, filter)
}

function layoutOf(columns: Columns): TableLayout {
  return {
    dimensions: dimensions.map(one => ({ ...one, column: columnOf(columns, one.name) })),
    period: columnOf(columns, 'year'),
    value: columnOf(columns, 'applied'),
    flags: [],
  }
}
