import { note } from '../audit/auditStore'
import { isConfirmedCoordinator, type Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { expectTraces, wipeTraces } from '../db/traces'
import { emptyFeeds } from '../feeds/emptyFeeds'
import { deleteUndos } from '../undo/undoStore'
import type { CaseCode } from './caseCode'
import { findCase } from './caseStore'
import { deleteCases } from './erasureStore'

/** Why a case is erased: the person asked for it, it was logged by mistake, keeping it endangers somebody. */
export const erasureReasons = ['asked', 'mistake', 'danger', 'other'] as const

export type ErasureReason = (typeof erasureReasons)[number]

/** Erasing reaches every case, so a coordinator whom no epoch names does not. */
export function mayErase(actor: Actor): boolean {
  return isConfirmedCoordinator(actor)
}

/**
 * Destroys a case that the coordinator sees, with its notes and every key to them; the counts stay. False when
 * there is none. Neither the audit log nor the disk keeps which one it was.
 */
export async function eraseCase(
  db: Db,
  actor: Actor,
  code: CaseCode,
  reason: ErasureReason,
  today: Today,
): Promise<boolean> {
  const erased = await db.transaction().execute(async tx => {
    const helpCase = mayErase(actor) ? await findCase(tx, actor, code) : undefined
    if (!helpCase) return false
    await deleteCases(tx, [helpCase.id])
    // Which of them are of this case, and hold its words and keys, only their members could tell.
    await deleteUndos(tx)
    await emptyFeeds(tx)
    await expectTraces(tx)
    await note(tx, { dated: today.month, actor: actor.id, action: 'case.erased', object: reason })
    return true
  })
  if (erased) await wipeTraces(db)
  return erased
}
