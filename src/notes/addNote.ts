import { randomUUID } from 'node:crypto'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { addEntry, keysOf, workOnCase, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { findEntryById } from '../entries/entryStore'
import type { Anchor } from '../readers/anchor'
import { requireTrust } from '../readers/trust'
import type { Note } from './note'
import { openNote } from './sealedNote'

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
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, text, id = randomUUID() }: NoteDraft & { code: CaseCode },
  today: Today,
): Promise<string> {
  let saved = id
  await workOnCase(parts, writer, { code, action: 'note.added' }, today, async on => {
    const trust = await requireTrust(on.tx, parts.anchor)
    const known = await findText({ ...on, trust }, id)
    if (known === text) return undefined
    const content: Note = { text, day: today.day, author: writer.actor.id }
    // Somebody who went back and changed the words means another note.
    saved = await addEntry(on, 'note', content, known === undefined ? id : randomUUID())
    return saved
  })
  return saved
}

/** The words that are saved under the id already: empty when the writer cannot open them, undefined when there are none. */
async function findText(on: CaseWork, id: string): Promise<string | undefined> {
  const row = await findEntryById(on.tx, id)
  if (!row) return undefined
  if (row.case_id !== on.helpCase.id || row.kind !== 'note') return ''
  const { content } = openNote(await keysOf(on), row)
  return typeof content === 'string' ? '' : content.text
}
