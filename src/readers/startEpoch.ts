import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { newBoxPair } from '../vault/sealedBox'
import type { MemberPairs } from '../vault/memberKeys'
import { signCertificate, type Subject } from './certificate'
import { deleteOldCertificates, listCertified, putCertificate } from './certificateStore'
import { hashOfEpoch, signEpoch, type Epoch, type PublicKeys } from './epoch'
import { insertEpoch, insertEpochKeys } from './epochStore'
import { openGroupKeys, sealGroupKey } from './groupKeys'
import type { Trust } from './trust'

/** Who begins an epoch: a coordinator of the one before, or the recovery key under the id `recovery`. */
export interface Signer {
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
  const first = await writeEpoch(tx, plan, coordinator)
  await noteEpoch(tx, first, day)
  return first
}

/**
 * Begins an epoch with other coordinators: a new key for the group, from which the old one can be reached but not
 * the other way, and new certificates for all who had one. What is sealed from now on is sealed to the new key.
 */
export async function startEpoch(
  tx: Db,
  trust: Trust,
  signer: Signer,
  coordinators: Subject[],
  day: Day,
): Promise<Trust> {
  const { epoch: before, head } = trust
  const volunteers = await listCertified(tx, trust)
  const group = openGroupKeys(tx, trust, { reader: signer.id, pair: signer.pairs })
  const old = await group(before.number)
  const plan = {
    number: before.number + 1,
    previous: head.hash,
    recovery: before.recovery,
    coordinators: coordinators.map(({ id, boxPublic, signPublic }) => ({ id, boxPublic, signPublic })),
    signer: signer.id,
  }
  const next = await writeEpoch(tx, plan, signer)
  const sealed = sealGroupKey(before.number, next.epoch.groupPublic, old)
  await insertEpochKeys(tx, [{ epoch: before.number, reader: 'next', sealed }])
  for (const one of volunteers) await putCertificate(tx, signCertificate(next.epoch.number, one, signer))
  await deleteOldCertificates(tx, next.epoch.number)
  await noteEpoch(tx, next, day)
  return next
}

async function writeEpoch(tx: Db, plan: Omit<Epoch, 'groupPublic'>, signer: Signer): Promise<Trust> {
  const group = newBoxPair()
  const epoch: Epoch = { ...plan, groupPublic: group.boxPublic }
  const signed = signEpoch(epoch, signer.pairs)
  await insertEpoch(tx, signed)
  const readers = [
    ...epoch.coordinators.map(one => ({ reader: one.id, key: one.boxPublic })),
    { reader: 'recovery', key: epoch.recovery.boxPublic },
  ]
  await insertEpochKeys(
    tx,
    readers.map(({ reader, key }) => ({
      epoch: epoch.number,
      reader,
      sealed: sealGroupKey(epoch.number, key, group),
    })),
  )
  return { epoch, head: { number: epoch.number, hash: hashOfEpoch(signed) } }
}

async function noteEpoch(tx: Db, { epoch }: Trust, day: Day): Promise<void> {
  const actor = epoch.signer === 'recovery' ? 'system' : epoch.signer
  await note(tx, { dated: day, actor, action: 'epoch.started', object: String(epoch.number) })
}
