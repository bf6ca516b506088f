import type { Db } from '../db/schema'
import { deleteFeedOf } from '../feeds/feedStore'
import { withdrawCertificate } from '../readers/certificateStore'
import { deleteEpochKeysOf } from '../readers/epochStore'
import { deleteGrantsOf } from '../readers/grantStore'
import { deleteUndosOf } from '../undo/undoStore'

/**
 * Takes from a member all they could read by: certificate, the keys of their cases, the group's key, the calendar file.
 * For good only with the next epoch, from which they are left out; the next coordinator to sign in begins it.
 */
export async function loseReading(tx: Db, userId: string): Promise<void> {
  await withdrawCertificate(tx, userId)
  await deleteGrantsOf(tx, userId)
  await deleteEpochKeysOf(tx, userId)
  await deleteUndosOf(tx, userId)
  await deleteFeedOf(tx, userId)
}
