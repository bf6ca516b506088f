import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db, InvitationTable, Language } from '../db/schema'
import type { PassphraseRecord } from '../vault/passphraseKey'
import type { TokenHash } from '../vault/random'
import { takeInvitation } from './invitationStore'
import { signInName } from './pseudonym'
import { countAdmins, findMemberByName, insertMember } from './userStore'

export interface Newcomer {
  pseudonym: string
  language: Language
  /** Derived beforehand: it takes too long for a transaction. */
  passphrase: PassphraseRecord
}

export type Joined = 'joined' | 'code-used' | 'name-taken'

/**
 * Uses up the invitation and makes the member, together or not at all. A setup link makes an admin only
 * while there is none, so of two who open it at once one joins.
 */
export async function joinTropa(
  db: Db,
  invitation: { kind: InvitationTable['kind']; code_hash: TokenHash },
  newcomer: Newcomer,
  now: number,
  today: Today,
): Promise<Joined> {
  try {
    return await db.transaction().execute(async (tx): Promise<Joined> => {
      const taken = await takeInvitation(tx, invitation.kind, invitation.code_hash, now)
      if (!taken || (taken.kind === 'setup' && (await countAdmins(tx)) > 0)) throw new Refused('code-used')
      if (await findMemberByName(tx, newcomer.pseudonym)) throw new Refused('name-taken')
      const id = randomUUID()
      await insertMember(tx, {
        id,
        pseudonym: newcomer.pseudonym,
        sign_in_name: signInName(newcomer.pseudonym),
        role: taken.role,
        language: newcomer.language,
        state: 'active',
        ...newcomer.passphrase,
        joined_day: today.day,
      })
      await note(tx, { dated: today.day, actor: id, action: 'member.joined', object: taken.role })
      return 'joined'
    })
  } catch (error) {
    if (error instanceof Refused) return error.reason
    throw error
  }
}

/** Thrown to roll back, so that a code is not used up by an attempt that fails. */
class Refused extends Error {
  constructor(readonly reason: Exclude<Joined, 'joined'>) {
    super(reason)
  }
}
