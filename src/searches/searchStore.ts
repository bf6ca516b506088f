import type { Db, SavedSearchTable } from '../db/schema'

/** A member's own searches as they are stored. */
export function listSearches(db: Db, userId: string): Promise<SavedSearchTable[]> {
  return db.selectFrom('saved_searches').selectAll().where('user_id', '=', userId).execute()
}

export async function insertSearch(tx: Db, search: SavedSearchTable): Promise<void> {
  await tx.insertInto('saved_searches').values(search).execute()
}

/** False when the member has no such search. */
export async function deleteSearch(db: Db, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_searches')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
