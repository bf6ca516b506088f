import { slices } from '../../src/db/slices'
import type { Db } from '../../src/db/schema'
import { demoCounts } from './demoRecords'

/** Puts the invented counts into a database; no case goes with them, because reports read none. */
export async function insertDemoCounts(db: Db): Promise<void> {
  for (const rows of slices(demoCounts, 150)) await db.insertInto('counts').values(rows).execute()
}
