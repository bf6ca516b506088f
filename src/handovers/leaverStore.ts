import type { Db } from '../db/schema'
import { onSqlite } from '../db/onSqlite'
import type { HeldCase } from '../readers/dataKeys'
import { mostUrgentFirst } from './poolStore'

/** What it takes to move a case together with many others. */
export type LotCase = HeldCase & { version: number }

/**
 * Holds some open cases of a member until the transaction ends, the most urgent first. Those that somebody works on at
 * this moment are passed over, unless there is one to wait for: whoever holds many and waits for more can get into a
 * ring of such.
 */
export function holdOpenCasesOf(tx: Db, memberId: string, size: number): Promise<LotCase[]> {
  const some = openCasesOf(tx, memberId).select(['id', 'recorded_by', 'assigned_to', 'version'])
  return mostUrgentFirst(some)
    .limit(size)
    .$if(!onSqlite(tx), query => (size > 1 ? query.forUpdate().skipLocked() : query.forUpdate()))
    .execute()
}

/** The same for cases that are known. */
export function holdCases(tx: Db, ids: string[]): Promise<LotCase[]> {
  return tx
    .selectFrom('cases')
    .select(['id', 'recorded_by', 'assigned_to', 'version'])
    .where('id', 'in', ids)
    .$if(!onSqlite(tx), query => (ids.length > 1 ? query.forUpdate().skipLocked() : query.forUpdate()))
    .execute()
}

export async function countOpenCasesOf(db: Db, memberId: string): Promise<number> {
  const row = await openCasesOf(db, memberId)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Their places among the latest changes stay: thousands at once would push those of everybody else out. */
export async function updateAssignee(tx: Db, ids: string[], assigned_to: string | null): Promise<void> {
  await tx
    .updateTable('cases')
    .set(eb => ({ assigned_to, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
}

function openCasesOf(db: Db, memberId: string) {
  return db.selectFrom('cases').where('assigned_to', '=', memberId).where('status', '!=', 'closed')
}
