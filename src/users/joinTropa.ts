import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import { beginSession } from '../auth/beginSession'
import { deleteSessionsOf } from '../auth/sessionStore'
import type { Today } from '../calendar/today'
import type { Db, InvitationTable, Language } from '../db/schema'
import { readWholeTrust } from '../readers/trust'
import type { Anchor } from '../readers/anchor'
import type { MemberKey } from '../vault/bytes'
import type { Strongbox } from '../vault/memberKeys'
import { lockStrongbox, wrapMemberKey } from '../vault/memberKeys'
import type { KeyEncryptionKey } from '../vault/bytes'
import type { PassphraseRecord } from '../vault/passphraseKey'
import type { Token, TokenHash } from '../vault/random'
import { takeInvitation } from './invitationStore'
import { putKeys } from './keyStore'
import { loseReading } from './loseReading'
import { signInName } from './pseudonym'
import { countAdmins, findMember, findMemberByName, insertMember, updatePassphrase } from './userStore'

export interface Newcomer {
  pseudonym: string
  language: Language
  /** Derived beforehand: it takes too long for a transaction. */
  passphrase: { record: PassphraseRecord; kek: KeyEncryptionKey }
  memberKey: MemberKey
  strongbox: Strongbox
}

export type Joined = { token: Token } | 'code-used' | 'name-taken'

/**
 * Uses up the invitation, makes the member with new keys, and signs them in to finish joining: together or not at
 * all. A setup link makes an admin only while there is none, so of two who open it at once one joins. Who joins
 * again keeps pseudonym, role and cases, and loses what the old keys could read until a coordinator certifies the
 * new ones.
 */
export async function joinTropa(
  { db, anchor }: { db: Db; anchor: Anchor },
  invitation: { kind: InvitationTable['kind']; code_hash: TokenHash },
  newcomer: Newcomer,
  now: number,
  today: Today,
): Promise<Joined> {
  const epoch = (await readWholeTrust(db, anchor))?.head
  const strongbox = { ...newcomer.strongbox, ...(epoch ? { epoch } : {}) }
  try {
    return await db.transaction().execute(async (tx): Promise<Joined> => {
      const taken = await takeInvitation(tx, invitation.kind, invitation.code_hash, now)
      if (!taken || (taken.kind === 'setup' && (await countAdmins(tx)) > 0)) throw new Refused('code-used')
      const id = taken.user_id ?? (await addMember(tx, newcomer, taken.role, today))
      if (taken.user_id) await replaceKeys(tx, id, newcomer)
      await writeKeys(tx, id, { ...newcomer, strongbox })
      const session = { user_id: id, joining: 1, chain_broken: 0 }
      const token = await beginSession(tx, session, newcomer.memberKey, now)
      const action = taken.user_id ? 'member.rejoined' : 'member.joined'
      const object = taken.user_id ? '' : taken.role
      await note(tx, { dated: today.day, actor: id, action, object })
      return { token }
    })
  } catch (error) {
    if (error instanceof Refused) return error.reason
    throw error
  }
}

/** Puts a member's keys into the database, the private ones encrypted. */
export async function writeKeys(
  tx: Db,
  id: string,
  { passphrase, memberKey, strongbox }: Pick<Newcomer, 'passphrase' | 'memberKey' | 'strongbox'>,
): Promise<void> {
  await putKeys(tx, {
    user_id: id,
    box_public: strongbox.boxPublic,
    sign_public: strongbox.signPublic,
    wrapped_key: wrapMemberKey(passphrase.kek, id, memberKey),
    strongbox: lockStrongbox(memberKey, id, strongbox),
  })
}

async function addMember(
  tx: Db,
  newcomer: Newcomer,
  role: InvitationTable['role'],
  today: Today,
): Promise<string> {
  if (await findMemberByName(tx, newcomer.pseudonym)) throw new Refused('name-taken')
  const id = randomUUID()
  await insertMember(tx, {
    id,
    pseudonym: newcomer.pseudonym,
    sign_in_name: signInName(newcomer.pseudonym),
    role,
    language: newcomer.language,
    state: 'active',
    ...newcomer.passphrase.record,
    joined_day: today.day,
  })
  return id
}

async function replaceKeys(tx: Db, id: string, { passphrase }: Newcomer): Promise<void> {
  const member = await findMember(tx, id)
  if (member?.state !== 'active') throw new Refused('code-used')
  await loseReading(tx, id)
  await deleteSessionsOf(tx, id)
  await updatePassphrase(tx, id, passphrase.record)
}

/** Thrown to roll back, so that a code is not used up by an attempt that fails. */
class Refused extends Error {
  constructor(readonly reason: Exclude<Joined, { token: Token }>) {
    super(reason)
  }
}
