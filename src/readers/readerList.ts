import type { Db } from '../db/schema'
import { listCertified } from './certificateStore'
import { listPresent } from './renewEpoch'
import type { Trust } from './trust'

/** The ids of all who read as things are now: coordinators who have the present key, and certified volunteers. */
export async function listReaders(db: Db, trust: Trust | undefined): Promise<Set<string>> {
  if (!trust) return new Set()
  const { present } = await listPresent(db, trust)
  return new Set([...present, ...(await listCertified(db, trust))].map(one => one.id))
}
