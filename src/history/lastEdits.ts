import type { FieldChange, HistoryEvent } from './event'

/** Who gave each field the value that it has, as far as events tell. Takes them in order, the earliest first. */
export function lastEdits(events: HistoryEvent[]): Map<FieldChange['field'], HistoryEvent> {
  const edits = new Map<FieldChange['field'], HistoryEvent>()
  for (const event of events) {
    if (event.what !== 'edited') continue
    for (const { field } of event.changes) edits.set(field, event)
  }
  return edits
}
