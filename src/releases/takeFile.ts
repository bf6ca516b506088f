import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { ReleasedFile } from './release'
import { findFile } from './releaseStore'

/** A released file on its way out of the organisation, and the entry that says who took it. */
export function takeFile(
  db: Db,
  today: Today,
  releaseId: string,
  name: string,
  actor: string,
): Promise<ReleasedFile | undefined> {
  return db.transaction().execute(async tx => {
    const file = await findFile(tx, releaseId, name)
    if (!file) return undefined
    await note(tx, { dated: today.day, actor, action: 'release.downloaded', object: `${releaseId}/${name}` })
    return file
  })
}
