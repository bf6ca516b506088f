import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import { deleteSessionsOf } from '../auth/sessionStore'
import type { Today } from '../calendar/today'
import type { Db, Role } from '../db/schema'
import { loseReading } from './loseReading'
import { findMember, updateRole, updateState } from './userStore'

export type StateChange = 'changed' | 'missing' | 'own-account'

/** Ends a member's access at once, sessions and all they could read by included. Nobody can shut themselves, and so the last admin, out. */
export function disableMember(db: Db, actor: Actor, id: string, today: Today): Promise<StateChange> {
  return db.transaction().execute(async tx => {
    if (id === actor.id) return 'own-account'
    if (!(await findMember(tx, id))) return 'missing'
    if (await updateState(tx, id, 'disabled')) {
      await deleteSessionsOf(tx, id)
      await loseReading(tx, id)
      await note(tx, { dated: today.day, actor: actor.id, action: 'member.disabled', object: id })
    }
    return 'changed'
  })
}

/** Lets a member sign in again, with the passphrase they had. A coordinator has to certify them anew. */
export function enableMember(db: Db, actor: Actor, id: string, today: Today): Promise<StateChange> {
  return db.transaction().execute(async tx => {
    if (!(await findMember(tx, id))) return 'missing'
    if (await updateState(tx, id, 'active')) {
      await note(tx, { dated: today.day, actor: actor.id, action: 'member.enabled', object: id })
    }
    return 'changed'
  })
}

/** Gives a member another role. They sign in anew, and read nothing until a coordinator certifies them in it. */
export function changeRole(db: Db, actor: Actor, id: string, role: Role, today: Today): Promise<StateChange> {
  return db.transaction().execute(async tx => {
    if (id === actor.id) return 'own-account'
    if (!(await findMember(tx, id))) return 'missing'
    if (await updateRole(tx, id, role)) {
      await deleteSessionsOf(tx, id)
      await loseReading(tx, id)
      await note(tx, {
        dated: today.day,
        actor: actor.id,
        action: 'member.role_changed',
        object: `${id}/${role}`,
      })
    }
    return 'changed'
  })
}
