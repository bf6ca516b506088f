import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { findKeys } from '../users/keyStore'
import { findMember } from '../users/userStore'
import { fingerprintOf, isFingerprint } from '../vault/fingerprint'
import type { Anchor } from './anchor'
import { signCertificate, type Subject } from './certificate'
import { putCertificate } from './certificateStore'
import type { KeyHolder } from './dataKeys'
import { publicKeysOf } from './epoch'
import { holdEpochs } from './epochStore'
import { listSealedCasesOf } from './grantStore'
import { grantHolders } from './moveGrants'
import { listPresent, renewEpoch } from './renewEpoch'
import { startEpoch } from './startEpoch'
import { giveTeamKey } from './teamKeys'
import { isCoordinatorIn, readTrust, requireTrust, type Trust } from './trust'

export type Certified = 'certified' | 'differs' | 'missing'

/** Whom a coordinator certifies: the role that they were shown, and what the owner of the key has read out. */
export interface Candidate {
  id: string
  role: string
  typed: string
}

/**
 * Lets a member read, after a coordinator has compared the fingerprint with its owner. A volunteer gets a certificate,
 * the team's key and the keys of their cases; a coordinator is named in a new epoch. Whoever has left is left out of the epoch first.
 */
export async function certifyMember(
  db: Db,
  anchor: Anchor,
  coordinator: KeyHolder,
  member: Candidate,
  day: Day,
): Promise<Certified> {
  await renewEpoch(db, anchor, coordinator, day)
  const outcome = await db.transaction().execute(async (tx): Promise<Certified> => {
    await holdEpochs(tx)
    const trust = await requireTrust(tx, anchor)
    refuseOutsider(trust, coordinator)
    const found = await findSubject(tx, member.id)
    // A role that has been changed since the page was shown is not what the coordinator agreed to.
    if (!found || found.role === 'admin' || found.role !== member.role) return 'missing'
    if (!isFingerprint(member.typed, fingerprintOf(found.subject))) return 'differs'
    if (found.role === 'coordinator') await nameCoordinator(tx, trust, coordinator, found.subject, day)
    else await certifyVolunteer(tx, trust, coordinator, found.subject)
    await note(tx, { dated: day, actor: coordinator.id, action: 'member.certified', object: member.id })
    return 'certified'
  })
  await readTrust(db, anchor)
  return outcome
}

function refuseOutsider(trust: Trust, { id, pairs }: KeyHolder): void {
  const keys = { id, box_public: pairs.boxPublic, sign_public: pairs.signPublic }
  if (!isCoordinatorIn(trust, keys)) throw new Error('only a coordinator of the present epoch certifies')
}

async function findSubject(tx: Db, id: string) {
  const [member, keys] = [await findMember(tx, id), await findKeys(tx, id)]
  if (member?.state !== 'active' || !keys) return undefined
  return { role: member.role, subject: { id, ...publicKeysOf(keys) } }
}

async function nameCoordinator(
  tx: Db,
  trust: Trust,
  by: KeyHolder,
  subject: Subject,
  day: Day,
): Promise<void> {
  const { present } = await listPresent(tx, trust)
  const others = present.filter(one => one.id !== subject.id)
  await startEpoch(tx, trust, by, [...others, subject], day)
}

async function certifyVolunteer(tx: Db, trust: Trust, by: KeyHolder, subject: Subject): Promise<void> {
  await putCertificate(tx, signCertificate(trust.epoch.number, subject, by))
  await giveTeamKey(tx, trust, by, subject)
  for (const helpCase of await listSealedCasesOf(tx, subject.id)) await grantHolders(tx, trust, by, helpCase)
}
