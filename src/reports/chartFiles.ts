import type { ChartForm } from '../charts/drawing'
import type { Question } from './question'

/** Where the chart of a question is as a file. */
export function chartFiles({ period, step, by, of }: Question, chart: ChartForm) {
  const query = new URLSearchParams({ ...period, step, by, category: of ?? '', chart }).toString()
  return { svg: `/reports/chart.svg?${query}`, png: `/reports/chart.png?${query}` }
}
