import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import type { Db } from '../../src/db/schema'
import { listEntries } from '../../src/entries/entryStore'
import { openEntry } from '../../src/entries/sealEntry'
import { assignCase } from '../../src/handovers/assignCase'
import { handOverAll, type Following } from '../../src/handovers/handOverAll'
import { takeNextCase } from '../../src/handovers/takeNextCase'
import type { HistoryEvent } from '../../src/history/event'
import { openDataKeys } from '../../src/readers/dataKeys'
import { requireTrust } from '../../src/readers/trust'
import { anchorOf, keyHolderOf, today } from '../support/members'

/** What members with open keys do with cases that change hands, without pages. */
export function desk(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const row = (code: CaseCode) =>
    db.selectFrom('cases').selectAll().where('code', '=', code).executeTakeFirstOrThrow()

  return {
    row,
    assign: (actor: Actor, code: CaseCode, to: Actor | null) =>
      assignCase(parts, writer(actor), { code, to: to?.id ?? null }, today),
    take: (actor: Actor) => takeNextCase(parts, writer(actor), today),
    handOverAll: (actor: Actor, from: Actor, to: Actor[], following?: Following) =>
      handOverAll(parts, writer(actor), { from: from.id, to: to.map(one => one.id) }, today, following),
    holder: async (code: CaseCode) => (await row(code)).assigned_to,
    /** The history of a case, as far as it opens. */
    async history(reader: Actor, code: CaseCode) {
      const { id } = await row(code)
      const keys = await openDataKeys(db, await requireTrust(db, parts.anchor), keyHolderOf(reader), id)
      const entries = await listEntries(db, id, ['event'])
      return entries.map(entry => openEntry<HistoryEvent>(keys, entry).content)
    },
    actions: async () =>
      (await db.selectFrom('audit').selectAll().orderBy('number').execute())
        .filter(entry => entry.action.startsWith('case'))
        .map(({ action, object }) => (object === '' ? action : `${action} ${object}`)),
  }
}
