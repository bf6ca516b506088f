import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'

/** Destroys cases with everything that is kept of them, but not what they add to the counts. */
export async function deleteCases(tx: Db, ids: string[]): Promise<void> {
  // Grants first: without its key a note is noise, whatever happens to the rest.
  for (const table of ['grants', 'sealed', 'case_needs', 'case_situations'] as const) {
    await tx.deleteFrom(table).where('case_id', 'in', ids).execute()
  }
  await tx.deleteFrom('cases').where('id', 'in', ids).execute()
}

/** How many notes a case has, whoever can read them. */
export async function countNotes(db: Db, caseId: string): Promise<number> {
  const row = await db
    .selectFrom('sealed')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Takes hold of some cases that were closed before the month, so that nobody reopens them meanwhile; their ids. */
export async function takeClosedCases(tx: Db, before: Month, limit: number): Promise<string[]> {
  const some = tx.selectFrom('cases').select('id').where('closed_month', '<', before).limit(limit)
  const rows = await tx
    .updateTable('cases')
    .set(eb => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', some)
    .where('closed_month', '<', before)
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}

/** How many closed cases there are for each month of closing, the earliest first. */
export async function countClosedCases(db: Db): Promise<{ month: Month; n: number }[]> {
  const rows = await db
    .selectFrom('cases')
    .select(({ fn }) => ['closed_month as month', fn.countAll<number>().as('n')])
    .where('closed_month', 'is not', null)
    .groupBy('closed_month')
    .orderBy('closed_month')
    .$narrowType<{ month: Month }>()
    .execute()
  return rows.map(({ month, n }) => ({ month, n: Number(n) }))
}
