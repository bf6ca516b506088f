import type { Actor } from '../auth/actor'
import type { Db, SealedTable } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { openDataKeys, type HeldCase, type KeyHolder } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { readTrust, type Trust } from '../readers/trust'
import { listNotes } from './noteStore'
import { obstacleTo, type Obstacle } from './obstacle'
import { openNote, type OpenedNote } from './sealedNote'

/** Somebody who reads; their keys are opened only when there is something to open with them. */
export interface Reader {
  actor: Actor
  keys: () => Promise<KeyHolder>
}

export interface ReadNotes {
  notes: OpenedNote[]
  obstacle?: Obstacle | undefined
}

/** All notes of a case, the earliest first, each opened or not. */
export async function readNotes(
  { db, anchor }: { db: Db; anchor: Anchor },
  reader: Reader,
  helpCase: HeldCase,
): Promise<ReadNotes> {
  const rows = await listNotes(db, helpCase.id)
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { notes: allSealed(rows), obstacle: 'no_coordinator' }
    return rows.length === 0 ? { notes: [] } : await openRows(db, trust, reader, { helpCase, rows })
  } catch (error) {
    if (error instanceof TrustBroken) return { notes: allSealed(rows), obstacle: 'broken' }
    throw error
  }
}

async function openRows(
  db: Db,
  trust: Trust,
  { actor, keys }: Reader,
  { helpCase, rows }: { helpCase: HeldCase; rows: SealedTable[] },
): Promise<ReadNotes> {
  const dataKeys = await openDataKeys(db, trust, await keys(), helpCase.id)
  const notes = rows.map(row => openNote(dataKeys, row))
  const sealed = notes.some(note => note.content === 'sealed')
  return { notes, obstacle: sealed ? await obstacleTo(db, trust, actor, helpCase) : undefined }
}

function allSealed(rows: SealedTable[]): OpenedNote[] {
  return rows.map(({ id, version }) => ({ id, version, content: 'sealed' }))
}
