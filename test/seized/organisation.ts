import { beginSession } from '../../src/auth/beginSession'
import { insertRecoveryCodes } from '../../src/auth/recoveryCodeStore'
import type { RecoveryCodeHash } from '../../src/auth/recoveryCodes'
import { lockSession } from '../../src/auth/sessionStore'
import { month } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import type { Actor } from '../../src/auth/actor'
import type { Db } from '../../src/db/schema'
import { disableMember } from '../../src/users/changeMemberState'
import { inviteMember } from '../../src/users/inviteMember'
import { hashToken } from '../../src/vault/random'
import { notebook } from '../notes/notebook'
import { addMember, anchorOf, enrolledAs, keyHolderOf, someFacts, today } from '../support/members'

/** Noon of the tests' day, in seconds. */
export const now = Date.parse('2024-03-15T12:00:00Z') / 1000

/**
 * Six members, six cases, four notes, four sessions. What the tests expect is counted by hand from here: Rowan sees
 * five cases, Sorrel two, Moss none; one of Rowan's is in the pool.
 */
export async function foundOrganisation(db: Db) {
  const heron = await addMember(db, 'coordinator', 'heron')
  const [rowan, sorrel, moss] = [
    await addMember(db, 'volunteer', 'rowan'),
    await addMember(db, 'volunteer', 'sorrel'),
    await addMember(db, 'volunteer', 'moss'),
  ]
  const linden = await addMember(db, 'admin', 'linden')
  const alder = await addMember(db, 'volunteer', 'alder')
  await disableMember(db, linden, alder.id, today)
  await addCases(db, { heron, rowan, sorrel })
  await addSessions(db, { rowan, sorrel, moss, linden })
  await inviteMember(db, linden, { role: 'volunteer', pseudonym: 'fern' }, now, today)
  await inviteMember(db, linden, { role: 'volunteer', pseudonym: '' }, now - 80 * 3600, today)
  const hashes = Array.from({ length: 10 }, (_, i) => `hash ${i}` as RecoveryCodeHash)
  await insertRecoveryCodes(db, rowan.id, hashes)
  return { heron, rowan, sorrel, moss, linden, alder }
}

/** Rowan's: three open, one of them old and nobody's, one closed. Sorrel's: one that Rowan has now, and spam. */
async function addCases(db: Db, { heron, rowan, sorrel }: Record<'heron' | 'rowan' | 'sorrel', Actor>) {
  const closed = { status: 'closed' as const, outcome: 'advice_given' }
  const sealing = { anchor: anchorOf(db), holder: keyHolderOf(rowan), now }
  const noted = await recordCase(db, rowan, someFacts(), today, { sealing })
  const old = someFacts({ month: month('2023-11') })
  const pooled = await recordCase(db, rowan, old, today, { assigned_to: null })
  await recordCase(db, rowan, someFacts(), today)
  await recordCase(db, rowan, someFacts(closed), today)
  const given = await recordCase(db, sorrel, someFacts(), today, { assigned_to: rowan.id })
  await recordCase(db, sorrel, someFacts({ ...closed, outcome: 'spam' }), today)
  const { add } = notebook(db)
  await add(rowan, noted, 'one')
  await add(rowan, noted, 'two')
  await add(heron, given, 'three')
  await add(rowan, pooled, 'four')
}

/** One in use, one idle, one whose time is over but whose key nobody has taken yet, one locked. */
async function addSessions(db: Db, members: Record<'rowan' | 'sorrel' | 'moss' | 'linden', Actor>) {
  const begin = (actor: Actor, when: number) =>
    beginSession(db, { user_id: actor.id, joining: 0, chain_broken: 0 }, enrolledAs(actor).memberKey, when)
  await begin(members.rowan, now - 5 * 60)
  await begin(members.sorrel, now - 5 * 60 - 1)
  await begin(members.moss, now - 3600)
  await lockSession(db, hashToken(await begin(members.linden, now)))
}
