import { sql } from 'kysely'
import { addMonths, type Month } from '../calendar/month'
import { monthOnly, perMonth } from '../cases/changeOrder'
import type { Db } from '../db/schema'

/** How many cases there are as rows, and what the rows tell; the months are of open ones. */
export async function countCaseRows(db: Db, thisMonth: Month) {
  const row = await db
    .selectFrom('cases')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('status', '=', 'closed').as('closed'),
      fn.min('month').filterWhere('status', '!=', 'closed').as('oldest'),
      // Whatever is older than the latest hundred changes has been rounded to its month.
      fn
        .countAll<number>()
        .filterWhere(sql<boolean>`change_order % ${perMonth} <> 0`)
        .as('ordered'),
      fn
        .countAll<number>()
        .filterWhere('status', '!=', 'closed')
        .filterWhere('assigned_to', 'is', null)
        .as('pool'),
      fn
        .countAll<number>()
        .filterWhere('status', '!=', 'closed')
        .filterWhere('change_order', '<', monthOnly(addMonths(thisMonth, -2)))
        .as('quiet'),
    ])
    .executeTakeFirstOrThrow()
  const { all, closed, ordered, pool, quiet } = row
  return {
    open: Number(all) - Number(closed),
    closed: Number(closed),
    oldest: row.oldest,
    ordered: Number(ordered),
    pool: Number(pool),
    quiet: Number(quiet),
  }
}

/** The cube: how many cells hold a number, how many of them reports show, and the requests ever counted. */
export async function countCells(db: Db) {
  const row = await db
    .selectFrom('counts')
    .select(({ fn, eb }) => {
      const requests = eb('dimension', 'in', ['total', 'left_out'])
      const shown = eb('dimension', 'in', ['total', 'left_out', 'look_alike', 'first_response'])
      return [
        fn.countAll<number>().as('cells'),
        fn.countAll<number>().filterWhere(shown).as('shown'),
        fn.sum<number>('n').filterWhere(requests).as('requests'),
      ]
    })
    .where('n', '>', 0)
    .executeTakeFirstOrThrow()
  return { cells: Number(row.cells), shown: Number(row.shown), requests: Number(row.requests ?? 0) }
}

/** For each member who has any, how many cases they see as a volunteer: recorded by them or assigned to them. */
export async function countCasesByMember(db: Db): Promise<Map<string, number>> {
  const recorded = await db
    .selectFrom('cases')
    .select(({ fn }) => ['recorded_by as id', fn.countAll<number>().as('n')])
    .groupBy('recorded_by')
    .execute()
  const assigned = await db
    .selectFrom('cases')
    .select(({ fn }) => ['assigned_to as id', fn.countAll<number>().as('n')])
    .where('assigned_to', 'is not', null)
    .whereRef('assigned_to', '!=', 'recorded_by')
    .groupBy('assigned_to')
    .$narrowType<{ id: string }>()
    .execute()
  const sums = new Map<string, number>()
  for (const { id, n } of [...recorded, ...assigned]) sums.set(id, (sums.get(id) ?? 0) + Number(n))
  return sums
}

/** For each member, how many others their cases name as those who have them. */
export async function countColleaguesByMember(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('cases')
    .select(({ fn }) => ['recorded_by as id', fn.count<number>('assigned_to').distinct().as('n')])
    .whereRef('assigned_to', '!=', 'recorded_by')
    .groupBy('recorded_by')
    .execute()
  return new Map(rows.map(({ id, n }) => [id, Number(n)]))
}
