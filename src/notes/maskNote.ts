import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { requireCase } from '../cases/requireCase'
import type { Db } from '../db/schema'
import { expectTraces, wipeTraces } from '../db/traces'
import type { Writer } from '../entries/entry'
import { findEntry, updateEntry } from '../entries/entryStore'
import type { Anchor } from '../readers/anchor'
import { openDataKeys } from '../readers/dataKeys'
import { requireTrust } from '../readers/trust'
import { NotFound } from '../web/errors'
import { mayMask, maskedText, type Masking } from './note'
import { openNote, sealNote } from './sealedNote'

/** Which note, as it was when somebody decided what to mask, and what. */
export interface MaskingOrder {
  code: CaseCode
  id: string
  version: number
  masking: Masking
}

/**
 * Seals what is left of a note in its place and wipes what stood there from the disk. False when somebody has masked
 * it meanwhile, or it would grow too long; NotFound when the member may not mask it.
 */
export async function maskNote(
  { db, anchor }: { db: Db; anchor: Anchor },
  { actor, holder }: Writer,
  { code, id, version, masking }: MaskingOrder,
  today: Today,
): Promise<boolean> {
  const masked = await db.transaction().execute(async tx => {
    const helpCase = await requireCase(tx, actor, code)
    const keys = await openDataKeys(tx, await requireTrust(tx, anchor), holder, helpCase.id)
    const row = await findEntry(tx, helpCase.id, 'note', id)
    const before = row && openNote(keys, row).content
    if (!before || typeof before === 'string' || !mayMask(actor, before, helpCase)) throw new NotFound()
    const text = maskedText(before.text, masking)
    if (text === undefined || row.version !== version) return false
    const place = { id, case_id: helpCase.id, version: version + 1 }
    const after = { ...before, text, masked: { day: today.day, by: actor.id } }
    const ciphertext = sealNote(keys.get(row.generation)!, place, after)
    const { generation } = row
    if (!(await updateEntry(tx, { ...place, generation, ciphertext }))) return false
    await expectTraces(tx)
    await note(tx, { dated: today.month, actor: actor.id, action: 'note.masked' })
    return true
  })
  if (masked) await wipeTraces(db)
  return masked
}
