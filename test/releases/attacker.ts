import loadHighs from 'highs'

/*
 * Somebody who has every file that was ever given out, and time. Shares no line with the code that
 * publishes: it knows only what the descriptions say in public, that a figure is a multiple of 5, at most
 * 5 above and 4 below the true number, that "below_10" hides 0 or 5, and that categories add up.
 */

export interface Cell {
  month: string
  category: string
  /** The figure, or undefined for "below_10". */
  count: number | undefined
}

export interface Interval {
  month: string
  category: string
  low: number
  high: number
}

/** The cells of a released table, read from its bytes. */
export function readCells(bytes: Buffer): Cell[] {
  const [header, ...rows] = readCsv(bytes.toString('utf8'))
  const column = (name: string) => header!.indexOf(name)
  return rows
    .filter(row => row[column('status')] !== 'merged')
    .map(row => {
      const count = row[column('count')]!
      return {
        month: row[column('month')]!,
        category: row[column('category')]!,
        count: count === '' ? undefined : Number(count),
      }
    })
}

/** The least and greatest true number of every cell that fits all the files together. */
export async function workOut(files: Buffer[]): Promise<Interval[]> {
  const highs = await loadHighs()
  const cells = files.flatMap(readCells)
  const months = [...new Set(cells.map(cell => cell.month))]
  return months.flatMap(month => {
    const here = cells.filter(cell => cell.month === month)
    const categories = [...new Set(here.map(cell => cell.category))]
    return categories.map((category, i) => {
      const bound = (sense: 'Minimize' | 'Maximize') => {
        const { Status, Columns } = highs.solve(program(sense, i, categories, here))
        return Status === 'Optimal' ? Math.round(Columns[`x${i}`]!.Primal * 1e6) / 1e6 : NaN
      }
      return { month, category, low: bound('Minimize'), high: bound('Maximize') }
    })
  })
}

/** CSV after RFC 4180, nothing lenient about it. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (!match) throw new Error(`not CSV: ${JSON.stringify(text.slice(0, 200))}`)
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

/** In CPLEX's LP format: x the true numbers, a the figures, k the figures divided by 5. */
function program(sense: string, wanted: number, categories: string[], cells: Cell[]): string {
  const total = categories.indexOf('total')
  const parts = [...categories.keys()].filter(i => i !== total)
  const sum = (letter: string) => `${parts.map(i => `${letter}${i}`).join(' + ')} - ${letter}${total} = 0`
  const known = cells.flatMap(({ category, count }) => {
    const i = categories.indexOf(category)
    if (count === undefined) return [`k${i} <= 1`]
    return count % 5 === 0 ? [`a${i} = ${count}`] : [`x${i} = ${count}`]
  })
  const rules = [...categories.keys()].flatMap(i => [
    `a${i} - 5 k${i} = 0`,
    `x${i} - a${i} >= -5`,
    `x${i} - a${i} <= 4`,
  ])
  return [
    sense,
    ` x${wanted}`,
    'Subject To',
    ...[sum('x'), sum('a'), ...known, ...rules].map(line => ` ${line}`),
    'General',
    ` ${[...categories.keys()].map(i => `x${i} k${i}`).join(' ')}`,
    'End',
  ].join('\n')
}
