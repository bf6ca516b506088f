import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { totpCode } from '../../src/auth/secondFactor'
import { month, secondsOf } from '../../src/calendar/month'
import { recordCase, recordCases } from '../../src/cases/recordCase'
import { addNote } from '../../src/notes/addNote'
import { closeMonths } from '../../src/releases/closeMonths'
import { makeRelease } from '../../src/releases/makeRelease'
import { fileName, type Release } from '../../src/releases/release'
import { hashInvitationCode } from '../../src/users/invitation'
import { insertInvitation } from '../../src/users/invitationStore'
import { inviteMember } from '../../src/users/inviteMember'
import { deriveToken, hashToken, newToken } from '../../src/vault/random'
import { addMember, enrolledAs, keyHolderOf, someFacts, today } from '../support/members'
import { joinThroughPage } from '../support/signIn'
import { browserOf, testApp, type TestApp } from '../support/testApp'

export const parties = ['coordinator', 'volunteer', 'admin', 'newcomer', 'visitor'] as const
export type Party = (typeof parties)[number]

/** What a browser sends with every request, and the token that goes with it. */
export interface Identity {
  cookie: string
  csrf: string
}

/** A Tropa with somebody of every kind and something behind every address. */
export async function fuzzedTropa() {
  const tropa = await testApp()
  const { deps } = tropa
  const members = {
    coordinator: await addMember(deps.db, 'coordinator', 'first coordinator'),
    volunteer: await addMember(deps.db, 'volunteer', 'first volunteer'),
    admin: await addMember(deps.db, 'admin', 'first admin'),
  }
  const facts = Array.from({ length: 300 }, () => someFacts({ month: month('2024-01') }))
  await recordCases(deps.db, [members.volunteer.id], facts, today)
  const release = await firstRelease(tropa, members.admin.id)
  const newcomer = (await joinThroughPage(tropa, 'volunteer', 'newcomer')).jar.get('session')!
  return { tropa, identityOf, addressOf, codeOf }

  async function identityOf(party: Party): Promise<Identity> {
    if (party === 'newcomer') return identity('session', newcomer)
    if (party === 'visitor') return identity('visit', newToken())
    return identity('session', (await browserOf(tropa, members[party])).token)
  }

  /** What the phone of a party shows. */
  function codeOf(party: Party): string {
    const member = members[party as 'admin'] as Actor | undefined
    return member ? totpCode(enrolledAs(member).strongbox.totpSecret, secondsOf(deps.clock)) : '000000'
  }

  /** A real address for the pattern of a route, each time another where it can be used once. */
  async function addressOf(pattern: string): Promise<string> {
    if (pattern.startsWith('/cases/:code')) return caseAddress(pattern)
    if (pattern.startsWith('/join/:code')) return pattern.replace(':code', await invite())
    if (pattern.startsWith('/setup/:token')) return pattern.replace(':token', await setupToken())
    if (pattern.includes('/invitations/:hash'))
      return pattern.replace(':hash', hashInvitationCode(await invite()))
    if (pattern.includes('/sessions/:hash')) return pattern.replace(':hash', await otherSession())
    if (pattern.includes('/releases/:id'))
      return pattern.replace(':id', release.id).replace(':file', fileName(release, 'csv'))
    if (/^\/(users|readers)\/:id/.test(pattern)) return pattern.replace(':id', await somebody(pattern))
    return pattern.replace(':month', '2024-01').replace(/:\w+/, 'x')
  }

  async function caseAddress(pattern: string): Promise<string> {
    const code = await recordCase(deps.db, members.volunteer, someFacts(), today)
    if (!pattern.includes(':id')) return pattern.replace(':code', code)
    const writer = { actor: members.coordinator, holder: keyHolderOf(members.coordinator) }
    const id = await addNote(deps, writer, { code, text: 'the words of a note' }, today)
    return pattern.replace(':code', code).replace(':id', id)
  }

  function invite(): Promise<string> {
    return inviteMember(
      deps.db,
      members.admin,
      { role: 'volunteer', pseudonym: '' },
      secondsOf(deps.clock),
      today,
    )
  }

  async function setupToken(): Promise<string> {
    const token = randomUUID()
    const row = {
      code_hash: hashToken(token),
      kind: 'setup',
      role: 'admin',
      pseudonym: '',
      user_id: null,
    } as const
    await insertInvitation(deps.db, { ...row, expires_at: secondsOf(deps.clock) + 1000 })
    return token
  }

  async function otherSession(): Promise<string> {
    return hashToken((await browserOf(tropa, members.coordinator)).token)
  }

  async function somebody(pattern: string): Promise<string> {
    const options = { certified: !pattern.startsWith('/readers') }
    return (await addMember(deps.db, 'volunteer', randomUUID().slice(0, 20), options)).id
  }
}

function identity(name: 'session' | 'visit', token: string): Identity {
  return { cookie: `${name}=${token}`, csrf: deriveToken(token, 'form') }
}

async function firstRelease({ deps }: TestApp, admin: string): Promise<Release> {
  const period = { from: month('2024-01'), to: month('2024-01') }
  await closeMonths(deps.db, today, period.to, admin)
  const made = await makeRelease(deps.db, deps.texts, today, period, admin)
  if (!made.ok) throw new Error(JSON.stringify(made.problems))
  return made.value
}
