import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import { formatChange } from '../language/numbers'
import type { Period } from '../reports/period'
import type { Reading } from '../reports/reportPage'
import { filedMonths } from './filingStore'

/**
 * Which months of a period have another number of requests today than when they were filed, given how many each has; empty
 * if none. The figures of a report are today's, so what differs from a filing is said beside them.
 */
export async function sinceInPeriod(
  db: Db,
  { from, to }: Period,
  totals: ReadonlyMap<Month, number>,
  { language, texts }: Pick<Reading, 'language' | 'texts'>,
): Promise<string> {
  const filed = await filedMonths(db, from, to)
  const changes = [...filed].flatMap(([month, { requests }]) => {
    const change = (totals.get(month) ?? 0) - requests
    return change === 0 ? [] : [`${shortMonthName(language, month)} ${formatChange(language, change)}`]
  })
  return changes.length === 0 ? '' : texts(language, 'report.since_filing', { what: changes.join(', ') })
}
