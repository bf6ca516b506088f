import { line, stack } from 'd3-shape'
import { paintOf, sum, tenths, type Drawing, type Paint, type Scales, type Series } from './drawing'

/** Stacked columns. The first series stands on the ground, where its course is read best. */
export function drawColumns(drawing: Drawing, scales: Scales): { paint: Paint; path: string }[] {
  const { months, series } = drawing
  const stacked = stack<number>()
    .keys(series.map((_, i) => String(i)))
    .value((month, key) => series[Number(key)]?.counts[month] ?? 0)(months.keys())
  return stacked.map((layer, i) => ({
    paint: paintOf(drawing, series[i]!, i),
    path: layer.map(([low, high], month) => box(month, low, high, scales)).join(''),
  }))
}

/** The whole columns of provisional months, to be drawn over with a hatching. */
export function hatchOver({ months, series }: Drawing, scales: Scales): string {
  const height = (month: number) => sum(series.map(one => one.counts[month]))
  return months.map(({ provisional }, i) => (provisional ? box(i, 0, height(i), scales) : '')).join('')
}

/**
 * A line for each series, with a gap where a count is missing or a new way of counting begins. The ways to and from
 * provisional months are drawn apart, so that they can be dashed.
 */
export function drawLines(drawing: Drawing, { x, y, width }: Scales) {
  const { months, series } = drawing
  const runs = runsOf(drawing)
  const path = (counts: Series['counts'], [from, to]: Run) =>
    line<number>(
      month => x(month) + width / 2,
      month => y(counts[month]!),
    )
      .defined(month => counts[month] !== undefined)
      .digits(1)([...months.keys()].slice(from, to)) ?? ''
  return series.flatMap((one, i) =>
    [false, true].flatMap(provisional => {
      const pieces = runs.filter(run => run.provisional === provisional)
      const drawn = pieces.map(({ months }) => path(one.counts, months)).join('')
      return drawn === '' ? [] : [{ paint: paintOf(drawing, one, i), path: drawn, provisional }]
    }),
  )
}

/** From a month to before another. */
type Run = [from: number, to: number]

/** Months on end that are drawn alike; a provisional run takes in its neighbours, so that lines meet. */
function runsOf({ months, breaks = [] }: Drawing): { months: Run; provisional: boolean }[] {
  const begins = [...months.keys()].filter(
    month => breaks.includes(month) || months[month]!.provisional !== months[month - 1]?.provisional,
  )
  const isBound = (month: number) => month <= 0 || month >= months.length || breaks.includes(month)
  return begins.map((from, i) => {
    const to = begins[i + 1] ?? months.length
    const { provisional } = months[from]!
    const wider = (month: number, by: number) => (provisional && !isBound(month) ? month + by : month)
    return { months: [wider(from, -1), wider(to, 1)], provisional }
  })
}

/** An upright line in the gap before each month that begins a new way of counting. */
export function drawBreaks(
  { breaks = [], months }: Drawing,
  scales: Scales,
  top: number,
  base: number,
): string {
  return breaks
    .filter(month => month > 0 && month < months.length)
    .map(month => `M${tenths(scales.x(month) - (scales.step - scales.width) / 2)} ${top}V${tenths(base)}`)
    .join('')
}

/** All boxes of a series are one path, a third of the size of as many elements; a gap of one parts the series. */
function box(month: number, low: number, high: number, { x, y, width }: Scales): string {
  if (high === low) return ''
  const height = tenths(Math.max(0.5, y(low) - y(high) - (low > 0 ? 1 : 0)))
  return `M${tenths(x(month))} ${tenths(y(high))}h${tenths(width)}v${height}h${tenths(-width)}z`
}
