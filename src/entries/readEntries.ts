import type { Actor } from '../auth/actor'
import type { Db, SealedTable } from '../db/schema'
import { obstacleTo, type Obstacle } from '../notes/obstacle'
import type { Anchor } from '../readers/anchor'
import { openDataKeys, type HeldCase, type KeyHolder } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { readTrust } from '../readers/trust'
import type { DataKey } from '../vault/bytes'
import type { EntryKind, OpenedEntry } from './entry'
import { listEntries } from './entryStore'
import { openEntry } from './sealEntry'

/** Somebody who reads; their keys are opened only when there is something to open with them. */
export interface Reader {
  actor: Actor
  keys: () => Promise<KeyHolder>
}

export type ReadEntry = OpenedEntry<object> & { kind: EntryKind }

export interface ReadEntries {
  entries: ReadEntry[]
  /** What keeps the reader from those that did not open. */
  obstacle?: Obstacle | undefined
}

/** The entries of a case of some kinds, the earliest first, each opened or not. */
export async function readEntries(
  { db, anchor }: { db: Db; anchor: Anchor },
  { actor, keys }: Reader,
  helpCase: HeldCase,
  kinds: EntryKind[],
): Promise<ReadEntries> {
  const rows = await listEntries(db, helpCase.id, kinds)
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { entries: openedWith(new Map(), rows), obstacle: 'no_coordinator' }
    if (rows.length === 0) return { entries: [] }
    const entries = openedWith(await openDataKeys(db, trust, await keys(), helpCase.id), rows)
    const sealed = entries.some(one => one.content === 'sealed')
    return { entries, obstacle: sealed ? await obstacleTo(db, trust, actor, helpCase) : undefined }
  } catch (error) {
    if (error instanceof TrustBroken) return { entries: openedWith(new Map(), rows), obstacle: 'broken' }
    throw error
  }
}

function openedWith(keys: Map<number, DataKey>, rows: SealedTable[]): ReadEntry[] {
  return rows.map(row => ({ kind: row.kind, ...openEntry<object>(keys, row) }))
}
