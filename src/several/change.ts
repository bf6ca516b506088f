import type { Actor } from '../auth/actor'
import type { Caseworker } from '../cases/casePage'
import { followUpDecisions, type Closure } from '../cases/closeCase'
import { outcomesIn } from '../cases/closure'
import { plainMoves } from '../cases/moveCase'
import { choosesFromList } from '../handovers/assignmentForm'
import type { Month } from '../calendar/month'
import type { Taxonomy } from '../taxonomy/taxonomy'
import type { Undoing } from '../undo/undo'
import { text, type Form } from '../web/form'

/** One thing to do with several cases. */
export type Change =
  | { what: 'move'; move: (typeof plainMoves)[number] }
  | { what: 'assign'; to: string | null }
  | { what: 'close'; outcome: string }

/** Who changes, and what there is to choose from. */
export interface Changing {
  actor: Actor
  taxonomy: Taxonomy
  members: Caseworker[]
  thisMonth: Month
}

/**
 * All that this member may do with several cases, by the code that the form has for it: `wait`, `pool`, `to.` and a
 * member's id, `close.` and an outcome.
 */
export function changesFor({ actor, taxonomy, members, thisMonth }: Changing): Map<string, Change> {
  const people = choosesFromList(actor) ? members.filter(one => one.state === 'active') : []
  const changes: [string, Change][] = [
    ...plainMoves.map((move): [string, Change] => [move, { what: 'move', move }]),
    ['pool', { what: 'assign', to: null }],
    ...people.map(({ id }): [string, Change] => [`to.${id}`, { what: 'assign', to: id }]),
    ...outcomesIn(taxonomy, thisMonth).map(({ code }): [string, Change] => [
      `close.${code}`,
      { what: 'close', outcome: code },
    ]),
  ]
  return new Map(changes)
}

export const undoingOf: Record<Change['what'], Undoing> = {
  move: 'status',
  assign: 'assignment',
  close: 'closing',
}

/** Many cases are closed without words, each of which would be about one of them. */
export function parseClosing(form: Form): Pick<Closure, 'reason' | 'followUps'> {
  const typed = text(form, 'follow_ups')
  return { reason: '', followUps: followUpDecisions.find(one => one === typed) ?? 'keep' }
}
