import { sql } from 'kysely'
import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import { slices } from '../db/slices'
import { countsOf, noCase, sumCounts, type Count, type CountedCase, type Dimension } from './count'
import { lookAlikesOf, sumLookAlikes } from './lookAlike'
import { holdCounts, listLookAlikeChanges } from './lookAlikeStore'

/** Moves the cube for cases that appear, change or go; call it in the transaction that writes them, after they are written. */
export async function moveCounts(tx: Db, gone: CountedCase[], come: CountedCase[]): Promise<void> {
  const changes = sumOf(gone, come, countsOf, sumCounts)
  const grown = sumOf(gone, come, lookAlikesOf, sumLookAlikes)
  await holdCounts(tx, [...changes, ...grown])
  const alike = await listLookAlikeChanges(tx, grown)
  // Decreases first would break the CHECK on a cell that also increases, so each cell moves once, by the sum.
  for (const rows of slices(sumCounts([...changes, ...alike]), 200)) await addToCounts(tx, rows)
}

/**
 * Counts so many requests of which no case is made, or takes them back when `n` is negative; throws when fewer are
 * there. Call it in the transaction that writes the audit entry.
 */
export async function addWithoutCase(tx: Db, month: Month, category: string, n: number): Promise<void> {
  await holdCounts(tx, [{ month, category }])
  await addToCounts(tx, [{ month, category, dimension: 'total', value: noCase, n }])
}

/** One dimension of the cube over a period, or of all months, smallest month first. */
export async function listCounts(db: Db, dimension: Dimension, from?: Month, to?: Month): Promise<Count[]> {
  const rows = await db
    .selectFrom('counts')
    .select(['month', 'category', 'dimension', 'value', 'n'])
    .where('dimension', '=', dimension)
    .$if(from !== undefined, query => query.where('month', '>=', from!))
    .$if(to !== undefined, query => query.where('month', '<=', to!))
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

/** The sum of what all of them add, in lots: an import brings more cases than their parts have room for at once. */
function sumOf<Part extends { n: number }>(
  gone: CountedCase[],
  come: CountedCase[],
  partsOf: (one: CountedCase) => Part[],
  sum: (parts: Part[]) => Part[],
): Part[] {
  let all: Part[] = []
  for (const lot of slices(come, 1000)) all = sum([...all, ...lot.flatMap(partsOf)])
  for (const lot of slices(gone, 1000))
    all = sum([...all, ...lot.flatMap(partsOf).map(part => ({ ...part, n: -part.n }))])
  return all
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
