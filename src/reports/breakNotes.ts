import { addMonths, type Month } from '../calendar/month'
import { monthName } from '../language/monthNames'
import { termsOf, type Term } from '../taxonomy/taxonomy'
import type { Wording } from './factSentence'
import type { Report } from './reportStore'

/** Within the period: from when on the figures of groups mean something else. */
export function breakNotes(report: Report, { language, texts }: Wording): string[] {
  return breaksWithin(report).map(month =>
    texts(language, 'report.break', { month: monthName(language, month, 'genitive') }),
  )
}

/** The same for who sees the chart alone: from when on they mean something else, and what became of which. */
export function chartBreaks(report: Report, wording: Wording): string[] {
  const { records, question } = report
  const { language, texts, taxonomy } = wording
  const fields = question.of === null ? [records.by] : [records.by, 'category']
  const terms = fields.flatMap(field => termsOf(taxonomy, field))
  return breaksWithin(report).map(month =>
    texts(language, 'chart.break', {
      month: monthName(language, month, 'genitive'),
      changes: changesIn(terms, month, wording).join(', '),
    }),
  )
}

function breaksWithin({ records, trend: { period } }: Report): Month[] {
  return records.breaks.filter(month => period && month > period.from && month <= period.to)
}

function changesIn(terms: Term[], month: Month, { language, texts }: Wording): string[] {
  return terms.flatMap(({ label, from, to, wordings }) => {
    const change =
      (from === month && 'new') ||
      (to && addMonths(to, 1) === month && 'gone') ||
      (wordings.some(one => one.newMeaning && one.from === month) && 'meaning')
    return change ? [texts(language, `chart.change.${change}`, { term: label[language] })] : []
  })
}
