import { randomUUID } from 'node:crypto'
import type { OpenStrongbox } from '../auth/unlock'
import type { Db } from '../db/schema'
import { openSearch, sealSearch, type SavedSearch } from './savedSearch'
import { deleteSearch, insertSearch, listSearches } from './searchStore'

/** Keeps a search for its member alone; what an earlier key of theirs had sealed opens no more, and goes. */
export function saveSearch(
  db: Db,
  { userId, memberKey }: Pick<OpenStrongbox, 'userId' | 'memberKey'>,
  search: Omit<SavedSearch, 'id'>,
): Promise<string> {
  return db.transaction().execute(async tx => {
    const rows = await listSearches(tx, userId)
    for (const row of rows) if (!openSearch(memberKey, row)) await deleteSearch(tx, userId, row.id)
    const id = randomUUID()
    await insertSearch(tx, { id, user_id: userId, sealed: sealSearch(memberKey, userId, { id, ...search }) })
    return id
  })
}
