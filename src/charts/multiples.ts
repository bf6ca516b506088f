import { tenths, type Drawing, type Layout } from './drawing'
import { drawPlot, highestOf, numbersWidth, type Line, type Plot } from './plot'
import { wrapText } from './textWidth'

export const mostPanels = 12

const gap = 18
const panelHeight = 84
/** Of a line of text, in parts of its size. */
const lineHeight = 1.25

/** A panel for each series, in rows, all on the scale of the highest of them. */
export function drawMultiples(drawing: Drawing, layout: Layout): { plots: Plot[]; height: number } {
  const { series, unit } = drawing
  const { text } = layout
  const highest = highestOf(drawing)
  const beside = Math.max(layout.left, numbersWidth(drawing, highest, text))
  const across = layout.id === 'narrow' ? 2 : Math.min(4, Math.ceil(Math.sqrt(series.length)))
  const width = (layout.width - beside - gap * (across - 1) - 2) / across
  const names = series.map(({ name }) => wrapText(name, width - 4, text))
  let end = unit ? text * 1.5 : 0
  const plots = series.map((one, i) => {
    const column = i % across
    const row = names.slice(i - column, i - column + across)
    const base = end + text * (lineHeight * Math.max(...row.map(lines => lines.length)) + 0.6) + panelHeight
    const left = beside + column * (width + gap)
    const area = { left, right: left + width, top: base - panelHeight, base, text }
    const lowest = i + across >= series.length
    if (column === across - 1 || i === series.length - 1) end = base + (lowest ? text * 3 : gap)
    const title = titleAbove(names[i]!, area)
    const only = { ...drawing, series: [one], unit: undefined }
    return drawPlot(only, area, { highest, title, numbered: column === 0, named: lowest })
  })
  const first = unit === undefined ? undefined : { x: 0, y: text, text: unit }
  return {
    plots: plots.map((plot, i) => (i === 0 ? { ...plot, unit: first } : plot)),
    height: Math.ceil(end),
  }
}

function titleAbove(
  lines: string[],
  { left, top, text }: { left: number; top: number; text: number },
): Line[] {
  const last = top - text * 0.6
  return lines.map((line, i) => ({
    x: tenths(left),
    y: tenths(last - text * lineHeight * (lines.length - 1 - i)),
    text: line,
  }))
}
