import type { Db, KeyTable } from '../db/schema'

export function findKeys(db: Db, userId: string): Promise<KeyTable | undefined> {
  return db.selectFrom('keys').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

/** The keys of all who are coordinators now and can sign in. */
export function listCoordinatorKeys(db: Db): Promise<KeyTable[]> {
  return db
    .selectFrom('keys')
    .innerJoin('users', 'users.id', 'keys.user_id')
    .selectAll('keys')
    .where('users.role', '=', 'coordinator')
    .where('users.state', '=', 'active')
    .execute()
}

/** A member's keys, in place of those they had. */
export async function putKeys(tx: Db, keys: KeyTable): Promise<void> {
  const { user_id: _, ...values } = keys
  await tx
    .insertInto('keys')
    .values(keys)
    .onConflict(conflict => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/** Wraps the member key anew if it is still wrapped as it was; false when the member has joined again meanwhile. */
export async function updateWrappedKey(tx: Db, userId: string, was: string, is: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('keys')
    .set({ wrapped_key: is })
    .where('user_id', '=', userId)
    .where('wrapped_key', '=', was)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes the strongbox if it is still as it was read; of two at once one is refused, so no code works twice. */
export async function updateStrongbox(db: Db, userId: string, was: string, is: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('keys')
    .set({ strongbox: is })
    .where('user_id', '=', userId)
    .where('strongbox', '=', was)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
