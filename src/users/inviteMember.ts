import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db, Role } from '../db/schema'
import { hashInvitationCode, invitationLimit, newInvitationCode } from './invitation'
import { insertInvitation } from './invitationStore'

export interface Invitation {
  role: Role
  pseudonym: string
}

/** Makes a one-use code and returns it: it is shown once, and only its hash is kept. */
export async function inviteMember(
  db: Db,
  actor: Actor,
  invitation: Invitation,
  now: number,
  today: Today,
): Promise<string> {
  const code = newInvitationCode()
  await db.transaction().execute(async tx => {
    await insertInvitation(tx, {
      code_hash: hashInvitationCode(code),
      kind: 'join',
      ...invitation,
      expires_at: now + invitationLimit,
    })
    await note(tx, { dated: today.day, actor: actor.id, action: 'member.invited', object: invitation.role })
  })
  return code
}
