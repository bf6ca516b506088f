import { randomUUID } from 'node:crypto'
import type { AuditAction } from '../audit/auditAction'
import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import { moveCounts } from '../counts/countStore'
import type { Db } from '../db/schema'
import type { EntryKind, OpenedEntry, Writer } from '../entries/entry'
import { insertEntry, listEntries, updateEntry } from '../entries/entryStore'
import { openEntry, sealEntry } from '../entries/sealEntry'
import type { Happening, HistoryEvent } from '../history/event'
import type { Anchor } from '../readers/anchor'
import { openDataKeys, refuseWiped } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { keyForWriting } from '../readers/keyForWriting'
import { readWholeTrust, type Trust } from '../readers/trust'
import type { DataKey } from '../vault/bytes'
import type { CaseFacts } from './case'
import type { CaseCode } from './caseCode'
import { updateCase, type HelpCase } from './caseStore'
import { blurChangeOrder, moveUp, nextChangeOrder } from './changeOrder'
import { closedMonth } from './evaporation'
import { requireCase, requireOwnCase } from './requireCase'

/** A case while somebody works on it: its row is held until the transaction ends. */
export interface CaseWork {
  tx: Db
  helpCase: HelpCase
  writer: Writer
  /** Undefined before the first coordinator, and while the list of readers is not what they signed: nothing can be sealed. */
  trust: Trust | undefined
  today: Today
}

interface Order {
  code: CaseCode
  action: AuditAction
}

interface Parts {
  db: Db
  anchor: Anchor
}

/**
 * The one way to do something with a case that the member sees: all of it or nothing, with its entry in the audit log.
 * When the work comes to nothing it returns undefined, and nothing is written at all. NotFound when the member cannot
 * see the case, or somebody else has it.
 */
export function workOnCase<Result>(
  parts: Parts,
  writer: Writer,
  { code, action }: Order,
  today: Today,
  work: (on: CaseWork) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const findFor = openToAll.includes(action) ? requireCase : requireOwnCase
  const find = (tx: Db) => findFor(tx, writer.actor, code)
  return workOnFound(parts, writer, { find, action }, today, work)
}

/** Whoever recorded a case adds to it also when somebody else has it; what becomes of it is decided by who has it. */
const openToAll: AuditAction[] = ['note.added', 'case.changed']

/** The same for a case that `find` finds, which is asked again when nobody else can change it any more. */
export async function workOnFound<Result>(
  { db, anchor }: Parts,
  writer: Writer,
  { find, action }: { find: (tx: Db) => Promise<HelpCase>; action: AuditAction },
  today: Today,
  work: (on: CaseWork) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  try {
    const result = await db.transaction().execute(async tx => {
      const seen = await find(tx)
      await moveUp(tx, seen.id, await nextChangeOrder(tx, today.month))
      // Whoever hands the case over holds its row too, so only now is it certain who has it.
      const helpCase = await find(tx)
      const trust = await readWholeTrust(tx, anchor)
      const done = await work({ tx, helpCase, writer, trust, today })
      if (done === undefined) throw new CameToNothing()
      refuseWiped(writer.holder)
      await note(tx, { dated: today.month, actor: writer.actor.id, action })
      return done
    })
    // Not in the transaction: on PostgreSQL two members could then wait for each other's case, and one be refused.
    await blurChangeOrder(db)
    return result
  } catch (error) {
    if (error instanceof CameToNothing) return undefined
    throw error
  }
}

/** Rolls back what has been begun. */
class CameToNothing extends Error {
  override name = 'CameToNothing'
}

/** What of a case may change besides its coded fields. */
export type Change = Partial<CaseFacts & Pick<HelpCase, 'assigned_to' | 'reopenings' | 'closed_month'>>

/** Writes changed facts and moves the counts with them; the case as it is then. False when somebody else was first. */
export async function saveChange(on: CaseWork, change: Change): Promise<HelpCase> {
  const { tx, helpCase, today } = on
  const after: HelpCase = { ...helpCase, ...change, version: helpCase.version + 1 }
  after.closed_month = closedMonth(after.status, after.closed_month, today.month)
  if (!(await updateCase(tx, after, helpCase.version))) throw new Error('the row of a case was not held')
  await moveCounts(tx, [helpCase], [after])
  on.helpCase = after
  return after
}

/** The keys of the case that the member opens: none where there is nobody to trust. */
export async function keysOf({ tx, trust, writer, helpCase }: CaseWork): Promise<Map<number, DataKey>> {
  return trust ? openDataKeys(tx, trust, writer.holder, helpCase.id) : new Map<number, DataKey>()
}

/** The entries of the case of one kind, each opened or not, the earliest first. */
export async function entriesOf<Content>(on: CaseWork, kind: EntryKind): Promise<OpenedEntry<Content>[]> {
  const keys = await keysOf(on)
  return (await listEntries(on.tx, on.helpCase.id, [kind])).map(row => openEntry<Content>(keys, row))
}

/** Seals something new for those who may read the case now; returns its id. TrustBroken when nobody can be sealed to. */
export async function addEntry(
  { tx, trust, writer, helpCase }: CaseWork,
  kind: EntryKind,
  content: object,
  id: string = randomUUID(),
): Promise<string> {
  if (!trust) throw new TrustBroken('nobody can be sealed to')
  const { generation, key } = await keyForWriting(tx, trust, writer.holder, helpCase)
  const place = { id, case_id: helpCase.id, kind, version: 1 }
  await insertEntry(tx, { ...place, generation, ciphertext: sealEntry(key, place, content) })
  return id
}

/** Seals what an entry says now in its place; false when somebody else has changed it meanwhile. */
export async function replaceEntry(
  { tx, trust, writer, helpCase }: CaseWork,
  kind: EntryKind,
  { id, version }: { id: string; version: number },
  content: object,
): Promise<boolean> {
  if (!trust) throw new TrustBroken('nobody can be sealed to')
  const { generation, key } = await keyForWriting(tx, trust, writer.holder, helpCase)
  const place = { id, case_id: helpCase.id, kind, version: version + 1 }
  const ciphertext = sealEntry(key, place, content)
  return updateEntry(tx, { id, version: version + 1, generation, ciphertext })
}

/** Adds to the history of the case what the member has done. Where nobody can be sealed to it is not kept. */
export async function tell(on: CaseWork, happening: Happening): Promise<void> {
  if (!on.trust) return
  const event: HistoryEvent = { ...happening, day: on.today.day, by: on.writer.actor.id }
  await addEntry(on, 'event', event)
}
