import type { Month } from '../calendar/month'
import type { CaseCode } from '../cases/caseCode'
import { leftOut } from '../counts/count'
import type { Db } from '../db/schema'

/** Holds the rows of some cases until the transaction ends. Whoever holds several takes them in this same order. */
export async function holdCases(tx: Db, ids: string[]): Promise<void> {
  for (const id of [...ids].sort()) {
    await tx
      .updateTable('cases')
      .set(eb => ({ version: eb.ref('version') }))
      .where('id', '=', id)
      .execute()
  }
}

/** The codes of cases of the month that look like another, group by group, whoever sees them; of each so many at most. */
export async function listAlikeCodes(
  db: Db,
  month: Month,
  { groups, ofEach }: { groups: number; ofEach: number },
): Promise<CaseCode[][]> {
  const counting = db
    .selectFrom('cases')
    .where('month', '=', month)
    .where('likeness', 'is not', null)
    .where(eb => eb.or([eb('outcome', 'is', null), eb('outcome', 'not in', leftOut)]))
  const found = await counting
    .select('likeness')
    .groupBy('likeness')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .orderBy('likeness')
    .limit(groups)
    .execute()
  const codes: CaseCode[][] = []
  for (const { likeness } of found) {
    const rows = await counting
      .select('code')
      .where('likeness', '=', likeness)
      .orderBy('change_order')
      .orderBy('id')
      .limit(ofEach)
      .execute()
    codes.push(rows.map(row => row.code as CaseCode))
  }
  return codes
}
