import type { Actor } from '../../src/auth/actor'
import type { Today } from '../../src/calendar/today'
import type { CaseFacts } from '../../src/cases/case'
import type { CaseCode } from '../../src/cases/caseCode'
import { changeCase } from '../../src/cases/changeCase'
import { closeCase, type Closure } from '../../src/cases/closeCase'
import { moveCase, type MoveOrder } from '../../src/cases/moveCase'
import { recordCase } from '../../src/cases/recordCase'
import { reopenCase } from '../../src/cases/reopenCase'
import type { Db } from '../../src/db/schema'
import { assignCase } from '../../src/handovers/assignCase'
import { markRepeat } from '../../src/repeats/markRepeat'
import { keepUndo, takeUp, type Undoable } from '../../src/undo/keepUndo'
import { undoChange, type Undone } from '../../src/undo/undoChange'
import { anchorOf, enrolledAs, keyHolderOf, someFacts, today } from '../support/members'

/** Noon of the day of the tests. */
export const noon = Date.parse('2024-03-15T12:00:00Z') / 1000

/** What members with open keys do with cases, without pages. */
export function casework(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const strongbox = (actor: Actor) => ({ userId: actor.id, memberKey: enrolledAs(actor).memberKey })

  return {
    parts,
    writer,
    /** A case with its history, opened at `now`. */
    record: (actor: Actor, facts: Partial<CaseFacts> = {}, now = noon, when: Today = today) =>
      recordCase(db, actor, someFacts(facts), when, {
        sealing: { anchor: parts.anchor, holder: keyHolderOf(actor), now },
      }),
    change: (actor: Actor, code: CaseCode, version: number, facts: CaseFacts, when: Today = today) =>
      changeCase(parts, writer(actor), { code, version, facts }, when),
    move: (actor: Actor, code: CaseCode, move: MoveOrder['move'], now = noon, when: Today = today) =>
      moveCase(parts, writer(actor), { code, move }, now, when),
    close: (
      actor: Actor,
      code: CaseCode,
      outcome: string,
      { now = noon, when = today, ...more }: Partial<Closure> & { now?: number; when?: Today } = {},
    ) =>
      closeCase(parts, writer(actor), { code, outcome, reason: '', followUps: 'keep', ...more }, now, when),
    reopen: (actor: Actor, code: CaseCode, when: Today = today) =>
      reopenCase(parts, writer(actor), code, when),
    assign: (actor: Actor, code: CaseCode, to: Actor | null) =>
      assignCase(parts, writer(actor), { code, to: to?.id ?? null }, today),
    repeat: (actor: Actor, code: CaseCode, of: CaseCode, now = noon, when: Today = today) =>
      markRepeat(parts, writer(actor), { code, of }, now, when),
    keep: (actor: Actor, undo: Undoable, now = noon) => keepUndo(db, strongbox(actor), undo, now),
    /** Undefined when there is nothing to undo any more, or not for this member. */
    undo: async (actor: Actor, id: string, now = noon): Promise<Undone | undefined> => {
      return takeUp(db, strongbox(actor), { id, now }, async kept =>
        kept.undoing === 'leaver' ? undefined : undoChange(parts, writer(actor), kept, today),
      )
    },
  }
}
