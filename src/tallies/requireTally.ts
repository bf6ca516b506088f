import type { Db } from '../db/schema'
import type { Series } from '../series/series'
import { NotFound } from '../web/errors'
import { findTally } from './tallyStore'

/** The tally that an address names; otherwise the page that there is none. */
export async function requireTally(db: Db, id: unknown): Promise<Series> {
  const tally = await findTally(db, String(id))
  if (!tally) throw new NotFound()
  return tally
}
