import loadHighs, { type Highs, type Model, type ModelData } from 'highs'
import type { Sum } from './menu'

export type Solver = Highs

/**
 * The HiGHS solver, compiled once in the life of the program. Load it before a transaction begins: inside
 * one, nothing but SQL may be waited for.
 */
export function loadSolver(): Promise<Solver> {
  loading ??= loadHighs()
  return loading
}

let loading: Promise<Solver> | undefined

/** The relations "parts less whole equal `rest`" over variables with these bounds. */
export function relations(sums: Sum[], rests: number[], lower: number[], upper: number[]): ModelData {
  const terms = sums.flatMap(({ whole, parts }) => [[whole, -1], ...parts.map(part => [part, 1])])
  const starts = [0]
  for (const { parts } of sums) starts.push(starts.at(-1)! + parts.length + 1)
  return {
    numCols: lower.length,
    numRows: sums.length,
    colCost: lower.map(() => 0),
    colLower: lower,
    colUpper: upper,
    rowLower: rests,
    rowUpper: rests,
    matrix: {
      format: 'csr',
      numRows: sums.length,
      numCols: lower.length,
      starts,
      indices: terms.map(([index]) => index!),
      values: terms.map(([, value]) => value!),
    },
  }
}

/** Runs the model; its variables, or undefined when no optimum was found in time. */
export function solve(solver: Solver, model: Model): Float64Array | undefined {
  model.run()
  return model.getModelStatus() === solver.constants.modelStatus.optimal
    ? model.getSolution().colValue
    : undefined
}
