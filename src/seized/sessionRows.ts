import type { SeizedFacts } from './facts'
import { readableIf, row, type Row } from './row'

/** What one volunteer's open window shows: of the one who sees most, and of the one in the middle. */
export function volunteerRows({ views, cases, notes, members, counts }: SeizedFacts): Row[] {
  const { volunteer, coordinator } = views
  return [
    row('cases_most', volunteer.cases.most, 'readable', 'of', { of: coordinator.cases }),
    row('cases_median', volunteer.cases.median, 'readable'),
    row('notes_most', volunteer.notes.most, 'readable', 'of', { of: notes.all }),
    row('notes_median', volunteer.notes.median, 'readable'),
    row('pool', cases.pool, readableIf(cases.pool), 'pool'),
    row('colleagues', volunteer.colleagues.most, 'readable', 'of', { of: members.all }),
    row('figures', 0, 'absent', 'of', { of: counts.shown }),
  ]
}

export function coordinatorRows(facts: SeizedFacts): Row[] {
  return [...seenRows(facts, facts.views.coordinator), ...insideRows(facts)]
}

/** The rule of the list of cases and the grants for notes decide, not what an admin is meant to see. */
export function adminRows(facts: SeizedFacts): Row[] {
  return [...seenRows(facts, facts.views.admin), ...insideRows(facts)]
}

function seenRows({ views, notes }: SeizedFacts, seen: { cases: number; notes: number }): Row[] {
  return [
    row('cases', seen.cases, readableIf(seen.cases), 'of', { of: views.coordinator.cases }),
    row('notes_seen', seen.notes, readableIf(seen.notes), 'of', { of: notes.all }),
  ]
}

function insideRows({ members, counts, audit }: SeizedFacts): Row[] {
  return [
    row('pseudonyms', members.all, 'readable'),
    row('figures', counts.shown, 'readable', 'of', { of: counts.shown }),
    row('audit', audit, 'readable', 'audit'),
  ]
}
