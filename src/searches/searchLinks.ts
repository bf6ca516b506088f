import type { SavedSearch } from './savedSearch'

/** Searches as pages link to them; `query` is that of the page itself. */
export function searchLinks(searches: SavedSearch[], query: string) {
  return searches.map(({ id, name, query: saved }) => ({
    id,
    name,
    address: `/cases?${saved}`,
    current: saved === query,
  }))
}
