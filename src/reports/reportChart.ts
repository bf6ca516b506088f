import { yearOf } from '../calendar/month'
import { seriesOf } from '../charts/chartSeries'
import { sum, type ChartForm, type Drawing, type DrawingMonth } from '../charts/drawing'
import { figureOf } from '../charts/figure'
import { monthAbbreviation, periodName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import { labelOf } from '../taxonomy/taxonomy'
import { hasSeveral } from './breakdown'
import { chartBreaks } from './breakNotes'
import { factTitle, type Wording } from './factSentence'
import { groupLabel } from './groupLabel'
import type { Records } from './records'
import type { Report } from './reportStore'
import { numberOfStep, stepAround, stepsInYear } from './step'
import type { Trend, TrendRow } from './trend'

/** The figure of a period, once for a wide page and once for a narrow one, with its finding as the title. */
export function reportChart(report: Report, form: ChartForm, wording: Wording) {
  const { trend, facts, records } = report
  if (!trend.period) return undefined
  const { language, texts } = wording
  const finding = facts.map(fact => factTitle(fact, wording)).find(title => title !== undefined)
  const drawing: Drawing = {
    form: formFor(form, records),
    months: trend.rows.map(row => axisStep(row, wording)),
    series: seriesNamed(report, form, wording),
    number: value => formatNumber(language, value),
    perYear: stepsInYear(trend.step),
    breaks: trend.rows.flatMap((row, i) => (row.breaks ? [i] : [])),
  }
  const measure = measureOf(report, wording)
  const words = {
    title: finding ?? measure,
    description: texts(language, 'chart.description', { form: drawing.form, step: trend.step }),
    caption: texts(language, 'chart.caption', {
      measure,
      period: periodName(language, trend.period.from, trend.period.to),
    }),
    notes: [...chartBreaks(report, wording), ...unfinished(trend, drawing.form, wording)],
  }
  return { drawing, ...figureOf(drawing, words) }
}

/** What hatching and dashes stand for. */
function unfinished({ rows, step }: Trend, form: ChartForm, { language, texts }: Wording): string[] {
  return [
    ...(rows.some(row => row.provisional) ? [texts(language, 'chart.provisional', { form })] : []),
    ...(rows.some(row => !row.whole && !row.provisional)
      ? [texts(language, 'chart.partial', { form, step })]
      : []),
  ]
}

function measureOf({ question: { by, of, step }, taxonomy }: Report, { language, texts }: Wording): string {
  return texts(language, of === null ? 'report.measure' : 'report.measure_of', {
    step: texts(language, `report.measure_step.${step}`),
    group: texts(language, `report.measure_by.${by}`),
    label: of === null ? '' : labelOf(taxonomy, 'category', of, language),
  })
}

/** Columns that stand on each other are read as one sum, which requests with several values do not have. */
function formFor(asked: ChartForm, { by }: Records): ChartForm {
  return asked === 'columns' && hasSeveral(by) ? 'lines' : asked
}

function axisStep(
  { from, to, step, whole: all, provisional }: TrendRow,
  { language, texts }: Wording,
): DrawingMonth {
  const whole = stepAround(from, step)
  const [number, year] = [numberOfStep(step, whole), yearOf(whole.from)]
  const values = { number, year: String(year) }
  return {
    name: step === 'month' ? monthAbbreviation(language, to) : texts(language, `report.axis.${step}`, values),
    year: step === 'year' ? '' : String(year),
    ofYear: number,
    provisional: provisional || !all,
  }
}

function seriesNamed({ trend, records }: Report, form: ChartForm, wording: Wording): Drawing['series'] {
  return seriesOf(trend.sum.cells, form, hasSeveral(records.by)).map(({ members, rest }) => ({
    name:
      members.length > 1
        ? wording.texts(wording.language, 'chart.rest')
        : groupLabel(records.by, members[0]!, wording),
    counts: trend.rows.map(row =>
      sum(row.cells.filter(cell => members.includes(cell.group)).map(cell => cell.count)),
    ),
    rest,
  }))
}
