import type { OpenStrongbox } from '../auth/unlock'
import type { Db, Language } from '../db/schema'
import type { SavedSearchTable } from '../db/schema'
import { openSearch, type SavedSearch } from './savedSearch'
import { listSearches } from './searchStore'

/** Whose searches, and what opens them when there are any. */
interface Searcher {
  actor: { id: string; language: Language }
  unlocked: () => Promise<Pick<OpenStrongbox, 'memberKey'>>
}

/** The member's searches by name. Those of a key that they have no more are left out. */
export async function readSearches(db: Db, { actor, unlocked }: Searcher): Promise<SavedSearch[]> {
  const rows = await listSearches(db, actor.id)
  if (rows.length === 0) return []
  const { memberKey } = await unlocked()
  const byName = new Intl.Collator(actor.language)
  return rows
    .flatMap((row: SavedSearchTable) => openSearch(memberKey, row) ?? [])
    .sort((one, other) => byName.compare(one.name, other.name))
}
