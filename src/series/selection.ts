import type { SeriesFilter } from './seriesFilter'
import type { SeriesProblem } from './seriesProblem'

export interface Dimension {
  name: string
  /** What is taken when nothing is asked for, and what is left out is told. */
  usual?: string
  /** Says the same as another dimension, as the name of a country does beside its code: it needs no filter. */
  repeats?: boolean
}

/** Rows that fit the filter but were left out, because they are not the `usual` ones. */
export interface LeftOut {
  name: string
  code: string
  rows: number
  from: string
  to: string
}

/**
 * Takes the rows that a filter asks for, and finds out whether they are one series: in each dimension one value. What
 * would have to be summed is refused. It remembers the values that it has seen, not the rows.
 */
export function selectionOf(dimensions: Dimension[], filter: SeriesFilter) {
  const names = dimensions.map(one => one.name)
  const asked = dimensions.map(one => filter.get(one.name))
  const seen = dimensions.map(() => new Set<string>())
  const leftOut = new Map<string, LeftOut>()
  let [rows, taken] = [0, 0]

  return {
    /** Whether a row belongs to it; `codes` in the order of the dimensions. */
    takes(codes: string[], period = ''): boolean {
      rows++
      if (!fitsFilter(codes)) return false
      for (const [i, { name, usual }] of dimensions.entries()) {
        if (usual === undefined || asked[i] !== undefined || codes[i] === usual) continue
        leave(name, codes[i]!, period)
        return false
      }
      taken++
      for (const [i, set] of seen.entries()) if (asked[i] === undefined) remember(set, codes[i]!)
      return true
    },

    problems(): SeriesProblem[] {
      const unknown = [...filter.keys()].filter(name => !names.includes(name))
      if (unknown.length > 0) return unknown.map(name => noDimension(name, names))
      const lacking = dimensions.flatMap(({ name, repeats }, i) =>
        asked[i] === undefined && !repeats && seen[i]!.size > 1 ? [lacks(name, seen[i]!)] : [],
      )
      if (lacking.length > 0 || taken > 0 || rows === 0) return lacking
      const absent = dimensions.flatMap(({ name }, i) =>
        asked[i] !== undefined && !seen[i]!.has(asked[i]) ? [isAbsent(name, asked[i], seen[i]!)] : [],
      )
      return absent.length > 0 ? absent : [{ key: 'series.problem.no_row' }]
    },

    /** The one value of each dimension, once all rows are read. */
    chosen(): SeriesFilter {
      const told = dimensions.flatMap(({ name, repeats }, i) =>
        repeats ? [] : [[name, asked[i] ?? [...seen[i]!][0] ?? ''] as const],
      )
      return new Map(told)
    },

    leftOut: () => [...leftOut.values()],
  }

  function fitsFilter(codes: string[]): boolean {
    let fits = true
    for (const [i, code] of asked.entries()) {
      if (code === undefined) continue
      remember(seen[i]!, codes[i]!)
      fits &&= codes[i] === code
    }
    return fits
  }

  function leave(name: string, code: string, period: string): void {
    const known = leftOut.get(code) ?? { name, code, rows: 0, from: period, to: period }
    known.rows++
    if (period < known.from) known.from = period
    if (period > known.to) known.to = period
    if (leftOut.size < mostRemembered) leftOut.set(code, known)
  }
}

export function noDimension(name: string, names: string[]): SeriesProblem {
  return { key: 'series.problem.no_dimension', values: { name, ...listed(names) } }
}

export function lacks(name: string, codes: Iterable<string>): SeriesProblem {
  return { key: 'series.problem.lacks_filter', values: { name, ...listed([...codes]) } }
}

export function isAbsent(name: string, code: string, codes: Iterable<string>): SeriesProblem {
  return { key: 'series.problem.no_value', values: { name, code, ...listed([...codes]) } }
}

/** Of many values the first few, and how many more there are. */
function listed(codes: string[]) {
  const mostListed = 10
  const found = codes
    .toSorted()
    .slice(0, mostListed)
    .map(code => code.slice(0, 40))
  return { found: found.join(', '), more: Math.max(0, codes.length - mostListed) }
}

/** No dimension of a statistics office has so many values that it would not fit; a damaged file may. */
const mostRemembered = 5000

function remember(set: Set<string>, code: string): void {
  if (set.size < mostRemembered) set.add(code)
}
