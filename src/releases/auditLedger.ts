import type { FrozenMonth } from './ledger'
import { leastShown, nameOf, sumsOf, type Cell, type Menu } from './menu'
import { relations, solve, type Solver } from './solver'

/** A number that stands in a released file, for everybody to read. */
export interface Statement extends Cell {
  month: string
  value: number
}

/** A way in which the publications give somebody away, or are not what they say. */
export interface Finding {
  kind: 'narrow' | 'existence' | 'contradiction' | 'unknown' | 'file'
  where: string
}

/**
 * What an attacker can work out who has every file ever released: for each figure the least and the
 * greatest true number that fits everything, by linear programming. Anything narrower than the promise
 * [max(0, a-b), a+b-1] is found, as is a figure shown as "<10" that proves somebody was there.
 */
export function auditLedger(solver: Solver, ledger: FrozenMonth[], statements: Statement[]): Finding[] {
  const told = numbersTold(statements)
  const known = new Set(ledger.flatMap(({ month, figures }) => figures.map(cell => placeOf(month, cell))))
  const unknown = [...told.keys()].filter(place => !known.has(place))
  return [
    ...unknown.map((where): Finding => ({ kind: 'unknown', where })),
    // No relation joins two months, so each is a small problem of its own.
    ...ledger.flatMap(frozen => auditMonth(solver, frozen, told)),
  ]
}

interface Range {
  low: number
  high: number
}

/** The different numbers told of each place; most files tell the same again. */
type Told = Map<string, Set<number>>

function numbersTold(statements: Statement[]): Told {
  const told: Told = new Map()
  for (const statement of statements) {
    const place = placeOf(statement.month, statement)
    told.set(place, (told.get(place) ?? new Set()).add(statement.value))
  }
  return told
}

function auditMonth(solver: Solver, frozen: FrozenMonth, told: Told): Finding[] {
  const { month, menu, figures } = frozen
  const promised = figures.map(({ value }) => around(value, menu))
  const bounds = figures.map(cell => learned([cell.value, ...(told.get(placeOf(month, cell)) ?? [])], menu))
  const ranges = extremes(solver, frozen, bounds, promised)
  if (!ranges) return [{ kind: 'contradiction', where: month }]
  return figures.flatMap((cell, i): Finding[] => {
    const where = placeOf(month, cell)
    const { low, high } = ranges[i]!
    if (cell.value < leastShown(menu) && low > tolerance) return [{ kind: 'existence', where }]
    const wide = low <= promised[i]!.low + tolerance && high >= promised[i]!.high - tolerance
    return wide ? [] : [{ kind: 'narrow', where }]
  })
}

function around(value: number, { base }: Menu): Range {
  return { low: Math.max(0, value - base), high: value + base - 1 }
}

/** All numbers told of one cell, taken together; one that is no multiple of the base can only be exact. */
function learned(values: number[], menu: Menu): Range {
  const ranges = values.map(value =>
    value % menu.base === 0 ? around(value, menu) : { low: value, high: value },
  )
  return {
    low: Math.max(...ranges.map(range => range.low)),
    high: Math.min(...ranges.map(range => range.high)),
  }
}

/** Every solution is a possible truth for all cells at once, so most are seen to be wide without solving. */
function extremes(
  solver: Solver,
  { menu, figures }: FrozenMonth,
  bounds: Range[],
  promised: Range[],
): Range[] | undefined {
  if (bounds.some(({ low, high }) => low > high)) return undefined
  const sums = sumsOf(menu, figures)
  const seen = bounds.map(() => ({ low: Infinity, high: -Infinity }))
  const lows = bounds.map(({ low }) => low)
  const highs = bounds.map(({ high }) => high)
  return solver.withModel(
    relations(
      sums,
      sums.map(() => 0),
      lows,
      highs,
    ),
    model => {
      // Each problem differs from the last by one cost: the primal simplex goes on from where it was.
      model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: 4 })
      for (const cost of [1, -1]) {
        for (const i of figures.keys()) {
          if (cost > 0 ? seen[i]!.low <= promised[i]!.low : seen[i]!.high >= promised[i]!.high) continue
          model.changeColCost(i, cost)
          const truth = solve(solver, model)
          if (!truth) return undefined
          truth.forEach((n, j) => {
            seen[j]!.low = Math.min(seen[j]!.low, n)
            seen[j]!.high = Math.max(seen[j]!.high, n)
          })
          model.changeColCost(i, 0)
        }
      }
      return seen
    },
  )
}

/** HiGHS keeps to the relations within 1e-7. */
const tolerance = 1e-6

function placeOf(month: string, cell: Cell): string {
  return `${month} ${nameOf(cell)}`
}
