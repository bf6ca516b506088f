import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db, Language, Role } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { signCertificate } from '../readers/certificate'
import { putCertificate } from '../readers/certificateStore'
import type { KeyHolder } from '../readers/dataKeys'
import { beginFirstEpoch, startEpoch } from '../readers/startEpoch'
import { giveTeamKey } from '../readers/teamKeys'
import { readTrust, requireTrust } from '../readers/trust'
import { writeKeys } from '../users/joinTropa'
import { signInName } from '../users/pseudonym'
import { insertMember } from '../users/userStore'
import type { KeyEncryptionKey, MemberKey } from '../vault/bytes'
import { newMemberKey, newStrongbox, type Strongbox } from '../vault/memberKeys'
import type { PassphraseRecord } from '../vault/passphraseKey'
import { recoveryPairs } from '../vault/recoveryKey'

/** Somebody who joins without pages: for the demo, and for tests. */
export interface Enrolment {
  pseudonym: string
  role: Role
  language: Language
  passphrase: { record: PassphraseRecord; kek: KeyEncryptionKey }
  totpSecret: string
}

export interface Enrolled {
  actor: Actor
  memberKey: MemberKey
  strongbox: Strongbox
}

/** Adds a member who has finished joining, with keys that nobody has certified. */
export async function enrol(db: Db, enrolment: Enrolment, today: Today): Promise<Enrolled> {
  const { pseudonym, role, language, passphrase, totpSecret } = enrolment
  const actor: Actor = { id: randomUUID(), pseudonym, role, language, certified: false }
  const memberKey = newMemberKey()
  const strongbox = { ...newStrongbox(totpSecret), totpConfirmed: true }
  await insertMember(db, {
    id: actor.id,
    pseudonym,
    sign_in_name: signInName(pseudonym),
    role,
    language,
    state: 'active',
    ...passphrase.record,
    joined_day: today.day,
  })
  await writeKeys(db, actor.id, { passphrase, memberKey, strongbox })
  return { actor, memberKey, strongbox }
}

/** Makes a coordinator one who reads: the first with a recovery key, others in an epoch that `by` begins. */
export async function admitCoordinator(
  { db, anchor }: { db: Db; anchor: Anchor },
  member: KeyHolder,
  by: KeyHolder | undefined,
  recoveryWords: string[],
  { day }: Today,
): Promise<void> {
  const { boxPublic, signPublic } = member.pairs
  await db.transaction().execute(async tx => {
    const trust = await readTrust(tx, anchor)
    if (!trust) await beginFirstEpoch(tx, member, recoveryPairs(recoveryWords), day)
    else
      await startEpoch(
        tx,
        trust,
        by!,
        [...trust.epoch.coordinators, { id: member.id, boxPublic, signPublic }],
        day,
      )
  })
  await readTrust(db, anchor)
}

/** Certifies a volunteer. */
export async function admitVolunteer(
  { db, anchor }: { db: Db; anchor: Anchor },
  member: KeyHolder,
  by: KeyHolder,
): Promise<void> {
  const trust = await requireTrust(db, anchor)
  const { boxPublic, signPublic } = member.pairs
  const subject = { id: member.id, boxPublic, signPublic }
  await putCertificate(db, signCertificate(trust.epoch.number, subject, by))
  await giveTeamKey(db, trust, by, subject)
}
