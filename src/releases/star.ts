import type { Count } from '../counts/count'
import { hub, type Cell, type Menu, type MenuTable } from './menu'

/** A cell with its true number; it exists in memory while a month is drawn, and nowhere else. */
export interface TrueCell extends Cell {
  n: number
}

/** The fixed list of codes a table has rows for, by field: `category`, `place`, … */
export type Codes = Record<string, string[]>

/** What a case without a value in the dimension counts as, so that the parts add up. */
const notGiven = 'not_given'

/** The cells of the menu with their true numbers, from the counts of one or more months together. */
export function starOf({ tables }: Menu, codes: Codes, counts: Count[]): TrueCell[] {
  return tables.flatMap(table => cellsOf(table, codes, counts))
}

function cellsOf(table: MenuTable, codes: Codes, counts: Count[]): TrueCell[] {
  const categories = codes.category ?? []
  const total = (category: string) => sum(counts, { dimension: 'total', category })
  if (!table.splits) return [{ ...hub, n: sum(counts, { dimension: 'total' }) }]
  if (!table.dimension) return categories.map(key => ({ table: table.name, key, n: total(key) }))
  const { name, dimension } = table
  return categories.flatMap(category => {
    const parts = (codes[dimension] ?? []).map(value => ({
      table: name,
      key: `${category}/${value}`,
      n: sum(counts, { dimension, category, value }),
    }))
    const rest = total(category) - parts.reduce((whole, part) => whole + part.n, 0)
    return [...parts, { table: name, key: `${category}/${notGiven}`, n: rest }]
  })
}

function sum(counts: Count[], where: Partial<Count>): number {
  const wanted = Object.entries(where)
  return counts
    .filter(count => wanted.every(([field, value]) => count[field as keyof Count] === value))
    .reduce((whole, count) => whole + count.n, 0)
}
