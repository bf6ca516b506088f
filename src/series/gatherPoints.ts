import { parseObservation, parsePeriod } from './observation'
import type { Point, Series } from './series'
import { mostPoints, parseAddress, longest } from './seriesLimits'
import type { SeriesProblem } from './seriesProblem'

/** A number as it stands in a file, with the line it stands on if the file has lines. */
export interface Written {
  line?: number
  period: string
  value: string
  flag?: string
  note?: string
  sourceUrl?: string
}

export type Gathered = { points: Point[]; step: Series['step'] }

/** Collects the points of one series, or what is wrong with them. What would be too much is not kept. */
export function gatherPoints() {
  const points = new Map<string, { line: number | undefined; point: Point }>()
  const problems: SeriesProblem[] = []
  let more = 0
  let step: Series['step'] | undefined

  return {
    add(written: Written): void {
      const { line } = written
      const refuse = (key: string, values = {}) => complain({ line, key: `series.problem.${key}`, values })
      const when = parsePeriod(written.period)
      if (!when) return refuse('period', { value: written.period })
      step ??= when.step
      if (when.step !== step) return refuse('mixed_periods', { value: written.period })
      const known = points.get(when.period)
      if (known) return refuse('repeated_period', { period: when.period, first: known.line ?? 0 })
      if (points.size === mostPoints) return refuse('too_many_points', { most: mostPoints })
      const observed = parseObservation(written.value, written.flag)
      if (!observed) return refuse('value', { value: `${written.value} ${written.flag ?? ''}` })
      const note = lineOf(written.note)
      if (note.length > longest.note) return refuse('note', { longest: longest.note })
      const sourceUrl = parseAddress(written.sourceUrl ?? '')
      if (sourceUrl === undefined) return refuse('source_url', { value: written.sourceUrl! })
      points.set(when.period, { line, point: { period: when.period, ...observed, note, sourceUrl } })
    },

    complain,

    result(): { ok: true; value: Gathered } | { ok: false; problems: SeriesProblem[]; more: number } {
      if (problems.length === 0 && points.size === 0) problems.push({ key: 'series.problem.no_points' })
      if (problems.length > 0) return { ok: false, problems, more }
      const sorted = [...points.values()].map(one => one.point).sort((a, b) => (a.period < b.period ? -1 : 1))
      return { ok: true, value: { points: sorted, step: step! } }
    },
  }

  function complain(problem: SeriesProblem): void {
    if (problems.length < mostProblems) problems.push(problem)
    else more++
  }
}

/** More would scroll the first ones away. */
const mostProblems = 50

/** A copy: a mere part of a text keeps all of it in memory. */
function lineOf(text = ''): string {
  const line = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .normalize('NFC')
    .trim()
  return Buffer.from(line).toString()
}
