import { addMonths, monthsBetween, type Month } from '../calendar/month'
import type { OwnField } from './ownFields'
import { termsOf, type Taxonomy, type Term, type TermWording } from './taxonomy'

/** One change to one code, ready to be written. */
export type TermChange = { code: string } & (
  | { what: 'added'; parent: string; from: Month; wording: TermWording }
  | { what: 'worded'; wording: TermWording }
  | { what: 'retired'; to: Month; countsAs: string | undefined }
  | { what: 'taken_back' }
  /** It changes places with `neighbour`. */
  | { what: 'moved'; neighbour: string }
)

/** What a form that changes something is read with. */
export interface Changing {
  taxonomy: Taxonomy
  field: OwnField
  thisMonth: Month
}

/** The months that a form offers: the last three years. */
export function recentMonths(thisMonth: Month): Month[] {
  return monthsBetween(addMonths(thisMonth, -35), thisMonth)
}

/** The term before or behind a code; of profiles, within the same category. */
export function neighbourOf({ taxonomy, field }: Changing, term: Term, way: 'up' | 'down'): Term | undefined {
  const beside = termsOf(taxonomy, field).filter(one => one.parent === term.parent)
  return beside[beside.findIndex(one => one.code === term.code) + (way === 'up' ? -1 : 1)]
}
