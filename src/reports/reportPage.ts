import { monthsBetween, type Day, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { inPeriod, monthName, periodName, shortMonthName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import { text, type Form } from '../web/form'
import { capital, factSentence, type Wording } from './factSentence'
import type { ChartForm } from './drawing'
import { firstAnswerTable } from './firstAnswerTable'
import { requestSentences } from './people'
import type { Period } from './period'
import { reportChart } from './reportChart'
import { reportable, type Counted, type Report } from './reportStore'
import { monthTable, reportTables, tableNotes } from './reportTable'
import type { TrendMonth } from './trend'

/** Who reads, and when. */
export interface Reading {
  language: Language
  texts: Texts
  today: Day
}

/** The page of a period: sentences, chart, tables, notes, in the words of the page. */
export function reportPage(report: Report, asked: Period, form: ChartForm, reading: Reading) {
  const { language, texts } = reading
  const { trend, facts, records } = report
  const wording: Wording = { language, texts, taxonomy: report.taxonomy }
  return {
    period: trend.period && capital(periodName(language, trend.period.from, trend.period.to)),
    began:
      asked.from < records.began
        ? texts(language, 'report.began', { month: monthName(language, records.began, 'genitive') })
        : '',
    facts: facts.map(fact => factSentence(fact, wording)),
    chart: reportChart(trend, facts, form, wording),
    tables: reportTables(trend, wording),
    notes: tableNotes([...trend.months, trend.sum]).map(key => texts(language, key)),
    ...ending(report, reading),
  }
}

/** One month's own page. */
export function monthPage(report: Report, month: Month, neighbours: Period, reading: Reading) {
  const { language, texts } = reading
  const wording: Wording = { language, texts, taxonomy: report.taxonomy }
  const row = report.trend.months[0]
  if (!row) return undefined
  const link = (to: Month) => ({ month: to, name: monthName(language, to) })
  return {
    title: capital(monthName(language, month)),
    provisional: row.provisional,
    lead: capital(texts(language, 'report.month_lead', requestsIn(row, language))),
    facts: report.facts.map(fact => factSentence(fact, wording)),
    table: monthTable(report.trend, row, wording),
    notes: tableNotes([row]).map(key => texts(language, key)),
    previous: neighbours.from < month ? link(neighbours.from) : undefined,
    next: neighbours.to > month ? link(neighbours.to) : undefined,
    ...ending(report, reading),
  }
}

/** A later month that has figures and that nobody asked to leave out, to be pointed at. */
export function laterMonth({ period }: Counted, form: Form, shown: Period, { language }: Reading) {
  if (text(form, 'to') !== '' || period.to <= shown.to) return undefined
  return { month: period.to, name: monthName(language, period.to) }
}

/** The line of controls: every month that can be shown, and whatever was asked for. */
export function reportFilters(counted: Counted, form: Form, shown: Period, { language, texts }: Reading) {
  const { from, to } = reportable(counted)
  const months = monthsBetween(from, to).reverse()
  const choices = (field: 'from' | 'to') => {
    const chosen = text(form, field) || shown[field]
    const known = months.map(month => ({ code: month, label: shortMonthName(language, month) }))
    const typed = known.some(month => month.code === chosen) ? [] : [{ code: chosen, label: chosen }]
    return [...typed, ...known].map(choice => ({ ...choice, checked: choice.code === chosen }))
  }
  const charts = (['columns', 'lines'] as const).map(code => ({
    code,
    label: texts(language, `report.chart_${code}`),
    checked: code === parseChartForm(form),
  }))
  return { from: choices('from'), to: choices('to'), charts }
}

export function parseChartForm(form: Form): ChartForm {
  return text(form, 'chart') === 'lines' ? 'lines' : 'columns'
}

function requestsIn({ month, total }: TrendMonth, language: Language) {
  return { n: total, count: formatNumber(language, total), when: inPeriod(language, month) }
}

/** What stands at the end of every report. */
function ending(report: Report, { language, texts, today }: Reading) {
  const day = dayName(language, today)
  return {
    requests: requestSentences(report, texts, language),
    answers: firstAnswerTable(report.firstAnswers, { language, texts, taxonomy: report.taxonomy }),
    anyProvisional: report.trend.months.some(month => month.provisional),
    made: texts(language, 'report.made', { day }),
  }
}
