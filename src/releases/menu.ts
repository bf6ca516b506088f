import type { Dimension } from '../counts/count'

/**
 * The tables that may leave the organisation: a star of tables around the hub `total`, coarsest first,
 * each splitting every cell of another into parts. A menu is a value: a new table is a new version, and
 * nothing that draws, audits or writes files changes with it.
 */
export interface Menu {
  version: string
  /** Every published figure is a multiple of it, and below twice the base is not shown. */
  base: number
  tables: MenuTable[]
}

export interface MenuTable {
  name: string
  /** The table whose cells are the sums of this one's; the hub splits none. */
  splits?: string
  /** For a table of category by something else: the single-valued dimension of the counts it shows. */
  dimension?: Dimension
}

/** A place for one figure. Keys are paths: `all`, `soldier`, `soldier/eu`. */
export interface Cell {
  table: string
  key: string
}

/** One relation: the whole equals the sum of the parts, as positions in a list of cells. */
export interface Sum {
  whole: number
  parts: number[]
}

export const hub = { table: 'total', key: 'all' }

export const menu: Menu = {
  version: '1',
  base: 5,
  tables: [{ name: 'total' }, { name: 'category', splits: 'total' }],
}

/** The menu by which an older month was drawn: its base decides how its figures are to be read. */
export function menuOf(version: string): Menu {
  if (version !== menu.version) throw new Error(`there is no menu ${version}`)
  return menu
}

/** Figures below this are shown as "<10", never as a number. */
export function leastShown({ base }: Menu): number {
  return 2 * base
}

/** All relations among the cells: what an attacker knows besides the figures. */
export function sumsOf({ tables }: Menu, cells: Cell[]): Sum[] {
  const sums = new Map<string, Sum>()
  const place = new Map(cells.map((cell, i) => [nameOf(cell), i]))
  cells.forEach((cell, i) => {
    const splits = tables.find(table => table.name === cell.table)?.splits
    if (splits === undefined) return
    const whole = place.get(nameOf({ table: splits, key: wholeKey(splits, cell.key) }))
    if (whole === undefined) throw new Error(`no cell is the sum of ${nameOf(cell)}`)
    const name = `${whole} ${cell.table}`
    if (!sums.has(name)) sums.set(name, { whole, parts: [] })
    sums.get(name)!.parts.push(i)
  })
  return [...sums.values()]
}

export function nameOf({ table, key }: Cell): string {
  return `${table} ${key}`
}

function wholeKey(splits: string, key: string): string {
  return splits === hub.table ? hub.key : key.slice(0, key.lastIndexOf('/'))
}
