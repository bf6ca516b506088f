import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { NotFound } from '../web/errors'
import { isSeriesId, type Series } from './series'
import { deleteSeries, findSeries } from './seriesStore'

/** A series of others'; our own tallies have pages of their own. */
export async function requireContext(db: Db, id: unknown): Promise<Series> {
  const series = isSeriesId(id) ? await findSeries(db, id) : undefined
  if (series?.kind !== 'context') throw new NotFound()
  return series
}

/** Takes a series away with its points. It can be imported again from its file. */
export function removeSeries(
  db: Db,
  id: unknown,
  { day, actor }: { day: Day; actor: string },
): Promise<void> {
  return db.transaction().execute(async tx => {
    const series = await requireContext(tx, id)
    await deleteSeries(tx, series.id)
    await note(tx, { dated: day, actor, action: 'series.removed', object: series.id })
  })
}
