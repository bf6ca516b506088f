import { sql } from 'kysely'
import type { Month } from '../calendar/month'
import type { CaseFacts } from '../cases/case'
import type { Db } from '../db/schema'
import { slices } from '../db/slices'
import { countsOf, sumCounts, type Count, type Dimension } from './count'

/** Moves the cube for cases that appear, change or go; call it in the transaction that writes them. */
export async function moveCounts(tx: Db, gone: CaseFacts[], come: CaseFacts[]): Promise<void> {
  const changes = [
    ...gone.flatMap(countsOf).map(count => ({ ...count, n: -count.n })),
    ...come.flatMap(countsOf),
  ]
  // Decreases first would break the CHECK on a cell that also increases, so each cell moves once, by the sum.
  for (const rows of slices(sumCounts(changes), 200)) await addToCounts(tx, rows)
}

/** One dimension of the cube over a period, smallest month first. */
export async function listCounts(db: Db, dimension: Dimension, from: Month, to: Month): Promise<Count[]> {
  const rows = await db
    .selectFrom('counts')
    .select(['month', 'category', 'dimension', 'value', 'n'])
    .where('dimension', '=', dimension)
    .where('month', '>=', from)
    .where('month', '<=', to)
    .where('n', '>', 0)
    .orderBy('month')
    .orderBy('category')
    .orderBy('value')
    .execute()
  return rows as Count[]
}

/** The whole cube. */
export async function listAllCounts(db: Db): Promise<Count[]> {
  const rows = await db
    .selectFrom('counts')
    .select(['month', 'category', 'dimension', 'value', 'n'])
    .execute()
  return rows as Count[]
}

/** The first and last month that have any request, or undefined when nothing has been logged. */
export async function findCountedPeriod(db: Db): Promise<{ from: Month; to: Month } | undefined> {
  const row = await db
    .selectFrom('counts')
    .select(({ fn }) => [fn.min('month').as('from'), fn.max('month').as('to')])
    .where('dimension', '=', 'total')
    .where('n', '>', 0)
    .executeTakeFirst()
  return row?.from ? { from: row.from, to: row.to } : undefined
}

async function addToCounts(tx: Db, rows: Count[]): Promise<void> {
  const increases = rows.filter(row => row.n > 0)
  if (increases.length > 0) {
    await tx
      .insertInto('counts')
      .values(increases)
      .onConflict(conflict =>
        conflict
          .columns(['dimension', 'month', 'category', 'value'])
          .doUpdateSet({ n: sql`counts.n + excluded.n` }),
      )
      .execute()
  }
  for (const row of rows.filter(row => row.n < 0)) {
    const { numUpdatedRows } = await tx
      .updateTable('counts')
      .set({ n: sql`n + ${row.n}` })
      .where('dimension', '=', row.dimension)
      .where('month', '=', row.month)
      .where('category', '=', row.category)
      .where('value', '=', row.value)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Error('a count that was never made would fall below zero')
  }
}
