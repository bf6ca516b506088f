import { drawChart } from './chart'
import { layouts, type Drawing } from './drawing'

/** What stands around a drawing: its finding, what a screen reader says, and measure, source and period. */
export interface FigureWords {
  title: string
  description: string
  caption: string
  notes: string[]
}

/** What the partial `charts/figure` shows. Two figures of one page need names of their own. */
export function figureOf(drawing: Drawing, words: FigureWords, name = 'chart') {
  return { ...words, drawings: layouts.map(layout => drawChart(drawing, layout, name)) }
}
