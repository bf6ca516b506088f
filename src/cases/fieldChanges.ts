import type { FieldChange } from '../history/event'
import { multipleFields, singleFields, type CaseFacts } from './case'

/** What differs between two versions of a case, field by field, in the order of the form. */
export function fieldChanges(before: CaseFacts, after: CaseFacts): FieldChange[] {
  const sorted = (codes: string[]) => [...codes].sort()
  const all: FieldChange[] = [
    { field: 'month', before: before.month, after: after.month },
    ...singleFields.map(field => ({ field, before: before[field], after: after[field] })),
    ...multipleFields.map(field => ({ field, before: sorted(before[field]), after: sorted(after[field]) })),
  ]
  return all.filter(one => String(one.before) !== String(one.after))
}
