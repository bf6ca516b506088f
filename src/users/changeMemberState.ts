import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import { deleteSessionsOf } from '../auth/sessionStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { findMember, updateState } from './userStore'

export type StateChange = 'changed' | 'missing' | 'own-account'

/** Ends a member's access at once, sessions included. Nobody can shut themselves, and so the last admin, out. */
export function disableMember(db: Db, actor: Actor, id: string, today: Today): Promise<StateChange> {
  return db.transaction().execute(async tx => {
    if (id === actor.id) return 'own-account'
    if (!(await findMember(tx, id))) return 'missing'
    if (await updateState(tx, id, 'disabled')) {
      await deleteSessionsOf(tx, id)
      await note(tx, { dated: today.day, actor: actor.id, action: 'member.disabled', object: id })
    }
    return 'changed'
  })
}

/** Lets a member sign in again, with the passphrase they had. */
export function enableMember(db: Db, actor: Actor, id: string, today: Today): Promise<StateChange> {
  return db.transaction().execute(async tx => {
    if (!(await findMember(tx, id))) return 'missing'
    if (await updateState(tx, id, 'active')) {
      await note(tx, { dated: today.day, actor: actor.id, action: 'member.enabled', object: id })
    }
    return 'changed'
  })
}
