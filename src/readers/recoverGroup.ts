import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { findKeys } from '../users/keyStore'
import { findMemberByName } from '../users/userStore'
import { fingerprintOf } from '../vault/fingerprint'
import { recoveryPairs } from '../vault/recoveryKey'
import type { Anchor } from './anchor'
import type { Subject } from './certificate'
import { publicKeysOf } from './epoch'
import { holdEpochs } from './epochStore'
import { startEpoch } from './startEpoch'
import { requireTrust } from './trust'

/** The member who is to be the coordinator from now on, and the fingerprint to compare before that. */
export async function findSuccessor(
  db: Db,
  pseudonym: string,
): Promise<{ subject: Subject; fingerprint: string } | undefined> {
  const member = await findMemberByName(db, pseudonym)
  const keys = member && (await findKeys(db, member.id))
  if (!keys || member.state !== 'active' || member.role !== 'coordinator') return undefined
  const publicKeys = publicKeysOf(keys)
  return { subject: { id: member.id, ...publicKeys }, fingerprint: fingerprintOf(publicKeys) }
}

/** Whether these are the words of the recovery key. */
export async function isRecoveryKey(db: Db, anchor: Anchor, words: string[]): Promise<boolean> {
  const { epoch } = await requireTrust(db, anchor)
  return recoveryPairs(words).boxPublic === epoch.recovery.boxPublic
}

/** Begins an epoch with the recovery key, in which the successor is the only coordinator and reads all that was. */
export async function recoverGroup(
  db: Db,
  anchor: Anchor,
  words: string[],
  successor: Subject,
  day: Day,
): Promise<void> {
  await db.transaction().execute(async tx => {
    await holdEpochs(tx)
    const trust = await requireTrust(tx, anchor)
    await startEpoch(tx, trust, { id: 'recovery', pairs: recoveryPairs(words) }, [successor], day)
    await note(tx, { dated: day, actor: 'system', action: 'group.recovered', object: successor.id })
  })
  await requireTrust(db, anchor)
}
