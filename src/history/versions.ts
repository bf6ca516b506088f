import type { CaseFacts } from '../cases/case'
import type { FieldChange, HistoryEvent } from './event'

export interface Version {
  facts: CaseFacts
  /** What made it: an edit, or the recording. Undefined when nobody knows. */
  event: HistoryEvent | undefined
  /** The fields in which it differs from the one before. */
  changed: FieldChange['field'][]
}

/**
 * How the fields of a case were after each edit, the latest first: worked out from how they are and what each edit
 * changed. Events come in order, undefined for those that do not open. Before one of these, and before an edit that does
 * not fit, nothing is known; `whole` says whether it reaches back to the recording.
 */
export function versionsOf(
  present: CaseFacts,
  events: (HistoryEvent | undefined)[],
): { versions: Version[]; whole: boolean } {
  const versions: Version[] = []
  let facts = present
  for (const event of [...events].reverse()) {
    if (event?.what === 'recorded') {
      versions.push({ facts, event, changed: [] })
      return { versions, whole: true }
    }
    if (!event || (event.what === 'edited' && !fits(facts, event.changes))) break
    if (event.what !== 'edited') continue
    const changes = event.changes.filter(isVersioned)
    if (changes.length === 0) continue
    versions.push({ facts, event, changed: changes.map(one => one.field) })
    facts = { ...facts, ...Object.fromEntries(changes.map(({ field, before }) => [field, before])) }
  }
  versions.push({ facts, event: undefined, changed: [] })
  return { versions, whole: false }
}

/** The story tells of these. */
const others: FieldChange['field'][] = ['status', 'outcome', 'first_response']

function isVersioned({ field }: FieldChange): boolean {
  return !others.includes(field)
}

/** Whether the facts are what an edit has left: otherwise something else has changed them since. */
function fits(facts: CaseFacts, changes: FieldChange[]): boolean {
  const sorted = (value: string | string[] | null) => [value ?? []].flat().sort().join(' ')
  return changes.filter(isVersioned).every(({ field, after }) => sorted(after) === sorted(facts[field]))
}
