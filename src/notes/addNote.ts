import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import type { HelpCase } from '../cases/caseStore'
import { blurChangeOrder, nextChangeOrder } from '../cases/changeOrder'
import { requireCase } from '../cases/requireCase'
import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { openDataKeys, type KeyHolder } from '../readers/dataKeys'
import { keyForWriting } from '../readers/keyForWriting'
import { requireTrust, type Trust } from '../readers/trust'
import { findNoteById, insertNote, updateChangeOrder } from './noteStore'
import { openNote, sealNote } from './sealedNote'

/** A member who writes: who they are, and their keys. */
export interface Writer {
  actor: Actor
  holder: KeyHolder
}

/** The id is the random one that the form was given, which makes a form that is sent twice one note. */
export interface NoteDraft {
  text: string
  id?: string | undefined
}

/**
 * Seals a note to those who may read the case now, and saves it; returns its id. It is a change of the case, but
 * not of its facts, so an edit that somebody has begun does not conflict. NotFound when the writer cannot see the
 * case, TrustBroken when nobody can be sealed to.
 */
export async function addNote(
  { db, anchor }: { db: Db; anchor: Anchor },
  { actor, holder }: Writer,
  { code, text, id = randomUUID() }: NoteDraft & { code: CaseCode },
  today: Today,
): Promise<string> {
  const saved = await db.transaction().execute(async tx => {
    const seen = await requireCase(tx, actor, code)
    await updateChangeOrder(tx, seen.id, await nextChangeOrder(tx, today.month))
    // Whoever hands the case over holds its row too, so only now is it certain who has it.
    const helpCase = await requireCase(tx, actor, code)
    const trust = await requireTrust(tx, anchor)
    const known = await findText(tx, trust, holder, helpCase, id)
    if (known === text) return id
    const { generation, key } = await keyForWriting(tx, trust, holder, helpCase)
    // Somebody who went back and changed the words means another note.
    const place = { id: known === undefined ? id : randomUUID(), case_id: helpCase.id, version: 1 }
    const ciphertext = sealNote(key, place, { text, day: today.day, author: actor.id })
    await insertNote(tx, { ...place, generation, ciphertext })
    await note(tx, { dated: today.month, actor: actor.id, action: 'note.added' })
    return place.id
  })
  // Not in the transaction: on PostgreSQL two notes could then wait for each other's case, and one be refused.
  await blurChangeOrder(db)
  return saved
}

/** The words that are saved under the id already: empty when the writer cannot open them, undefined when there are none. */
async function findText(tx: Db, trust: Trust, holder: KeyHolder, helpCase: HelpCase, id: string) {
  const row = await findNoteById(tx, id)
  if (!row) return undefined
  if (row.case_id !== helpCase.id) return ''
  const { content } = openNote(await openDataKeys(tx, trust, holder, helpCase.id), row)
  return typeof content === 'string' ? '' : content.text
}
