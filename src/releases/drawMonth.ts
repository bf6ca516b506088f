import { randomInt } from 'node:crypto'
import { sumsOf, type Cell, type Menu } from './menu'
import { relations, solve, type Solver } from './solver'
import type { TrueCell } from './star'

/** A protected figure: a multiple of the base, less than the base away from the true number. */
export interface Figure extends Cell {
  value: number
}

export interface Draw {
  figures: Figure[]
  /** Names of the tables that had to be left out because no rounding was found in time. */
  dropped: string[]
}

/** Numbers from 0 up to 1. */
type Random = () => number

/** The figures would not keep the promise made to readers: a fault of the program, nothing is published. */
class UnsoundDraw extends Error {
  override name = 'UnsoundDraw'
}

/**
 * Controlled random rounding (Cox 1987; Handbook on Statistical Disclosure Control, 5.5): every cell goes
 * to a neighbouring multiple of the base, at random, such that all tables still add up. When the solver
 * finds no rounding, the finest table of the menu is dropped and the rest drawn.
 */
export function drawMonth(solver: Solver, menu: Menu, cells: TrueCell[], random = systemRandom): Draw {
  for (let kept = menu.tables.length; kept > 0; kept--) {
    const part = { ...menu, tables: menu.tables.slice(0, kept) }
    const shown = cells.filter(cell => part.tables.some(table => table.name === cell.table))
    const figures = roundTogether(solver, part, shown, random)
    if (!figures) continue
    checkDraw(part, shown, figures)
    return { figures, dropped: menu.tables.slice(kept).map(table => table.name) }
  }
  throw new UnsoundDraw('no rounding was found, not even of the total')
}

/** An exact multiple of the base also moves with this probability, or it would give itself away. */
const pMoveMultiple = 0.1

function roundTogether(solver: Solver, menu: Menu, cells: TrueCell[], random: Random): Figure[] | undefined {
  const { base } = menu
  const sums = sumsOf(menu, cells)
  const low = cells.map(({ n }) => base * Math.floor(n / base))
  // Divided by the base: a part that goes up adds 1 to its sum, and the numbers stay small.
  const rests = sums.map(
    ({ whole, parts }) => (low[whole]! - parts.reduce((sum, i) => sum + low[i]!, 0)) / base,
  )
  const goUp = {
    ...relations(
      sums,
      rests,
      low.map(() => 0),
      low.map(() => 1),
    ),
    colCost: cells.map(({ n }) => costOfUp(n, base, random)),
    integrality: low.map(() => solver.constants.variableType.integer),
  }
  const up = solver.withModel(goUp, model => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, time_limit: 20 })
    return solve(solver, model)
  })
  return up && cells.map(({ table, key }, i) => ({ table, key, value: low[i]! + base * Math.round(up[i]!) }))
}

/**
 * What rounding the cell up costs against rounding it down. Gumbel noise on the log-probabilities makes
 * the cheapest rounding a random one: each that adds up can come out, likelier the closer it is.
 */
function costOfUp(n: number, base: number, random: Random): number {
  const rest = n % base
  const pUp = rest === 0 ? pMoveMultiple : Math.min(1 - pMoveMultiple / 2, rest / base)
  return Math.log(1 - pUp) + gumbel(random()) - (Math.log(pUp) + gumbel(random()))
}

/** 0 and 1 would make the cost infinite, which the solver takes for "never". */
function gumbel(uniform: number): number {
  const inside = Math.min(Math.max(uniform, 2 ** -53), 1 - 2 ** -53)
  return -Math.log(-Math.log(inside))
}

/** Not a seeded generator: whoever learnt its state could undo the rounding. */
function systemRandom(): number {
  return randomInt(2 ** 47) / 2 ** 47
}

function checkDraw(menu: Menu, cells: TrueCell[], figures: Figure[]): void {
  const { base } = menu
  figures.forEach(({ value }, i) => {
    const { n } = cells[i]!
    const sound = value % base === 0 && value - base <= n && n <= value + base - 1
    if (!sound) throw new UnsoundDraw('a figure is not a neighbouring multiple of the base')
  })
  for (const { whole, parts } of sumsOf(menu, figures)) {
    const sum = parts.reduce((all, i) => all + figures[i]!.value, 0)
    if (sum !== figures[whole]!.value) throw new UnsoundDraw('the figures do not add up')
  }
}
