import type { ScaleLinear } from 'd3-scale'
import { tenths, type Drawing, type DrawingMonth, type Layout, type Scales } from './drawing'

/** The lines that counts are read off, with their numbers. */
export function drawGrid(y: ScaleLinear<number, number>, { number }: Drawing, { text }: Layout) {
  return y
    .ticks(4)
    .filter(Number.isInteger)
    .map(tick => ({ y: tenths(y(tick)), textY: tenths(y(tick) + text / 3), text: number(tick) }))
}

/** Names as many months as there is room for, January always among them, and each year once below. */
export function nameMonths(
  months: DrawingMonth[],
  { text }: Layout,
  { x, width, step }: Scales,
  base: number,
) {
  const room = Math.max(...months.map(month => month.name.length)) * text * 0.55 + 4
  const every = [1, 2, 3, 6, 12, 24, 60].find(count => count * step >= room) ?? 120
  const placed = months.map((month, i) => ({ ...month, x: tenths(x(i) + width / 2) }))
  const regular = placed.filter(month => (Number(month.year) * 12 + month.ofYear - 1) % every === 0)
  const named = regular.length > 0 ? regular : placed.slice(0, 1)
  const years = named.filter((month, i) => month.year !== named[i - 1]?.year)
  return [
    ...named.map(month => ({ x: month.x, y: tenths(base + text * 1.3), text: month.name })),
    ...years.map(month => ({ x: month.x, y: tenths(base + text * 2.5), text: month.year })),
  ]
}
