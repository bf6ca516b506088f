import type { Db, SealedTable } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { grantOpener } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { listGrantsOf } from '../readers/grantStore'
import { readTrust, type Trust } from '../readers/trust'
import type { DataKey } from '../vault/bytes'
import type { OpenedEntry } from './entry'
import type { Reader } from './readEntries'
import { openEntry } from './sealEntry'

/** Opens entries of some cases; without `trust` none, because of the obstacle. */
export interface EntryOpener {
  open: <Content>(row: SealedTable) => Promise<OpenedEntry<Content>>
  trust?: Trust
  obstacle?: 'no_coordinator' | 'broken'
}

/** What opens entries of many cases: each key once, and only when an entry needs it. */
export async function entryOpener(
  { db, anchor }: { db: Db; anchor: Anchor },
  { keys }: Reader,
  caseIds: string[],
): Promise<EntryOpener> {
  const none: EntryOpener['open'] = row => Promise.resolve(openEntry(new Map(), row))
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { open: none, obstacle: 'no_coordinator' }
    if (caseIds.length === 0) return { open: none, trust }
    const openKeys = grantOpener(db, trust, await keys())
    const grants = await listGrantsOf(db, caseIds)
    const opened = new Map<string, Map<number, DataKey>>()
    return { open, trust }

    async function open<Content>(row: SealedTable): Promise<OpenedEntry<Content>> {
      const place = `${row.case_id} ${row.generation}`
      const known = opened.get(place)
      if (known) return openEntry<Content>(known, row)
      const those = (grants.get(row.case_id) ?? []).filter(grant => grant.generation === row.generation)
      const found = await openKeys(those)
      opened.set(place, found)
      return openEntry<Content>(found, row)
    }
  } catch (error) {
    if (error instanceof TrustBroken) return { open: none, obstacle: 'broken' }
    throw error
  }
}
