import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db, Role } from '../db/schema'
import { hashInvitationCode, invitationLimit, newInvitationCode } from './invitation'
import { insertInvitation } from './invitationStore'
import { findMember } from './userStore'

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
      user_id: null,
      expires_at: now + invitationLimit,
    })
    await note(tx, { dated: today.day, actor: actor.id, action: 'member.invited', object: invitation.role })
  })
  return code
}

/** A one-use code with which a member who has forgotten the passphrase joins again; undefined for who has no access. */
export async function inviteAgain(
  db: Db,
  actor: Actor,
  id: string,
  now: number,
  today: Today,
): Promise<string | undefined> {
  const code = newInvitationCode()
  return db.transaction().execute(async tx => {
    const member = await findMember(tx, id)
    if (member?.state !== 'active') return undefined
    await insertInvitation(tx, {
      code_hash: hashInvitationCode(code),
      kind: 'join',
      role: member.role,
      pseudonym: member.pseudonym,
      user_id: id,
      expires_at: now + invitationLimit,
    })
    await note(tx, { dated: today.day, actor: actor.id, action: 'member.invited', object: id })
    return code
  })
}
