import type { Source } from './fileText'
import { gatherPoints } from './gatherPoints'
import { visitMembers, type Scalar } from './jsonMembers'
import {
  isTimeName,
  noDataset,
  placesOf,
  structureOf,
  type Places,
  type Structure,
} from './jsonStatStructure'
import type { ReadSeries } from './readSeries'
import type { SeriesFilter } from './seriesFilter'

/**
 * JSON-stat 2, as Eurostat's statistics service answers. The numbers may stand before what says which they are, so the
 * document is read twice: first the dimensions, then the numbers that are asked for.
 */
export async function readJsonStat(source: Source, filter: SeriesFilter): Promise<ReadSeries> {
  const places = placesOf(await readStructure(source), filter)
  if (Array.isArray(places)) return { ok: false, problems: places, more: 0 }
  const { values, flags, flagOfAll } = await readNumbers(source, places)
  const points = gatherPoints()
  for (const [place, period] of places.periods) {
    points.add({ period, value: values.get(place) ?? '', flag: flags.get(place) ?? flagOfAll })
  }
  const gathered = points.result()
  if (!gathered.ok) return gathered
  return { ok: true, value: { ...gathered.value, chosen: places.chosen, leftOut: [] } }
}

async function readStructure(source: Source): Promise<Structure> {
  const names = ['id', 'size', 'role', 'dimension']
  const members = new Map<string, unknown>()
  const take = (name: string, value: unknown) => void members.set(name, value)
  // Without a role, which may yet come, the time is known by its name alone.
  const named = () => [members.get('id')].flat().some(isTimeName)
  const enough = () => names.every(name => members.has(name) || (name === 'role' && named()))
  await visitMembers(source([0, 0.5]), { whole: { names, take, enough } })
  return structureOf(members)
}

/** The numbers and marks at those places, as text. A status may stand once for all. */
async function readNumbers(source: Source, { periods, size }: Places) {
  const values = new Map<number, string>()
  const flags = new Map<number, string>()
  let flagOfAll = ''
  const take = (name: string, key: string | number | undefined, written: Scalar) => {
    const place = Number(key)
    if (key === undefined) {
      if (name === 'value') throw noDataset()
      flagOfAll = String(written ?? '')
    } else if (!Number.isInteger(place) || place < 0 || place >= size) throw noDataset()
    else if (written !== null && periods.has(place)) {
      ;(name === 'value' ? values : flags).set(place, String(written))
    }
  }
  await visitMembers(source([0.5, 1]), { each: { names: ['value', 'status'], take } })
  return { values, flags, flagOfAll }
}
