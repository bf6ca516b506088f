import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { keysOf, saveChange, tell, workOnCase, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { grantHolders, moveGrants } from '../readers/moveGrants'
import { undoableAfter, type UndoableCase } from '../undo/undo'
import { findMember } from '../users/userStore'

/** Which case, and to whom: a member's id, or null for the pool. */
export interface Assignment {
  code: CaseCode
  to: string | null
}

/**
 * Gives a case to a member or back to the pool, with the keys of all that is sealed on it as far as the writer opens
 * them. Undefined when nothing changes: the member has it already, though what was left sealed to them is sealed to
 * them now; or they are nobody who takes cases. NotFound when the writer may not hand the case over.
 */
export async function assignCase(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, to }: Assignment,
  today: Today,
): Promise<UndoableCase | undefined> {
  const order = { code, action: 'case.assigned' } as const
  const done = await workOnCase(parts, writer, order, today, async on => {
    if (on.helpCase.assigned_to === to) return (await passOnKeys(on)) ? {} : undefined
    if (to !== null && !(await takesCases(on.tx, to))) return undefined
    return { undoable: await assign(on, to) }
  })
  return done?.undoable
}

async function assign(on: CaseWork, to: string | null): Promise<UndoableCase> {
  const before = on.helpCase
  // Told while it is still theirs: whoever gives it away and takes that back can read this line too.
  await tell(on, { what: 'assigned', from: before.assigned_to, to })
  const keys = await keysOf(on)
  await saveChange(on, { assigned_to: to })
  await moveGrants(on.tx, on.trust, on.writer.holder, on.helpCase)
  return undoableAfter(on, before, { keys })
}

/** Whoever assigned the case before perhaps could not open it; whoever saves the same once more perhaps can. */
async function passOnKeys({ tx, trust, writer, helpCase }: CaseWork): Promise<boolean> {
  return trust !== undefined && grantHolders(tx, trust, writer.holder, helpCase)
}

/** Whether somebody is a member who works on cases now. */
export async function takesCases(tx: Db, id: string): Promise<boolean> {
  const member = await findMember(tx, id)
  return member?.state === 'active' && member.role !== 'admin'
}
