import type { Db, EpochKeyTable } from '../db/schema'
import type { SignedEpoch } from './epoch'

export function listEpochs(db: Db): Promise<SignedEpoch[]> {
  return db.selectFrom('epochs').selectAll().orderBy('number').execute()
}

/** Fails when there is an epoch of the number already: of two at once one begins it. */
export async function insertEpoch(tx: Db, epoch: SignedEpoch): Promise<void> {
  await tx.insertInto('epochs').values(epoch).execute()
}

/** Holds the epochs until the transaction ends: who is about to begin one waits for who is doing so already. */
export async function holdEpochs(tx: Db): Promise<void> {
  await tx
    .updateTable('epochs')
    .set(eb => ({ number: eb.ref('number') }))
    .where('number', '=', 1)
    .execute()
}

/** Puts keys into boxes, each in place of whatever stands there for the same reader. */
export async function putEpochKeys(tx: Db, keys: EpochKeyTable[]): Promise<void> {
  await tx
    .insertInto('epoch_keys')
    .values(keys)
    .onConflict(conflict =>
      conflict.columns(['epoch', 'reader']).doUpdateSet({ sealed: eb => eb.ref('excluded.sealed') }),
    )
    .execute()
}

export async function findEpochKey(db: Db, epoch: number, reader: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('epoch_keys')
    .select('sealed')
    .where('epoch', '=', epoch)
    .where('reader', '=', reader)
    .executeTakeFirst()
  return row?.sealed
}

/** Those for whom a key of an epoch is in a box. */
export async function listEpochReaders(db: Db, epoch: number): Promise<string[]> {
  const rows = await db.selectFrom('epoch_keys').select('reader').where('epoch', '=', epoch).execute()
  return rows.map(row => row.reader)
}

/** Whoever leaves keeps no way to the keys of the group, nor to those of the team. */
export async function deleteEpochKeysOf(tx: Db, userId: string): Promise<void> {
  await tx
    .deleteFrom('epoch_keys')
    .where('reader', 'in', [userId, teamMember(userId)])
    .execute()
}

/** The name under which a volunteer has the team's key; a coordinator has it by the group's. */
export function teamMember(userId: string): string {
  return `team:${userId}`
}
