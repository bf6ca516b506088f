import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Count, Dimension } from './count'

/** How many requests of a month have a value in a dimension, whatever their category. */
export type ValueCount = Pick<Count, 'month' | 'value' | 'n'>

/** How many requests have a value. */
type ValueSum = Pick<Count, 'dimension' | 'value' | 'n'>

/** What a report reads: of all categories or of some, which the database adds up faster than we could read them. */
interface CountedScope {
  from: Month
  to: Month
  categories: string[] | undefined
}

/** One dimension over a period, month by month. */
export function listValueCounts(db: Db, dimension: Dimension, scope: CountedScope): Promise<ValueCount[]> {
  return within(db, scope)
    .where('dimension', '=', dimension)
    .select(({ fn }) => ['month', 'value', fn.sum<number>('n').as('n')])
    .groupBy(['month', 'value'])
    .execute()
}

/** Several dimensions, each value over the whole period. */
export async function listValueSums(
  db: Db,
  dimensions: readonly Dimension[],
  scope: CountedScope,
): Promise<ValueSum[]> {
  const rows = await within(db, scope)
    .where('dimension', 'in', dimensions)
    .select(({ fn }) => ['dimension', 'value', fn.sum<number>('n').as('n')])
    .groupBy(['dimension', 'value'])
    .execute()
  return rows as ValueSum[]
}

function within(db: Db, { from, to, categories }: CountedScope) {
  return db
    .selectFrom('counts')
    .where('month', '>=', from)
    .where('month', '<=', to)
    .where('n', '>', 0)
    .$if(categories !== undefined, query => query.where('category', 'in', categories!))
}
