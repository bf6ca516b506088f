import type { Db } from '../db/schema'
import { teamMember } from '../readers/epochStore'
import { teamEpochOf } from '../readers/teamKeys'

/** How many members' passphrases open what, together with the disk. */
export interface Openers {
  /** The coordinators' key, and so everything. */
  all: number
  /** Less than that: keys of single cases, or what is sealed to the team. */
  some: number
  /** What is sealed to the team. */
  team: number
}

export async function countOpeners(db: Db): Promise<Openers> {
  const members = await db.selectFrom('users').select('id').execute()
  const holders = await listReaders(db, 'epoch_keys')
  const granted = await listReaders(db, 'grants')
  const shared = [...granted].some(reader => teamEpochOf({ reader }) !== undefined)
  const count = (opens: (id: string) => boolean) => members.filter(({ id }) => opens(id)).length
  const hasGroup = (id: string) => holders.has(id)
  const hasTeam = (id: string) => holders.has(teamMember(id))
  return {
    all: count(hasGroup),
    some: count(id => !hasGroup(id) && (granted.has(id) || (shared && hasTeam(id)))),
    team: count(id => hasGroup(id) || hasTeam(id)),
  }
}

async function listReaders(db: Db, table: 'epoch_keys' | 'grants'): Promise<Set<string>> {
  const rows = await db.selectFrom(table).select('reader').distinct().execute()
  return new Set(rows.map(row => row.reader))
}
