import { randomUUID } from 'node:crypto'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { insertEntries } from '../entries/entryStore'
import { sealEntry } from '../entries/sealEntry'
import type { Happening, HistoryEvent } from '../history/event'
import type { Anchor } from '../readers/anchor'
import { refuseWiped } from '../readers/dataKeys'
import { newKeysFor } from '../readers/keyForWriting'
import { moveManyGrants } from '../readers/moveGrants'
import { requireTrust } from '../readers/trust'
import { updateAssignee, type LotCase } from './leaverStore'

/** A case that has moved: by its version and its latest entry it shows whether somebody has worked on it since. */
export interface MovedCase extends LotCase {
  position: number
}

/** In what a lot is moved. */
interface Move {
  anchor: Anchor
  writer: Writer
  today: Today
  /** What the history of each case tells of it. */
  happening: (one: LotCase) => Happening
}

/** Moves cases that are held to whom they name as theirs, all at once, with the keys of all that is sealed on them. */
export async function moveLot(tx: Db, cases: LotCase[], move: Move): Promise<MovedCase[]> {
  const { writer, today } = move
  await updateAssignees(tx, cases)
  const trust = await requireTrust(tx, move.anchor)
  await moveManyGrants(tx, trust, writer.holder, cases)
  const keys = await newKeysFor(tx, trust, writer.holder, cases)
  const entries = cases.map(one => {
    const place = { id: randomUUID(), case_id: one.id, kind: 'event' as const, version: 1 }
    const { generation, key } = keys.get(one.id)!
    const event: HistoryEvent = { ...move.happening(one), day: today.day, by: writer.actor.id }
    return { ...place, generation, ciphertext: sealEntry(key, place, event) }
  })
  const positions = await insertEntries(tx, entries)
  refuseWiped(writer.holder)
  return cases.map(one => ({ ...one, version: one.version + 1, position: positions.get(one.id)! }))
}

async function updateAssignees(tx: Db, cases: LotCase[]): Promise<void> {
  for (const holder of new Set(cases.map(one => one.assigned_to))) {
    const theirs = cases.filter(one => one.assigned_to === holder)
    await updateAssignee(
      tx,
      theirs.map(one => one.id),
      holder,
    )
  }
}
