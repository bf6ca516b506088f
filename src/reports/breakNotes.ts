import { addMonths, type Month } from '../calendar/month'
import { monthName } from '../language/monthNames'
import { termsOf, type Term } from '../taxonomy/taxonomy'
import type { Wording } from './factSentence'
import type { Report } from './reportStore'

/** Within the period: from when on the figures of groups mean something else, and what became of which. */
export function chartBreaks({ records, question, trend: { period } }: Report, wording: Wording): string[] {
  const { language, texts, taxonomy } = wording
  const fields = question.of === null ? [records.by] : [records.by, 'category']
  const terms = fields.flatMap(field => termsOf(taxonomy, field))
  return records.breaks
    .filter(month => period && month > period.from && month <= period.to)
    .map(month =>
      texts(language, 'chart.break', {
        month: monthName(language, month, 'genitive'),
        changes: changesIn(terms, month, wording).join(', '),
      }),
    )
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
