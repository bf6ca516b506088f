import type { Db } from '../db/schema'
import { importer } from '../imports/importCases'
import type { Anchor } from '../readers/anchor'
import { countWithdrawn } from '../readers/certificateStore'
import { listPresent } from '../readers/renewEpoch'
import { isCoordinatorIn, readWholeTrust } from '../readers/trust'
import { listMembers } from '../users/userStore'
import { countCasesByMember } from './caseNumberStore'
import { countOpeners } from './openerStore'

export interface MemberNumbers {
  /** Pseudonyms that stand there. */
  all: number
  volunteers: number
  coordinators: number
  admins: number
  /** Whose access has ended; their pseudonyms stay. */
  ended: number
  /** Who can sign in, and those who cannot before they have joined again. */
  keyed: number
  keyless: number
  /** Everybody's, those whose access has ended included. */
  keys: number
  /** Volunteers who can sign in and have no case. */
  caseless: number
  /** Coordinators who read as things are now; none when the list of readers is broken. */
  certified: number
  /** Members who have left, and were still given a key that new notes are sealed to. */
  former: number
  /** Members whose passphrase opens all notes, those whose opens some, and those whose opens what nobody has. */
  opensAll: number
  opensSome: number
  opensTeam: number
  /** 0 before there was a coordinator, and so a recovery key. */
  epoch: number
}

export async function readMemberNumbers(db: Db, anchor: Anchor): Promise<MemberNumbers> {
  const members = (await listMembers(db)).filter(member => member.id !== importer)
  const active = members.filter(member => member.state === 'active')
  const keyed = active.filter(member => member.box_public !== null)
  const inRole = (role: string, all = active) => all.filter(member => member.role === role)
  const cases = await countCasesByMember(db)
  const trust = await readWholeTrust(db, anchor)
  const openers = await countOpeners(db)
  return {
    all: members.length,
    volunteers: inRole('volunteer').length,
    coordinators: inRole('coordinator').length,
    admins: inRole('admin').length,
    ended: members.length - active.length,
    keyed: keyed.length,
    keyless: active.length - keyed.length,
    keys: members.filter(member => member.box_public !== null).length,
    caseless: inRole('volunteer', keyed).filter(member => !cases.has(member.id)).length,
    certified: inRole('coordinator').filter(member => isCoordinatorIn(trust, member)).length,
    former: trust ? (await listPresent(db, trust)).left + (await countWithdrawn(db)) : 0,
    opensAll: openers.all,
    opensSome: openers.some,
    opensTeam: openers.team,
    epoch: trust?.epoch.number ?? 0,
  }
}
