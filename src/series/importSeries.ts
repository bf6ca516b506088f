import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Gathered } from './gatherPoints'
import type { SeriesDraft } from './seriesDraft'
import { findContextNamed, insertSeries, replacePoints, updateSeries } from './seriesStore'

export interface SeriesImport extends Gathered {
  draft: SeriesDraft
  /** Whether the numbers of a series with this name may give way; otherwise it is left as it is. */
  replace: boolean
}

/**
 * Saves a series with its points and the audit entry, all or nothing. Undefined when there is one of this name that
 * must not be replaced. A replaced one keeps its address.
 */
export function importSeries(
  db: Db,
  { draft, step, points, replace }: SeriesImport,
  { day, actor }: { day: Day; actor: string },
): Promise<{ id: string; replaced: boolean } | undefined> {
  return db.transaction().execute(async tx => {
    const known = (await findContextNamed(tx, draft.name.en)) ?? (await findContextNamed(tx, draft.name.ru))
    if (known && !replace) return undefined
    const id = known?.id ?? randomUUID()
    const series = { id, kind: 'context' as const, ...draft, step, enteredDay: day }
    await (known ? updateSeries(tx, series) : insertSeries(tx, series))
    await replacePoints(tx, id, points)
    await note(tx, { dated: day, actor, action: 'series.imported', object: id })
    return { id, replaced: known !== undefined }
  })
}
