import { scaleBand, scaleLinear } from 'd3-scale'
import { drawGrid, nameMonths } from './chartAxes'
import { drawBreaks, drawColumns, drawLines, hatchOver } from './chartMarks'
import { sum, tenths, type Drawing, type Paint, type Scales } from './drawing'
import { textWidth } from './textWidth'

/** How far from the axis its numbers stand. */
const beside = 6

/** One pair of axes and what is drawn on it: positions, paints and words; no style and no decision. */
export interface Plot {
  left: number
  right: number
  title: Line[]
  unit: Line | undefined
  numbersX: number
  grid: { y: number; textY: number; text: string }[]
  columns: { paint: Paint; path: string }[]
  lines: { paint: Paint; path: string; provisional: boolean }[]
  hatched: string
  breaks: string
  axis: Line[]
}

export interface Line {
  x: number
  y: number
  text: string
}

/** Where on the picture. */
export interface Area {
  left: number
  right: number
  top: number
  base: number
  /** The size of the text. */
  text: number
}

/** How a plot reaches up to its highest count, and what it leaves to its neighbours to say. */
export interface PlotOptions {
  highest: number
  title?: Line[]
  numbered?: boolean
  named?: boolean
}

export function scalesOf({ months }: Drawing, { left, right, top, base }: Area, highest: number) {
  const y = scaleLinear([0, highest], [base, top]).nice(4)
  const band = scaleBand(months.keys(), [left, right]).paddingInner(0.22).paddingOuter(0.1)
  return { x: (month: number) => band(month) ?? 0, y, step: band.step(), width: band.bandwidth() }
}

export function drawPlot(drawing: Drawing, area: Area, options: PlotOptions): Plot {
  const { highest, title = [], numbered = true, named = true } = options
  const { left, right, top, base, text } = area
  const scales = scalesOf(drawing, area, highest) satisfies Scales
  const stacked = drawing.form === 'columns'
  const grid = drawGrid(scales.y, drawing, text)
  return {
    left: tenths(left),
    right: tenths(right),
    title,
    unit: numbered && drawing.unit ? { x: 0, y: tenths(top - text), text: drawing.unit } : undefined,
    numbersX: tenths(left - beside),
    grid: numbered ? grid : grid.map(line => ({ ...line, text: '' })),
    columns: stacked ? drawColumns(drawing, scales) : [],
    lines: stacked ? [] : drawLines(drawing, scales),
    hatched: stacked ? hatchOver(drawing, scales) : '',
    breaks: drawBreaks(drawing, scales, top, base),
    axis: named ? nameMonths(drawing, scales, base, text) : [],
  }
}

/** How much room the numbers of the axis take. */
export function numbersWidth({ number }: Drawing, highest: number, text: number): number {
  const ticks = scaleLinear([0, highest], [0, 1]).nice(4).ticks(4)
  return Math.max(...ticks.map(tick => textWidth(number(tick), text))) + beside
}

/** The highest count that must find room. */
export function highestOf({ form, months, series }: Drawing): number {
  const at = [...months.keys()].map(month => series.map(one => one.counts[month]))
  const heights = form === 'columns' ? at.map(sum) : at.flat().map(count => count ?? 0)
  return Math.max(4, ...heights)
}
