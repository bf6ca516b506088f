import type { Db } from '../db/schema'
import type { CaseFacts } from './case'
import { withCodes } from './caseStore'

/** The facts of so many cases after an id, in the order of ids: to be counted alone, nothing of them may be shown. */
export async function listFacts(
  db: Db,
  after: string,
  size: number,
): Promise<(CaseFacts & { id: string })[]> {
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(size)
    .execute()
  return withCodes(db, rows)
}

export async function countAllCases(db: Db): Promise<number> {
  const row = await db
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
