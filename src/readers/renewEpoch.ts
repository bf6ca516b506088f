import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { listCoordinatorKeys } from '../users/keyStore'
import { CannotOpen } from '../vault/bytes'
import type { Anchor } from './anchor'
import { countWithdrawn } from './certificateStore'
import type { KeyHolder } from './dataKeys'
import { publicKeysOf, type PublicKeys } from './epoch'
import { holdEpochs, listEpochReaders } from './epochStore'
import { startEpoch } from './startEpoch'
import { readTrust, readWholeTrust, type Trust } from './trust'

/**
 * Begins a new epoch when somebody who could read is no longer to: a coordinator whom the present one names, or a
 * volunteer whose certificate was withdrawn; and when the present one has no key for the team, because it began before
 * there were any. It never names more, so no one has to be asked; the first of the coordinators who stay does it.
 */
export async function renewEpoch(db: Db, anchor: Anchor, by: KeyHolder, day: Day): Promise<void> {
  const trust = await readWholeTrust(db, anchor)
  if (!trust || !(await successorsOf(db, trust, by))) return
  try {
    await db.transaction().execute(async tx => {
      await holdEpochs(tx)
      // Read anew: another coordinator may have done it meanwhile.
      const now = await readTrust(tx, anchor)
      const successors = now && (await successorsOf(tx, now, by))
      if (successors) await startEpoch(tx, now, by, successors, day)
    })
  } catch (error) {
    // Their box with the group's key is damaged; another coordinator can do it.
    if (!(error instanceof CannotOpen)) throw error
  }
  await readTrust(db, anchor)
}

/** Those coordinators of the epoch who still are and have its key, and how many are not. */
export async function listPresent(db: Db, { epoch }: Trust) {
  const keys = await listCoordinatorKeys(db)
  const holders = await listEpochReaders(db, epoch.number)
  const present = epoch.coordinators.filter(
    one =>
      holders.includes(one.id) && keys.some(key => key.user_id === one.id && isSame(one, publicKeysOf(key))),
  )
  return { present, left: epoch.coordinators.length - present.length }
}

/** The coordinators of the next epoch, if one has to begin and `by` is among them. */
async function successorsOf(db: Db, trust: Trust, { id, pairs }: KeyHolder) {
  const { present, left } = await listPresent(db, trust)
  if (!present.some(one => one.id === id && isSame(one, pairs))) return undefined
  const due = left > 0 || !trust.epoch.teamPublic || (await countWithdrawn(db)) > 0
  return due ? present : undefined
}

function isSame(a: PublicKeys, b: PublicKeys): boolean {
  return a.boxPublic === b.boxPublic && a.signPublic === b.signPublic
}
