import type { Actor } from '../../src/auth/actor'
import type { Today } from '../../src/calendar/today'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCaseById, type HelpCase } from '../../src/cases/caseStore'
import type { Db } from '../../src/db/schema'
import { assignCase } from '../../src/handovers/assignCase'
import { addNote } from '../../src/notes/addNote'
import { maskNote } from '../../src/notes/maskNote'
import type { Masking } from '../../src/notes/note'
import { readNotes } from '../../src/notes/readNotes'
import { newStrongbox } from '../../src/vault/memberKeys'
import { anchorOf, keyHolderOf, today } from '../support/members'

/** Notes as members with open keys add, read and mask them, without pages. */
export function notebook(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })

  async function caseOf(code: CaseCode): Promise<HelpCase> {
    const row = await db.selectFrom('cases').select('id').where('code', '=', code).executeTakeFirstOrThrow()
    return (await findCaseById(db, row.id))!
  }

  return {
    caseOf,
    add: (actor: Actor, code: CaseCode, text: string, id?: string, when: Today = today) =>
      addNote(parts, writer(actor), { code, text, id }, when),
    /** Whatever the case's page would let them see, notes as somebody would who had got hold of the case. */
    read: async (actor: Actor, code: CaseCode) =>
      readNotes(parts, { actor, keys: () => Promise.resolve(keyHolderOf(actor)) }, await caseOf(code)),
    /** The words alone; `sealed` and `damaged` in the place of those that do not open. */
    async words(actor: Actor, code: CaseCode): Promise<string[]> {
      const { notes } = await this.read(actor, code)
      return notes.map(({ content }) => (typeof content === 'string' ? content : content.text))
    },
    mask: (actor: Actor, code: CaseCode, note: { id: string; version: number }, masking: Masking) =>
      maskNote(parts, writer(actor), { code, ...note, masking }, today),
    /** Assigns a case, with the keys of whoever does it, or with some that open nothing. */
    handOver(actor: Actor, code: CaseCode, to: Actor | null, withKeys = true) {
      const holder = withKeys ? keyHolderOf(actor) : { id: actor.id, pairs: newStrongbox('') }
      return assignCase(parts, { actor, holder }, { code, to: to?.id ?? null }, today)
    },
  }
}
