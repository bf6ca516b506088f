import { setImmediate } from 'node:timers/promises'
import type { Day, Month } from '../calendar/month'
import type { AuditTable, Db } from '../db/schema'
import type { AuditAction } from './auditAction'
import { chainStart, checkChain, hashEntry, type ChainHead } from './chain'

export interface AuditEntry {
  /** A day; for a case only the month, because a dated entry beside the order of changes dates the request. */
  dated: Day | Month
  /** A member's id, or `system` for the command line. */
  actor: string
  action: AuditAction
  /** What it was done to; empty for a case, whose code beside a day would date the request. */
  object?: string
}

export type Verified = { ok: true; head: ChainHead } | { ok: false; number: number }

/**
 * Writes an entry; call it in the transaction of what it tells about, as its last statement: on PostgreSQL whoever
 * writes next waits from here for the end of the transaction, which must not wait for them in turn.
 */
export async function note(tx: Db, { dated, actor, action, object = '' }: AuditEntry): Promise<void> {
  const { number, hash: previous } = await tx
    .updateTable('audit_head')
    .set(eb => ({ number: eb('number', '+', 1) }))
    .where('name', '=', 'audit')
    .returning(['number', 'hash'])
    .executeTakeFirstOrThrow()
  const entry = { number, dated, actor, action, object }
  const hash = hashEntry(previous, entry)
  await tx
    .insertInto('audit')
    .values({ ...entry, hash })
    .execute()
  await tx.updateTable('audit_head').set({ hash }).where('name', '=', 'audit').execute()
}

/**
 * Holds back whoever else would write an entry until the transaction ends; as with `note`, what follows must not wait
 * for them in turn.
 */
export async function holdLog(tx: Db): Promise<void> {
  await tx
    .updateTable('audit_head')
    .set(eb => ({ number: eb.ref('number') }))
    .where('name', '=', 'audit')
    .execute()
}

/** The end of the log, to be remembered outside this database. */
export function findHead(db: Db): Promise<ChainHead | undefined> {
  return db.selectFrom('audit_head').select(['number', 'hash']).where('name', '=', 'audit').executeTakeFirst()
}

/** The hash that an entry has; for 0, before the first, the empty one that the chain starts with. */
export async function findHash(db: Db, number: number): Promise<string | undefined> {
  if (number === chainStart.number) return chainStart.hash
  const row = await db.selectFrom('audit').select('hash').where('number', '=', number).executeTakeFirst()
  return row?.hash
}

/** Every entry of an action, as it is chained. */
export function listEntries(db: Db, action: AuditAction): Promise<AuditTable[]> {
  return db.selectFrom('audit').selectAll().where('action', '=', action).orderBy('number').execute()
}

/** The latest entries with one of the actions, newest first. */
export function listAudit(db: Db, actions: AuditAction[], limit: number) {
  return db
    .selectFrom('audit')
    .leftJoin('users', 'users.id', 'audit.actor')
    .select(['audit.number', 'audit.dated', 'audit.action', 'audit.object', 'users.pseudonym as actor'])
    .where('audit.action', 'in', actions)
    .orderBy('audit.number', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Computes the chain anew from a remembered head (left out: from the start) to its end. Finds whatever was changed,
 * removed, added or put in another order after that head, and that the head itself is gone; `number` is the first
 * entry that does not fit. Locks nothing: what is written meanwhile is verified too. `progress` hears up to which
 * entry it has come.
 */
export async function verifyChain(
  db: Db,
  from: ChainHead = chainStart,
  progress: (number: number) => void = () => {},
): Promise<Verified> {
  if (!(await isThere(db, from))) return { ok: false, number: from.number }
  for (let last = from; ;) {
    // The head first: the entries up to it are there when they are read.
    const head = await findHead(db)
    const entries = await listAfter(db, last.number)
    const wrong = checkChain(entries, last)
    if (wrong !== undefined) return { ok: false, number: wrong }
    if (entries.length === 0) return compare(last, head)
    last = entries.at(-1)!
    progress(last.number)
    // Whoever else asks this program gets their turn.
    await setImmediate()
  }
}

/** Whether the entry of a head still stands there, with the fields it had. */
async function isThere(db: Db, { number, hash }: ChainHead): Promise<boolean> {
  if (number === chainStart.number) return hash === chainStart.hash
  const entry = await db.selectFrom('audit').selectAll().where('number', '=', number).executeTakeFirst()
  const previous = await findHash(db, number - 1)
  return entry?.hash === hash && previous !== undefined && hashEntry(previous, entry) === hash
}

/** The next slice; at the start all that there is, since numbers below 1 do not belong there. */
function listAfter(db: Db, number: number) {
  return db
    .selectFrom('audit')
    .selectAll()
    .$if(number !== chainStart.number, query => query.where('number', '>', number))
    .orderBy('number')
    .limit(1000)
    .execute()
}

function compare({ number, hash }: ChainHead, head: ChainHead | undefined): Verified {
  if (head?.number === number) return head.hash === hash ? { ok: true, head } : { ok: false, number }
  return { ok: false, number: Math.min(number, head?.number ?? number) + 1 }
}
