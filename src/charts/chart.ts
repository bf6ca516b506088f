import { labelsHeight, placeLabels, type Label } from './chartLabels'
import { paintOf, sum, type Drawing, type Layout, type Scales, type Series } from './drawing'
import { drawMultiples } from './multiples'
import { drawPlot, highestOf, numbersWidth, scalesOf, type Plot } from './plot'

/** How far from the axes the names stand. */
const beside = 6

/** Everything the partial `charts/marks` needs. */
export interface Chart extends Pick<Layout, 'id' | 'width' | 'height' | 'text'> {
  /** Begins the ids of its parts; no other figure of the page has it. */
  key: string
  plots: Plot[]
  labels: Label[]
  hatched: boolean
}

/** The picture of a layout; it grows where the names of the series need more height. */
export function drawChart(drawing: Drawing, layout: Layout, figure = 'chart'): Chart {
  const { id, width, text } = layout
  const own = { id, width, text, key: `${figure}-${id}` }
  if (drawing.form === 'multiples') {
    return { ...own, ...drawMultiples(drawing, layout), labels: [], hatched: false }
  }
  const names = drawing.series.map(one => one.name)
  const top = 12 + (drawing.unit ? text * 1.5 : 0)
  const belowAxis = text * 3
  const base = Math.max(layout.height - belowAxis, top + labelsHeight(names, layout.right - beside, text))
  const highest = highestOf(drawing)
  const left = Math.max(layout.left, numbersWidth(drawing, highest, text))
  const area = { left, right: width - layout.right, top, base, text }
  const plot = drawPlot(drawing, area, { highest })
  return {
    ...own,
    height: Math.ceil(base + belowAxis),
    plots: [plot],
    labels: placeLabels(namedAt(drawing, scalesOf(drawing, area, highest)), {
      ...area,
      x: area.right + beside,
      width,
    }),
    hatched: plot.hatched !== '',
  }
}

/** Beside what a series is named: where its line ends, or the middle of its part of the last column. */
function namedAt(drawing: Drawing, { y }: Scales) {
  const { form, series } = drawing
  const last = series.map(one => one.counts.at(-1) ?? 0)
  const end = (counts: Series['counts'], i: number) =>
    form === 'columns'
      ? sum(last.slice(0, i)) + last[i]! / 2
      : (counts.findLast(count => count !== undefined) ?? 0)
  return series.map((one, i) => ({
    name: one.name,
    paint: paintOf(drawing, one, i),
    y: y(end(one.counts, i)),
  }))
}
