import { setImmediate } from 'node:timers/promises'
import type { Today } from '../calendar/today'
import { findCaseById, type HelpCase } from '../cases/caseStore'
import { addEntry, keysOf, saveChange, tell, workOnFound, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { lastPosition } from '../entries/entryStore'
import { takesCases } from '../handovers/assignCase'
import type { Anchor } from '../readers/anchor'
import { TrustBroken } from '../readers/epoch'
import { moveKeys } from '../readers/moveGrants'
import { NotFound } from '../web/errors'
import type { UndoableCases } from './keepUndo'
import { keptKeys, type UndoableCase } from './undo'

/** The cases that are as they were before, and those that something else was done with meanwhile. */
export interface Undone {
  undone: UndoableCase[]
  left: UndoableCase[]
}

/** Takes back what a member did, case by case: one that somebody has worked on since stays as that left it. */
export async function undoChange(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { undoing, cases }: UndoableCases,
  today: Today,
): Promise<Undone> {
  const all: Undone = { undone: [], left: [] }
  for (const one of cases) {
    // Sealing takes the whole server: others have their turn between two cases.
    await setImmediate()
    // Whoever gave a case away may not see it any more, and still takes that back.
    const find = (tx: Db) => findUndoable(tx, one)
    const work = async (on: CaseWork) => {
      if (!(await isUntouched(on, one)) || !(await mayHaveBack(on.tx, one))) return undefined
      await putBack(on, one)
      await tell(on, { what: 'undone', undone: undoing })
      return true
    }
    const done = await orNothing(workOnFound(parts, writer, { find, action: 'case.undone' }, today, work))
    all[done ? 'undone' : 'left'].push(one)
  }
  return all
}

/** Whether whoever had the case before takes cases still. Where it stays with who has it, nobody is asked. */
export async function mayHaveBack(tx: Db, { before, given }: UndoableCase): Promise<boolean> {
  const to = before.assigned_to
  return to === null || to === given || takesCases(tx, to)
}

async function findUndoable(tx: Db, { id }: UndoableCase): Promise<HelpCase> {
  const helpCase = await findCaseById(tx, id)
  if (!helpCase) throw new NotFound()
  return helpCase
}

/** A case that has been destroyed meanwhile keeps none of the others from coming back. */
async function orNothing(work: Promise<true | undefined>): Promise<true | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

async function isUntouched(
  { tx, helpCase }: CaseWork,
  { version, position }: UndoableCase,
): Promise<boolean> {
  return helpCase.version === version && (await lastPosition(tx, helpCase.id)) === position
}

async function putBack(on: CaseWork, one: UndoableCase): Promise<void> {
  // Before the case moves: what was written with the change is sealed to whoever has it until then.
  const keys = new Map([...keptKeys(one), ...(await keysOf(on))])
  const moves = one.given !== one.before.assigned_to
  if (moves && keys.size > 0 && !on.trust) throw new TrustBroken('nobody can be sealed to')
  await saveChange(on, one.before)
  if (moves) await moveKeys(on.tx, on.trust, keys, on.helpCase)
  if (one.opening) await addEntry(on, 'opening', one.opening)
  for (const followUp of one.followUps) await addEntry(on, 'follow_up', followUp)
}
