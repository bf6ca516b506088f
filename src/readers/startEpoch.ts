import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { MemberPairs } from '../vault/memberKeys'
import { signCertificate, type Subject } from './certificate'
import { deleteOldCertificates, listCertified, putCertificate } from './certificateStore'
import type { PublicKeys } from './epoch'
import { openGroupKeys } from './groupKeys'
import { openTeamKeys, pairOrNothing } from './teamKeys'
import type { Trust } from './trust'
import { passOnKeys, writeEpoch } from './writeEpoch'

/** Who begins an epoch: a coordinator of the one before, or the recovery key under the id `recovery`. */
interface Signer {
  id: string
  pairs: MemberPairs
}

/** Begins the first epoch: the coordinator who signs it is its only one. */
export async function beginFirstEpoch(
  tx: Db,
  coordinator: Signer,
  recovery: PublicKeys,
  day: Day,
): Promise<Trust> {
  const { id, pairs } = coordinator
  const coordinators = [{ id, boxPublic: pairs.boxPublic, signPublic: pairs.signPublic }]
  const plan = { number: 1, previous: '', recovery, coordinators, signer: id }
  const first = await writeEpoch(tx, [], { plan, volunteers: [] }, pairs)
  await noteEpoch(tx, first, day)
  return first
}

/**
 * Begins an epoch with other coordinators or without some volunteers: new keys for the group and for the team, from
 * which the old ones can be reached but not the other way, and new certificates for all who had one. What is sealed
 * from now on is sealed to the new keys.
 */
export async function startEpoch(
  tx: Db,
  trust: Trust,
  signer: Signer,
  coordinators: Subject[],
  day: Day,
): Promise<Trust> {
  const { epoch: before, epochs, head } = trust
  const volunteers = await listCertified(tx, trust)
  const old = {
    group: await openGroupKeys(tx, trust, { reader: signer.id, pair: signer.pairs })(before.number),
    // Without it an epoch can begin all the same: those who left must not stay because a box is damaged.
    team: await pairOrNothing(openTeamKeys(tx, trust, signer), before.number),
  }
  const plan = {
    number: before.number + 1,
    previous: head.hash,
    recovery: before.recovery,
    coordinators: coordinators.map(({ id, boxPublic, signPublic }) => ({ id, boxPublic, signPublic })),
    signer: signer.id,
  }
  const next = await writeEpoch(tx, epochs, { plan, volunteers }, signer.pairs)
  await passOnKeys(tx, before.number, next.epoch, old)
  for (const one of volunteers) await putCertificate(tx, signCertificate(next.epoch.number, one, signer))
  await deleteOldCertificates(tx, next.epoch.number)
  await noteEpoch(tx, next, day)
  return next
}

async function noteEpoch(tx: Db, { epoch }: Trust, day: Day): Promise<void> {
  const actor = epoch.signer === 'recovery' ? 'system' : epoch.signer
  await note(tx, { dated: day, actor, action: 'epoch.started', object: String(epoch.number) })
}
