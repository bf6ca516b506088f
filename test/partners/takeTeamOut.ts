import type { Actor } from '../../src/auth/actor'
import type { Db } from '../../src/db/schema'
import { hashOfEpoch, signEpoch, type Epoch } from '../../src/readers/epoch'
import { anchorOf, keyHolderOf } from '../support/members'

/** Makes the only epoch one as they were before there were keys of a team. */
export async function takeTeamOut(db: Db, coordinator: Actor): Promise<void> {
  const { statement } = await db.selectFrom('epochs').selectAll().executeTakeFirstOrThrow()
  const { teamPublic: _, ...before } = JSON.parse(statement) as Epoch
  const signed = signEpoch(before, keyHolderOf(coordinator).pairs)
  await db.updateTable('epochs').set(signed).execute()
  await db.deleteFrom('epoch_keys').where('reader', 'like', 'team%').execute()
  anchorOf(db).write({ number: 1, hash: hashOfEpoch(signed) })
}
