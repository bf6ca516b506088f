import { month, type Day } from '../../src/calendar/month'
import type { Db } from '../../src/db/schema'

/** Puts requests into the counts, by month and category, as if cases had been recorded. */
export async function countRequests(db: Db, months: Record<string, Record<string, number>>): Promise<void> {
  const rows = Object.entries(months).flatMap(([name, categories]) =>
    Object.entries(categories).map(([category, n]) => ({
      month: month(name),
      category,
      dimension: 'total',
      value: 'all',
      n,
    })),
  )
  await db.insertInto('counts').values(rows).execute()
}

/** A day long after every month of the tests. */
export const today = { day: '2024-06-15' as Day, month: month('2024-06') }

/** Fourteen months of about 650 requests, with some small and some round numbers among the categories. */
export function fourteenMonths(): Record<string, Record<string, number>> {
  const names = [...Array(12).keys()].map(i => `2023-${String(i + 1).padStart(2, '0')}`)
  return Object.fromEntries(
    [...names, '2024-01', '2024-02'].map((name, i) => [
      name,
      { soldier: 3 * i * i, mobilised_civilian: 500 + i, other: i % 4 },
    ]),
  )
}
