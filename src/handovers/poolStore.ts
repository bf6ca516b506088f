import { sql, type SelectQueryBuilder } from 'kysely'
import type { CaseCode } from '../cases/caseCode'
import type { Db, Schema } from '../db/schema'
import { onSqlite } from '../db/onSqlite'

/**
 * Holds the most urgent open case that nobody has, the oldest first, until the transaction ends; its id. Others who look
 * at the same moment get the next one: on PostgreSQL they pass over a row that is held, on SQLite one writes at a time.
 */
export async function holdNextInPool(tx: Db): Promise<string | undefined> {
  const row = await mostUrgentFirst(tx.selectFrom('cases'))
    .select('id')
    .where('assigned_to', 'is', null)
    .where('status', '!=', 'closed')
    .limit(1)
    .$if(!onSqlite(tx), query => query.forUpdate().skipLocked())
    .executeTakeFirst()
  return row?.id
}

type CaseQuery<O> = SelectQueryBuilder<Schema, 'cases', O>

/** What cannot wait before what can, then what has waited longest. */
export function mostUrgentFirst<O>(query: CaseQuery<O>): CaseQuery<O> {
  const rank = sql<number>`CASE urgency WHEN 'day' THEN 0 WHEN 'week' THEN 1 ELSE 2 END`
  return query.orderBy(rank).orderBy('month').orderBy('change_order').orderBy('id')
}

/** Cases of others that a member has and has not begun with. */
export async function listUnbegun(db: Db, memberId: string): Promise<CaseCode[]> {
  const rows = await mostUrgentFirst(db.selectFrom('cases'))
    .select('code')
    .where('assigned_to', '=', memberId)
    .where('recorded_by', '!=', memberId)
    .where('status', '=', 'new')
    .execute()
  return rows.map(row => row.code as CaseCode)
}
