import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { findCaseById } from '../cases/caseStore'
import { saveChange, tell, workOnFound, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { moveGrants } from '../readers/moveGrants'
import { holdMember } from '../users/userStore'
import { isConfirmed } from './isConfirmed'
import { countOpenCasesOf } from './leaverStore'
import { holdNextInPool, listUnbegun } from './poolStore'

interface Parts {
  db: Db
  anchor: Anchor
}

/** Nobody has confirmed the member, they have enough cases not begun or in all, nobody is waiting, or they have one just now. */
export type NotTakenReason = 'unconfirmed' | 'enough' | 'full' | 'nobody' | 'pressed_twice'

/*
 * Whoever only wants to read could otherwise empty the pool: of those that others recorded so many may wait for the
 * member to begin, and with so many open ones nobody needs another.
 */
const mostUnbegun = 5
const mostOpen = 50

/**
 * Gives the member the most urgent case that nobody has, and no one else the same, with the keys of all that is sealed
 * on it. `seen` is how many open cases they had when they saw the button: a button pressed twice takes one.
 */
export async function takeNextCase(
  parts: Parts,
  writer: Writer,
  today: Today,
  seen?: number,
): Promise<{ code: CaseCode } | { refused: NotTakenReason }> {
  let id: string | undefined
  const find = async (tx: Db) => {
    id ??= await holdNext(tx, parts.anchor, writer.actor, seen)
    return (await findCaseById(tx, id))!
  }
  try {
    const code = await workOnFound(parts, writer, { find, action: 'case.taken' }, today, take)
    return { code: code! }
  } catch (error) {
    if (error instanceof NotTaken) return { refused: error.reason }
    throw error
  }
}

class NotTaken extends Error {
  override name = 'NotTaken'
  constructor(readonly reason: NotTakenReason) {
    super()
  }
}

async function holdNext(tx: Db, anchor: Anchor, actor: Actor, seen: number | undefined): Promise<string> {
  // Of many requests of one member at once each counts what the one before has taken.
  await holdMember(tx, actor.id)
  if (!(await isConfirmed({ db: tx, anchor }, actor))) throw new NotTaken('unconfirmed')
  if ((await listUnbegun(tx, actor.id)).length >= mostUnbegun) throw new NotTaken('enough')
  const open = await countOpenCasesOf(tx, actor.id)
  if (seen !== undefined && open !== seen) throw new NotTaken('pressed_twice')
  if (open >= mostOpen) throw new NotTaken('full')
  const id = await holdNextInPool(tx)
  if (!id) throw new NotTaken('nobody')
  return id
}

async function take(on: CaseWork): Promise<CaseCode> {
  await saveChange(on, { assigned_to: on.writer.actor.id })
  await moveGrants(on.tx, on.trust, on.writer.holder, on.helpCase)
  await tell(on, { what: 'taken' })
  return on.helpCase.code
}
