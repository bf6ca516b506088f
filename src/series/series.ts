import type { Day } from '../calendar/month'
import type { SeriesTable } from '../db/schema'
import type { InLanguages } from '../language/texts'

/** Numbers that come without cases: what the organisation counts itself, or what others publish. */
export interface Series {
  id: string
  kind: SeriesTable['kind']
  name: InLanguages
  unit: InLanguages
  definition: InLanguages
  /** Who publishes it, with the page it stands on; both empty for a tally. */
  source: string
  sourceUrl: string
  /** Its values are rounded to a multiple of this; 1: they are exact. */
  rounding: number
  step: SeriesTable['step']
  enteredDay: Day
}

export interface Point {
  /** `YYYY-MM`, or `YYYY` in a yearly series. */
  period: string
  /** Null when the source says that it has none: never 0. */
  value: number | null
  /** The source's own mark, such as `p` for provisional; may be empty. */
  flag: string
  note: string
  /** Where this very number stands; may be empty. */
  sourceUrl: string
}

/** Ids are random; nothing else is looked up in the database. */
export function isSeriesId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}
