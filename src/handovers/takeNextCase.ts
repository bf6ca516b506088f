import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { findCaseById } from '../cases/caseStore'
import { saveChange, tell, workOnFound, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { findCertified } from '../readers/certificateStore'
import { moveGrants } from '../readers/moveGrants'
import { readWholeTrust } from '../readers/trust'
import { holdMember } from '../users/userStore'
import { countOpenCasesOf } from './leaverStore'
import { holdNextInPool, listUnbegun } from './poolStore'

interface Parts {
  db: Db
  anchor: Anchor
}

/** Nobody has confirmed the member, they have enough cases not begun or in all, or nobody is waiting. */
export type NotTakenReason = 'unconfirmed' | 'enough' | 'full' | 'nobody'

/*
 * Whoever only wants to read could otherwise empty the pool: of those that others recorded so many may wait for the
 * member to begin, and with so many open ones nobody needs another.
 */
const mostUnbegun = 5
const mostOpen = 50

/** Gives the member the most urgent case that nobody has, and no one else the same, with the keys of all that is sealed on it. */
export async function takeNextCase(
  parts: Parts,
  writer: Writer,
  today: Today,
): Promise<{ code: CaseCode } | { refused: NotTakenReason }> {
  let id: string | undefined
  const find = async (tx: Db) => {
    id ??= await holdNext(tx, parts.anchor, writer.actor)
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

async function holdNext(tx: Db, anchor: Anchor, actor: Actor): Promise<string> {
  // Of many requests of one member at once each counts what the one before has taken.
  await holdMember(tx, actor.id)
  if (!(await isConfirmed(tx, anchor, actor))) throw new NotTaken('unconfirmed')
  if ((await listUnbegun(tx, actor.id)).length >= mostUnbegun) throw new NotTaken('enough')
  if ((await countOpenCasesOf(tx, actor.id)) >= mostOpen) throw new NotTaken('full')
  const id = await holdNextInPool(tx)
  if (!id) throw new NotTaken('nobody')
  return id
}

async function isConfirmed(tx: Db, anchor: Anchor, { id, role, certified }: Actor): Promise<boolean> {
  if (role === 'coordinator') return certified
  const trust = await readWholeTrust(tx, anchor)
  return trust !== undefined && (await findCertified(tx, trust, id)) !== undefined
}

async function take(on: CaseWork): Promise<CaseCode> {
  await saveChange(on, { assigned_to: on.writer.actor.id })
  await moveGrants(on.tx, on.trust, on.writer.holder, on.helpCase)
  await tell(on, { what: 'taken' })
  return on.helpCase.code
}
