import { monthsBetween } from '../calendar/month'
import { chartForms, type ChartForm } from '../charts/drawing'
import { shortMonthName } from '../language/monthNames'
import type { Series } from '../series/series'
import { labelOf } from '../taxonomy/taxonomy'
import { text, type Form } from '../web/form'
import { breakdowns } from './breakdown'
import type { Period } from './period'
import type { Reading } from './reportPage'
import { countedCategories, reportable, type Counted } from './reportStore'
import { steps } from './step'

/** The controls of a report: everything that can be chosen, and whatever was asked for. */
export function reportFilters(
  counted: Counted,
  form: Form,
  shown: Period,
  series: Pick<Series, 'id' | 'name'>[],
  reading: Reading,
) {
  const { language, texts } = reading
  const { from, to } = reportable(counted)
  const months = monthsBetween(from, to)
    .reverse()
    .map(month => ({ code: month, label: shortMonthName(language, month) }))
  const choices = (field: string, known: { code: string; label: string }[], usual: string) => {
    const chosen = text(form, field) || usual
    const typed = known.some(one => one.code === chosen) ? [] : [{ code: chosen, label: chosen }]
    return [...typed, ...known].map(choice => ({ ...choice, checked: choice.code === chosen }))
  }
  const named = (codes: readonly string[], key: string) =>
    codes.map(code => ({ code, label: texts(language, `${key}.${code}`) }))
  const every = { code: '', label: texts(language, 'report.every_category') }
  const categories = countedCategories(counted).map(code => ({
    code,
    label: labelOf(counted.taxonomy, 'category', code, language),
  }))
  const none = { code: '', label: texts(language, 'report.no_series') }
  const nothing = { code: '', label: texts(language, 'report.compare.nothing') }
  return {
    from: choices('from', months, shown.from),
    to: choices('to', months, shown.to),
    steps: choices('step', named(steps, 'report.step'), 'month'),
    by: choices('by', named(breakdowns, 'report.by'), 'category'),
    categories: choices('category', [every, ...categories], ''),
    compare: choices('compare', [nothing, ...named(['before', 'year', 'other'], 'report.compare')], ''),
    compareFrom: choices('compare_from', [{ code: '', label: '' }, ...months], ''),
    charts: choices('chart', named(chartForms, 'report.chart'), parseChartForm(form)),
    series:
      series.length > 0 &&
      choices('series', [none, ...series.map(({ id, name }) => ({ code: id, label: name[language] }))], ''),
    more: ['category', 'compare', 'compare_from', 'chart', 'series'].some(field => text(form, field) !== ''),
  }
}

export function parseChartForm(form: Form): ChartForm {
  return chartForms.find(one => one === text(form, 'chart')) ?? 'columns'
}
