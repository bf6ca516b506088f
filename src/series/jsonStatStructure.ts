import { dimensionName, codeName, type SeriesFilter } from './seriesFilter'
import { isAbsent, lacks, noDimension } from './selection'
import { Unreadable, type SeriesProblem } from './seriesProblem'

/** The dimensions of a JSON-stat dataset, in the order in which its numbers are laid out: the last varies fastest. */
export interface Structure {
  dimensions: { name: string; isTime: boolean; codes: string[] }[]
}

/** Which numbers belong to the series: the place of each, with its period. */
export interface Places {
  periods: Map<number, string>
  chosen: SeriesFilter
  /** How many numbers the dataset has. */
  size: number
}

/** Reads `id`, `size`, `role` and `dimension` of a dataset (JSON-stat 2.0, https://json-stat.org/full/). */
export function structureOf(members: Map<string, unknown>): Structure {
  const [ids, sizes] = [members.get('id'), members.get('size')]
  if (!areTexts(ids) || !Array.isArray(sizes) || ids.length !== sizes.length) throw noDataset()
  const times = membersOf(members.get('role')).get('time')
  const all = membersOf(members.get('dimension'))
  const dimensions = ids.map((id, i) => {
    const codes = codesOf(membersOf(membersOf(all.get(id)).get('category')))
    if (codes.length === 0 || codes.length !== sizes[i]) throw noDataset()
    const isTime = areTexts(times) ? times.includes(id) : isTimeName(id)
    return { name: dimensionName(id), isTime, codes: isTime ? codes : codes.map(codeName) }
  })
  if (dimensions.filter(one => one.isTime).length !== 1) throw noDataset()
  return { dimensions }
}

/** Where the numbers of the one series stand that the filter asks for, or which filters are wrong or lacking. */
export function placesOf({ dimensions }: Structure, filter: SeriesFilter): Places | SeriesProblem[] {
  const problems = problemsOf(dimensions, filter)
  if (problems.length > 0) return problems
  const chosen: SeriesFilter = new Map()
  let [step, start, timeStep] = [1, 0, 1]
  let periods: string[] = []
  for (const { name, isTime, codes } of dimensions.toReversed()) {
    if (isTime) [periods, timeStep] = [codes, step]
    else {
      const code = filter.get(name) ?? codes[0]!
      chosen.set(name, code)
      start += step * codes.indexOf(code)
    }
    step *= codes.length
  }
  return { periods: new Map(periods.map((period, i) => [start + i * timeStep, period])), chosen, size: step }
}

function problemsOf(dimensions: Structure['dimensions'], filter: SeriesFilter): SeriesProblem[] {
  const others = dimensions.filter(one => !one.isTime)
  const names = others.map(one => one.name)
  const unknown = [...filter.keys()].filter(name => !names.includes(name))
  if (unknown.length > 0) return unknown.map(name => noDimension(name, names))
  return others.flatMap(({ name, codes }) => {
    const code = filter.get(name)
    if (code === undefined) return codes.length > 1 ? [lacks(name, codes)] : []
    return codes.includes(code) ? [] : [isAbsent(name, code, codes)]
  })
}

/** `index` is a list of codes, or an object from codes to places; a single category may have a label alone. */
function codesOf(category: Map<string, unknown>): string[] {
  const index = category.get('index')
  if (areTexts(index)) return index
  if (index === undefined) return [...membersOf(category.get('label')).keys()]
  const places = [...membersOf(index)].sort(([, a], [, b]) => Number(a) - Number(b))
  if (places.some(([, place], i) => place !== i)) throw noDataset()
  return places.map(([code]) => code)
}

function membersOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(one => typeof one === 'string')
}

export function isTimeName(id: unknown): boolean {
  return typeof id === 'string' && ['time', 'time_period'].includes(id.toLowerCase())
}

export function noDataset(): Unreadable {
  return new Unreadable({ key: 'series.problem.no_dataset' })
}
