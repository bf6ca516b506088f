import { line, stack } from 'd3-shape'
import { sum, tenths, type Drawing, type DrawingMonth, type Scales } from './drawing'

/** Stacked columns. The first series stands on the ground, where its course is read best. */
export function drawColumns(rows: number[][], scales: Scales): { series: number; path: string }[] {
  const keys = rows[0]?.map((_, series) => String(series)) ?? []
  const stacked = stack<number[]>()
    .keys(keys)
    .value((row, key) => row[Number(key)] ?? 0)(rows)
  return stacked.map((layer, series) => ({
    series: series + 1,
    path: layer.map(([low, high], month) => box(month, low, high, scales)).join(''),
  }))
}

/** The whole columns of provisional months, to be drawn over with a hatching. */
export function hatchOver(months: DrawingMonth[], rows: number[][], scales: Scales): string {
  const over = months.map(({ provisional }, i) => (provisional ? box(i, 0, sum(rows[i] ?? []), scales) : ''))
  return over.join('')
}

/** A line for each series. The way to a provisional month is drawn apart, so that it can be dashed. */
export function drawLines({ months, series }: Drawing, { x, y, width }: Scales) {
  const path = (counts: number[], from: number, to: number) => {
    const at = (count: number, i: number): [number, number] => [x(from + i) + width / 2, y(count)]
    return line().digits(1)(counts.slice(from, to).map(at)) ?? ''
  }
  const over = months.filter(month => !month.provisional).length
  return series.flatMap(({ counts }, i) => {
    const known = { series: i + 1, path: path(counts, 0, over), provisional: false }
    if (over === months.length) return [known]
    return [known, { ...known, path: path(counts, Math.max(0, over - 1), months.length), provisional: true }]
  })
}

/** All boxes of a series are one path, a third of the size of as many elements; a gap of one parts the series. */
function box(month: number, low: number, high: number, { x, y, width }: Scales): string {
  if (high === low) return ''
  const height = tenths(Math.max(0.5, y(low) - y(high) - (low > 0 ? 1 : 0)))
  return `M${tenths(x(month))} ${tenths(y(high))}h${tenths(width)}v${height}h${tenths(-width)}z`
}
