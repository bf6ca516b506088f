import type { Wording } from '../cases/casePage'
import { monthName } from '../language/monthNames'
import { labelOf, type Term } from './taxonomy'

type Reading = Pick<Wording, 'language' | 'texts' | 'taxonomy'>

/** Since and until when a term is in use; nothing for one that always was and is. */
export function monthsText({ language, texts }: Reading, { from, to }: Term): string {
  return [
    from && texts(language, 'taxonomy.since', { month: monthName(language, from, 'genitive') }),
    to && texts(language, 'taxonomy.until', { month: monthName(language, to) }),
  ]
    .filter(text => text !== undefined)
    .join(' ')
}

/** Which other term its requests count as; nothing for a series of its own. */
export function goesOnText(
  { language, texts, taxonomy }: Reading,
  field: string,
  { countsAs }: Term,
): string {
  if (!countsAs) return ''
  return texts(language, 'taxonomy.counts_as', { label: labelOf(taxonomy, field, countsAs, language) })
}
