import type { Month } from '../calendar/month'

/** The fields that detail a case by one code of the taxonomy, in the order of the form. */
export const detailFields = [
  'profile',
  'asker',
  'channel',
  'place',
  'urgency',
  'status',
  'outcome',
  'first_response',
] as const

/** All fields that hold one code; `category` and `status` always have one. */
export const singleFields = ['category', ...detailFields] as const

/** The fields that hold any number of codes. */
export const multipleFields = ['needs', 'situations'] as const

export type SingleField = (typeof singleFields)[number]
export type MultipleField = (typeof multipleFields)[number]
export type CaseField = SingleField | MultipleField

/** All that is known of a help request: coded fields and a month. There is no other kind of field. */
export interface CaseFacts {
  month: Month
  category: string
  profile: string | null
  asker: string | null
  channel: string | null
  place: string | null
  urgency: string | null
  status: string
  outcome: string | null
  first_response: string | null
  needs: string[]
  situations: string[]
}

/** Which list of the taxonomy a field takes its codes from. */
export function taxonomyField(field: CaseField): string {
  return field === 'needs' ? 'need' : field === 'situations' ? 'situation' : field
}
