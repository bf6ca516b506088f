import { screenNote } from '../notes/screenNote'
import type { Finding } from '../screening/identifiers'
import { wordFields, type Partner, type WordField } from './partner'

export type FoundInFields = [field: WordField, findings: Finding[]][]

/**
 * What becomes of a partner's words: the partner to save, or what in them may lead to a person while their writer has
 * not decided yet whether to `mask` or to `keep` it. What stands in `known` already has been decided on.
 */
export function screenPartner(
  partner: Partner,
  decision: string,
  known?: Partner,
): { partner: Partner } | { found: FoundInFields } {
  const screened = { ...partner }
  const found: FoundInFields = []
  for (const field of wordFields) {
    const decided = partner[field] === known?.[field] ? 'keep' : decision
    const outcome = screenNote(partner[field], decided)
    if ('findings' in outcome) found.push([field, outcome.findings])
    else screened[field] = outcome.text
  }
  return found.length > 0 ? { found } : { partner: screened }
}
