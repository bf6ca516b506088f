import { multipleFields, singleFields } from '../cases/case'

/** The columns an imported file may have: the names are the codes of the fields. */
export const columns = ['month', ...singleFields, ...multipleFields, 'count'] as const

export type Column = (typeof columns)[number]

export function isColumn(name: string): name is Column {
  return (columns as readonly string[]).includes(name)
}

/** No file and no row may be larger; `perRow` is the highest `count`. */
export const limits = { bytes: 5_000_000, rows: 20_000, cases: 20_000, perRow: 5_000 }
