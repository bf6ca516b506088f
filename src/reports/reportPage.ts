import type { Day, Month } from '../calendar/month'
import type { ChartForm } from '../charts/drawing'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { inPeriod, monthName, periodName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import { labelOf } from '../taxonomy/taxonomy'
import { text, type Form } from '../web/form'
import { isUnsettled } from './breakdown'
import { breakNotes } from './breakNotes'
import { chartFiles } from './chartFiles'
import { capital, factSentence, type Wording } from './factSentence'
import { firstAnswerTable } from './firstAnswerTable'
import { requestSentences } from './people'
import type { Period } from './period'
import type { Question } from './question'
import { reportChart } from './reportChart'
import type { Counted, Report, TrendReport } from './reportStore'
import { comparisonTable, monthTable, reportTables, sumTable, tableNotes } from './reportTable'
import type { TrendRow } from './trend'

/** Who reads, and when. */
export interface Reading {
  language: Language
  texts: Texts
  today: Day
}

/** The page of a period: sentences, chart, tables, notes, in the words of the page. */
export function reportPage(report: Report, form: ChartForm, reading: Reading) {
  const { language, texts } = reading
  const { trend, records, comparison, question } = report
  const wording: Wording = { language, texts, taxonomy: report.taxonomy }
  return {
    period: trend.period && capital(periodName(language, trend.period.from, trend.period.to)),
    scope: scopeOf(report, reading),
    began:
      question.period.from < records.began
        ? texts(language, 'report.began', { month: monthName(language, records.began, 'genitive') })
        : '',
    breaks: breakNotes(report, wording),
    ...quoted(question),
    facts: factLines(report, wording),
    unsettled: isUnsettled(records.by),
    byName: texts(language, `report.by.${records.by}`),
    stepHead: texts(language, `report.by_step.${trend.step}`),
    chart: reportChart(report, form, wording),
    files: chartFiles(question, form),
    sums: partTable(report, wording, form),
    comparison: comparison && comparisonTable(records, comparison, wording),
    tables: reportTables(records, trend, wording, form),
    notes: tableNotes(records.by, [...trend.rows, trend.sum]).map(key => texts(language, key)),
    ...ending(report, reading),
  }
}

/** A month by category, the months that lead to it, and the month by other things. */
interface MonthReports {
  report: Report
  around: Report
  parts: TrendReport[]
}

/** One month's own page. */
export function monthPage({ report, around, parts }: MonthReports, neighbours: Period, reading: Reading) {
  const { language, texts } = reading
  const wording: Wording = { language, texts, taxonomy: report.taxonomy }
  const row = report.trend.rows[0]
  if (!row) return undefined
  const link = (to: Month) => ({ month: to, name: monthName(language, to) })
  return {
    title: capital(monthName(language, row.from)),
    month: row.from,
    stepHead: texts(language, 'report.by_step.month'),
    provisional: row.provisional,
    lead: capital(texts(language, 'report.month_lead', requestsIn(row, language))),
    ...quoted(report.question),
    facts: factLines(report, wording),
    chart: reportChart(around, 'columns', wording),
    table: monthTable(report.records, report.trend, row, wording),
    notes: tableNotes(report.records.by, [row]).map(key => texts(language, key)),
    parts: parts.map(part => partTable(part, wording)),
    previous: neighbours.from < row.from ? link(neighbours.from) : undefined,
    next: neighbours.to > row.from ? link(neighbours.to) : undefined,
    ...ending(report, reading),
  }
}

function partTable({ question, records, trend }: TrendReport, wording: Wording, form?: ChartForm) {
  const { language, texts } = wording
  return {
    by: records.by,
    quoted: quoted(question).quoted,
    byName: texts(language, `report.by.${records.by}`),
    caption:
      trend.period &&
      texts(language, 'report.table_sum', {
        period: periodName(language, trend.period.from, trend.period.to),
      }),
    table: sumTable(records, trend, wording, form),
    notes: tableNotes(records.by, [trend.sum]).map(key => texts(language, key)),
  }
}

/** A later month that has figures and that nobody asked to leave out, to be pointed at. */
export function laterMonth({ period }: Counted, form: Form, shown: Period, { language }: Reading) {
  if (text(form, 'to') !== '' || period.to <= shown.to) return undefined
  return { month: period.to, name: monthName(language, period.to) }
}

/** Each with what finds it again to make a card of it. */
function factLines({ facts }: Report, wording: Wording) {
  return facts.map(fact => ({
    ...{ kind: fact.kind, all: fact.group === null, group: fact.group, figure: fact.figure },
    sentence: factSentence(fact, wording),
  }))
}

/** What the addresses of cards have in common: whose requests, told apart by what, and from which report. */
function quoted({ by, of, period }: Question) {
  return { quoted: of === null ? by : `${by}&category=${of}`, asked: period }
}

/** Which requests the report is about, unless it is all of them. */
function scopeOf({ question: { of }, taxonomy }: Report, { language, texts }: Reading): string | undefined {
  return of === null
    ? undefined
    : texts(language, 'report.scope', { label: labelOf(taxonomy, 'category', of, language) })
}

function requestsIn({ from, total }: TrendRow, language: Language) {
  return { n: total, count: formatNumber(language, total), when: inPeriod(language, from) }
}

/** What stands at the end of every report. */
function ending(report: Report, { language, texts, today }: Reading) {
  const day = dayName(language, today)
  const wording = { language, texts, taxonomy: report.taxonomy }
  return {
    requests: requestSentences(report, texts, language),
    answers: report.records.by === 'category' ? firstAnswerTable(report.firstAnswers, wording) : undefined,
    anyProvisional: report.trend.rows.some(row => row.provisional),
    made: texts(language, 'report.made', { day }),
  }
}
