import type { Db } from '../db/schema'
import type { Series } from '../series/series'
import { findSeries } from '../series/seriesStore'
import type { MonthNumber } from './tally'

/** A series of our own; what others publish is none. */
export async function findTally(db: Db, id: string): Promise<Series | undefined> {
  const series = await findSeries(db, id)
  return series?.kind === 'tally' ? series : undefined
}

/** Puts a number in the place of what the month had. */
export async function savePoint(tx: Db, id: string, { month, value, note }: MonthNumber): Promise<void> {
  const row = { series_id: id, period: month, value, flag: '', note, source_url: '' }
  await tx
    .insertInto('series_points')
    .values(row)
    .onConflict(conflict => conflict.columns(['series_id', 'period']).doUpdateSet({ value, note }))
    .execute()
}

export async function deletePoint(tx: Db, id: string, { month }: Pick<MonthNumber, 'month'>): Promise<void> {
  await tx.deleteFrom('series_points').where('series_id', '=', id).where('period', '=', month).execute()
}
