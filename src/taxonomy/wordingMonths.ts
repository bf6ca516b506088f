import { addMonths, parseMonth, type Month } from '../calendar/month'
import { text, type Form } from '../web/form'
import type { Term } from './taxonomy'
import { recentMonths } from './termChange'

/** The months from which other words can hold, latest first: back to the last change, whose words they then replace. */
export function wordingMonths(term: Term, thisMonth: Month): Month[] {
  const last = term.to && term.to < thisMonth ? term.to : thisMonth
  const changed = term.wordings.at(-1)!.from
  const earliest = changed ?? (term.from && addMonths(term.from, 1))
  const months = recentMonths(last).filter(month => !earliest || earliest <= month)
  const mended = changed && !months.includes(changed) ? [changed] : []
  return [...mended, ...months].reverse()
}

/** Whether the words of the beginning can still be mended: as long as no others have followed. */
export function mayStart(term: Term): boolean {
  return term.wordings.at(-1)!.from === undefined
}

/** From when on the words of a form hold; undefined for a month that the form does not offer. */
export function parseStart(form: Form, term: Term, thisMonth: Month): Month | 'start' | undefined {
  const typed = text(form, 'from')
  if (typed === 'start') return mayStart(term) ? typed : undefined
  const month = parseMonth(typed)
  return month && wordingMonths(term, thisMonth).includes(month) ? month : undefined
}
