import { scaleBand, scaleLinear } from 'd3-scale'
import { drawGrid, nameMonths } from './chartAxes'
import { placeLabels, type Label } from './chartLabels'
import { drawColumns, drawLines, hatchOver } from './chartMarks'
import { sum, type Drawing, type Layout, type Scales } from './drawing'

/** Everything the partial `reports/chart` needs: positions, classes and words; no style and no decision. */
export interface Chart extends Layout {
  plotRight: number
  gridTextX: number
  grid: { y: number; textY: number; text: string }[]
  columns: { series: number; path: string }[]
  lines: { series: number; path: string; provisional: boolean }[]
  hatched: string
  axis: { x: number; y: number; text: string }[]
  labels: Label[]
}

const top = 12

export function drawChart(drawing: Drawing, layout: Layout): Chart {
  const { months, series } = drawing
  const base = layout.height - layout.text * 3
  const plotRight = layout.width - layout.right
  const stacked = drawing.form === 'columns'
  const rows = months.map((_, month) => series.map(one => one.counts[month] ?? 0))
  const highest = Math.max(4, ...(stacked ? rows.map(sum) : rows.flat()))
  const y = scaleLinear([0, highest], [base, top]).nice(4)
  const band = scaleBand(months.keys(), [layout.left, plotRight]).paddingInner(0.22).paddingOuter(0.1)
  const scales: Scales = { x: month => band(month) ?? 0, y, step: band.step(), width: band.bandwidth() }
  const last = rows.at(-1) ?? []
  const names = series.map(({ name }, i) => ({ name, y: y(stacked ? middleOf(last, i) : (last[i] ?? 0)) }))
  return {
    ...layout,
    plotRight,
    gridTextX: layout.left - 6,
    grid: drawGrid(y, drawing, layout),
    columns: stacked ? drawColumns(rows, scales) : [],
    lines: stacked ? [] : drawLines(drawing, scales),
    hatched: stacked ? hatchOver(months, rows, scales) : '',
    axis: nameMonths(months, layout, scales, base),
    labels: placeLabels(names, { ...layout, x: plotRight + 6, top, base }),
  }
}

/** Where in a column one of its parts has its middle. */
function middleOf(counts: number[], part: number): number {
  return sum(counts.slice(0, part)) + (counts[part] ?? 0) / 2
}
