import type { ScaleLinear } from 'd3-scale'
import { tenths, type Drawing, type DrawingMonth, type Scales } from './drawing'
import { textWidth } from './textWidth'

/** The lines that counts are read off, with their numbers. */
export function drawGrid(y: ScaleLinear<number, number>, { number }: Drawing, text: number) {
  return y
    .ticks(4)
    .filter(Number.isInteger)
    .map(tick => ({ y: tenths(y(tick)), textY: tenths(y(tick) + text / 3), text: number(tick) }))
}

/** Names as many months as there is room for, the first of a year always among them, and each year once below. */
export function nameMonths(
  { months, perYear = 12 }: Pick<Drawing, 'months' | 'perYear'>,
  { x, width, step }: Scales,
  base: number,
  text: number,
) {
  const room = Math.max(...months.map(month => textWidth(month.name, text))) + 4
  const every = rhythmsOf(perYear).find(count => count * step >= room) ?? perYear * 10
  const placed = months.map((month, i) => ({ ...month, x: tenths(x(i) + width / 2) }))
  const regular = placed.filter(month => countedFromZero(month, perYear) % every === 0)
  const named = regular.length > 0 ? regular : placed.slice(0, 1)
  const years = named.filter((month, i) => month.year !== '' && month.year !== named[i - 1]?.year)
  return [
    ...named.map(month => ({ x: month.x, y: tenths(base + text * 1.3), text: month.name })),
    ...years.map(month => ({ x: month.x, y: tenths(base + text * 2.5), text: month.year })),
  ]
}

/** Of how many steps one may keep its name: parts of a year that come out even, then years. */
function rhythmsOf(perYear: number): number[] {
  return [
    ...[1, 2, 3, 6].filter(count => perYear % count === 0),
    ...[1, 2, 5, 10].map(years => years * perYear),
  ]
}

function countedFromZero({ year, name, ofYear }: DrawingMonth, perYear: number): number {
  return Number.parseInt(year || name, 10) * perYear + ofYear - 1
}
