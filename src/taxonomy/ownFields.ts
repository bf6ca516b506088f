import { leftOut } from '../counts/count'

/**
 * The fields whose codes an organisation decides on, in the order of the page. Status and first answer follow from what
 * is done with a case, so they are the program's.
 */
export const ownFields = [
  'category',
  'profile',
  'need',
  'situation',
  'urgency',
  'place',
  'asker',
  'channel',
  'outcome',
] as const

export type OwnField = (typeof ownFields)[number]

export function parseOwnField(typed: unknown): OwnField | undefined {
  return ownFields.find(field => field === typed)
}

/** Outcomes by which the program itself takes a case out of all figures: they stay, and mean what they mean. */
export function isKept(field: string, code: string): boolean {
  return field === 'outcome' && leftOut.some(one => one === code)
}

/** The key of the name of a field, as forms have it. */
export function fieldKey(field: string): string {
  return `case.${field === 'need' || field === 'situation' ? `${field}s` : field}`
}
