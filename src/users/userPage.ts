import type { Actor } from '../auth/actor'
import { secondsOf } from '../calendar/month'
import type { Deps } from '../deps'
import type { Language, Role } from '../db/schema'
import { dayName } from '../language/dayNames'
import { listReaders } from '../readers/readerList'
import { readWholeTrust } from '../readers/trust'
import { text, type Form } from '../web/form'
import { listInvitations } from './invitationStore'
import { listCoordinatorKeys } from './keyStore'
import { listMembers } from './userStore'

export const roles: Role[] = ['volunteer', 'coordinator', 'admin']

type Parts = Pick<Deps, 'db' | 'anchor' | 'clock' | 'texts'>

/** The page of all members, and the form that invites another, as it was typed. */
export async function userListPage(deps: Parts, { id, language }: Actor, form: Form = {}) {
  const { db, clock, texts } = deps
  const invitations = await listInvitations(db, secondsOf(clock))
  return {
    title: texts(language, 'users.title'),
    ...(await memberRows(deps, id, language)),
    invitations: invitations.map(one => ({
      ...one,
      roleName: texts(language, `role.${one.role}`),
      hours: Math.ceil((one.expires_at - secondsOf(clock)) / 3600),
    })),
    roles: roles.map(role => ({
      code: role,
      name: texts(language, `role.${role}`),
      hint: texts(language, `role.${role}.hint`),
      checked: role === (text(form, 'role') || 'volunteer'),
    })),
    pseudonym: text(form, 'pseudonym'),
  }
}

/** Whether this member is the only coordinator who can read. */
export async function isLastCoordinator({ db, anchor }: Parts, id: string): Promise<boolean> {
  const readers = await listReaders(db, await readWholeTrust(db, anchor))
  const reading = (await listCoordinatorKeys(db)).filter(one => readers.has(one.user_id))
  return reading.length === 1 && reading[0]!.user_id === id
}

async function memberRows({ db, anchor, texts }: Parts, id: string, language: Language) {
  const trust = await readWholeTrust(db, anchor)
  const readers = await listReaders(db, trust)
  const members = (await listMembers(db)).map(member => {
    const reads = readers.has(member.id)
    const active = member.state === 'active'
    const state = !active
      ? 'disabled'
      : member.box_public === null
        ? 'no_keys'
        : member.role === 'admin' || reads
          ? 'active'
          : 'waiting'
    return {
      ...member,
      joinedDay: dayName(language, member.joined_day),
      roleName: texts(language, `role.${member.role}`),
      stateName: texts(language, `users.state.${state}`),
      active,
      reads,
      self: member.id === id,
    }
  })
  const coordinators = members.filter(one => one.role === 'coordinator' && one.reads && one.active).length
  // One left is one lost phone away from none; then only the recovery key opens what is sealed.
  return { members, coordinators, fewCoordinators: trust !== undefined && coordinators < 2 }
}
