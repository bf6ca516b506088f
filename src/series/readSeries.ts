import { longestLine } from './textLines'
import type { Source } from './fileText'
import type { Gathered } from './gatherPoints'
import { readJsonStat } from './jsonStatSeries'
import { readPlainCsv } from './plainSeries'
import { readSdmxCsv } from './sdmxSeries'
import type { LeftOut } from './selection'
import type { SeriesFilter } from './seriesFilter'
import { Unreadable, type SeriesProblem } from './seriesProblem'
import { readTsv } from './tsvSeries'
import { readUnhcrCsv } from './unhcrSeries'

export type ReadSeries =
  { ok: true; value: SeriesContent } | { ok: false; problems: SeriesProblem[]; more: number }

/** What a file says of one series. */
export interface SeriesContent extends Gathered {
  /** The one value of each dimension. */
  chosen: SeriesFilter
  leftOut: LeftOut[]
}

export const seriesFormats = ['tsv', 'sdmx-csv', 'json-stat', 'unhcr', 'plain'] as const
export type SeriesFormat = (typeof seriesFormats)[number]

/** Reads one series out of a file of any size, or says what is wrong. */
export async function readSeries(
  source: Source,
  filter: SeriesFilter,
  asked?: SeriesFormat,
): Promise<ReadSeries & { format?: SeriesFormat }> {
  try {
    const format = asked ?? (await formatOf(source))
    if (!format) throw new Unreadable({ key: 'series.problem.format' })
    return { ...(await readers[format](source, filter)), format }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problems: [error.problem], more: 0 }
    throw error
  }
}

const readers: Record<SeriesFormat, (source: Source, filter: SeriesFilter) => Promise<ReadSeries>> = {
  tsv: readTsv,
  'sdmx-csv': readSdmxCsv,
  'json-stat': readJsonStat,
  unhcr: readUnhcrCsv,
  plain: readPlainCsv,
}

/** By what the first line says, whatever the file is called. */
async function formatOf(source: Source): Promise<SeriesFormat | undefined> {
  const line = (await beginningOf(source)).trimStart().split('\n', 1)[0]!.toLowerCase()
  if (line.startsWith('{')) return 'json-stat'
  if (/^[^\t]*\\time(_period)?\s*\t/.test(line)) return 'tsv'
  const names = line.split(/[,;\t]/).map(name => name.replaceAll('"', '').trim())
  const has = (...wanted: string[]) => wanted.every(name => names.some(one => one.split(':')[0] === name))
  if (has('time_period', 'obs_value')) return 'sdmx-csv'
  if (has('year', 'applied')) return 'unhcr'
  return has('value') && (has('month') || has('year')) ? 'plain' : undefined
}

async function beginningOf(source: Source): Promise<string> {
  let text = ''
  for await (const part of source([0, 0])) {
    text += part
    if (text.trimStart().includes('\n') || text.length > longestLine) break
  }
  return text
}
