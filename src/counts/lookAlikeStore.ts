import { sql } from 'kysely'
import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import { slices } from '../db/slices'
import { all, leftOut, type Count } from './count'
import { countLookAlikes, type LookAlikes } from './lookAlike'

/**
 * Holds back everybody else who would move counts of these months and categories until the transaction ends. Only then
 * does each see the cases of the other, and never do two wait for each other's cells.
 */
export async function holdCounts(tx: Db, cells: Pick<Count, 'month' | 'category'>[]): Promise<void> {
  const held = new Map(cells.map(({ month, category }) => [`${month} ${category}`, { month, category }]))
  const rows = [...held.keys()]
    .sort()
    .map(key => ({ ...held.get(key)!, dimension: 'look_alike', value: all }))
  for (const part of slices(rows, 200)) {
    await tx
      .insertInto('counts')
      .values(part.map(row => ({ ...row, n: 0 })))
      .onConflict(conflict =>
        conflict.columns(['dimension', 'month', 'category', 'value']).doUpdateSet({ n: sql`counts.n` }),
      )
      .execute()
  }
}

/** What the groups add to the cube by having grown so much, or shrunk, with the cases that are written already. */
export async function listLookAlikeChanges(tx: Db, grown: LookAlikes[]): Promise<Count[]> {
  const changes: Count[] = []
  for (const month of new Set(grown.map(group => group.month))) {
    const groups = grown.filter(group => group.month === month)
    for (const part of slices(groups, 500)) {
      const now = await countGroups(tx, month, part)
      changes.push(
        ...part.map(({ n: by, ...group }) => {
          const n = now.get(group.likeness) ?? 0
          return countLookAlikes({ ...group, n }, n - by)
        }),
      )
    }
  }
  return changes
}

async function countGroups(tx: Db, month: Month, groups: LookAlikes[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('cases')
    .select(({ fn }) => ['likeness', fn.countAll<number>().as('n')])
    .where('month', '=', month)
    .where(
      'likeness',
      'in',
      groups.map(group => group.likeness),
    )
    .where(eb => eb.or([eb('outcome', 'is', null), eb('outcome', 'not in', leftOut)]))
    .groupBy('likeness')
    .$narrowType<{ likeness: string }>()
    .execute()
  return new Map(rows.map(row => [row.likeness, Number(row.n)]))
}
