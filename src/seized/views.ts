import type { Actor } from '../auth/actor'
import { countCases } from '../cases/caseStore'
import type { Db, Role } from '../db/schema'
import { listMembers } from '../users/userStore'
import { countCasesByMember, countColleaguesByMember } from './caseNumberStore'
import { countNotesByMember, countSharedNotes } from './noteNumberStore'

/** How much one open session of each role shows, through the rules that its pages follow. */
export interface Views {
  volunteer: { cases: Spread; notes: Spread; colleagues: Spread }
  coordinator: { cases: number; notes: number }
  admin: { cases: number; notes: number }
}

/** Among members of the role: the one who sees most, and the one in the middle. */
export interface Spread {
  most: number
  median: number
}

export async function readViews(db: Db): Promise<Views> {
  const [volunteers, admins] = [await listIds(db, 'volunteer'), await listIds(db, 'admin')]
  const notes = await countNotesByMember(db)
  const spread = (numbers: Map<string, number>) => spreadOf(volunteers.map(id => numbers.get(id) ?? 0))
  return {
    volunteer: {
      cases: spread(await countCasesByMember(db)),
      notes: spread(notes),
      colleagues: spread(await countColleaguesByMember(db)),
    },
    coordinator: {
      cases: await countCases(db, anyone('coordinator'), {}),
      notes: (await countSharedNotes(db, 'group')).notes,
    },
    admin: {
      cases: await countCases(db, anyone('admin'), {}),
      notes: Math.max(0, ...admins.map(id => notes.get(id) ?? 0)),
    },
  }
}

/** The lower of two in the middle: half of them see no more. */
export function spreadOf(numbers: number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b)
  return { most: sorted.at(-1) ?? 0, median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0 }
}

/** Those who could have a session open: active, and with keys. */
async function listIds(db: Db, role: Role): Promise<string[]> {
  const members = await listMembers(db)
  return members
    .filter(one => one.role === role && one.state === 'active' && one.box_public !== null)
    .map(one => one.id)
}

/** A member of the role who has recorded nothing and has been given nothing. */
function anyone(role: Role): Actor {
  return { id: '', pseudonym: '', role, language: 'en', certified: role === 'coordinator' }
}
