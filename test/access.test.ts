import { randomUUID } from 'node:crypto'
import type { Actor } from '../src/auth/actor'
import { month } from '../src/calendar/month'
import type { CaseCode } from '../src/cases/caseCode'
import { recordCase } from '../src/cases/recordCase'
import { fileMonth } from '../src/filings/fileMonth'
import { addNote } from '../src/notes/addNote'
import { projectFile } from '../src/projectFiles'
import { saveTally } from '../src/tallies/changeTally'
import { disableMember } from '../src/users/changeMemberState'
import { inviteMember } from '../src/users/inviteMember'
import { loadAssets } from '../src/web/assets'
import { listRoutes } from '../src/web/routeList'
import { partnerBook } from './partners/partnerBook'
import { referralBook } from './referrals/referralBook'
import { keyHolderOf, someFacts, today } from './support/members'
import { browserOf, signedInAs, testApp, visitor, type TestApp } from './support/testApp'

/*
 * Every route x everybody who may ask. `in` = answered (any status but 401, 403, 404 and a way to the
 * sign-in page); `login` = sent to sign in; a number = refused with that status.
 */
type Answer = 'in' | 'login' | number
type Row = [route: string, visitor: Answer, volunteer: Answer, coordinator: Answer, admin: Answer]

const anyone = ['in', 'in', 'in', 'in'] as const
// They answer everybody with the way to the sign-in page: that is where they lead.
const toSignIn = ['login', 'login', 'login', 'login'] as const
const members = ['login', 'in', 'in', 'in'] as const
const caseworkers = ['login', 'in', 'in', 403] as const
const coordinators = ['login', 403, 'in', 403] as const
const readers = ['login', 403, 'in', 'in'] as const
const admins = ['login', 403, 403, 'in'] as const

const table: Row[] = [
  ['get /assets/:file', ...anyone],
  ['get /healthz', ...anyone],
  ['get /calendar', ...anyone],
  // Whoever has the address of a calendar file; none has this one.
  ['get /feeds/:token.ics', 404, 404, 404, 404],
  ['get /sign-in', ...anyone],
  ['post /sign-in', ...anyone],
  ['post /sign-out', ...toSignIn],
  ['get /exit', ...anyone],
  ['post /exit', ...anyone],
  ['get /setup/:token', 403, 403, 403, 403],
  ['post /setup/:token', 403, 403, 403, 403],
  ['get /join', ...anyone],
  ['get /join/:code', ...anyone],
  ['post /join/:code', ...anyone],
  ['get /account', ...members],
  ['post /account/sessions/ending', ...toSignIn],
  ['post /account/sessions/:hash/ending', 'login', 404, 404, 404],
  ['post /account/acknowledgement', ...members],
  ['get /account/passphrase', ...members],
  ['post /account/passphrase', ...members],
  ['get /account/phone', ...members],
  ['post /account/phone', ...members],
  ['post /account/phone/confirmation', ...members],
  ['post /account/recovery-codes', ...members],
  ['get /account/calendar-file', ...caseworkers],
  ['post /account/calendar-file', ...caseworkers],
  ['post /account/calendar-file/ending', ...caseworkers],
  ['get /second-step', ...members],
  ['post /second-step', ...members],
  ['get /welcome', ...members],
  ['post /welcome/second-factor', ...members],
  ['post /welcome/recovery-key', ...members],
  ['post /welcome/recovery-key/confirmation', ...members],
  ['post /welcome/end', ...members],
  ['post /language', ...anyone],
  ['get /', ...members],
  ['get /cases', ...caseworkers],
  ['get /cases/find', ...caseworkers],
  ['get /cases/several', ...caseworkers],
  ['post /cases/several', ...caseworkers],
  ['get /searches/new', ...caseworkers],
  ['post /searches', ...caseworkers],
  ['post /searches/:id/removal', 'login', 404, 404, 403],
  ['get /cases/new', ...caseworkers],
  ['post /cases', ...caseworkers],
  ['get /surge', ...caseworkers],
  ['post /surge', ...caseworkers],
  ['post /surge/:id/removal', 'login', 404, 404, 403],
  ['get /cases/:code', ...caseworkers],
  ['get /cases/:code/edit', ...caseworkers],
  ['post /cases/:code', ...caseworkers],
  ['post /cases/:code/status', ...caseworkers],
  ['get /cases/:code/closure', ...caseworkers],
  ['post /cases/:code/closure', ...caseworkers],
  ['get /repeats', ...coordinators],
  ['get /cases/:code/repeat', ...caseworkers],
  ['post /cases/:code/repeat', ...caseworkers],
  ['post /cases/:code/reopening', ...caseworkers],
  ['post /undo/:id', 'login', 404, 404, 403],
  ['get /cases/:code/erasure', ...coordinators],
  ['post /cases/:code/erasure', ...coordinators],
  ['get /cases/:code/versions', ...caseworkers],
  ['get /cases/:code/assignment', ...caseworkers],
  ['post /cases/:code/assignment', ...caseworkers],
  ['post /next-case', ...caseworkers],
  ['get /handovers', ...coordinators],
  ['get /handovers/:id', 'login', 403, 404, 403],
  ['post /handovers/:id', 'login', 403, 404, 403],
  ['get /cases/:code/follow-ups/new', ...caseworkers],
  ['post /cases/:code/follow-ups', ...caseworkers],
  ['post /follow-ups', ...caseworkers],
  ['get /cases/:code/notes/new', ...caseworkers],
  ['post /cases/:code/notes', ...caseworkers],
  ['get /cases/:code/notes/:id/mask', ...caseworkers],
  ['post /cases/:code/notes/:id/mask', ...caseworkers],
  ['get /cases/:code/referrals/new', ...caseworkers],
  ['post /cases/:code/referrals', ...caseworkers],
  ['get /cases/:code/referrals/:id', ...caseworkers],
  ['post /cases/:code/referrals/:id', ...caseworkers],
  ['get /cases/:code/hand-over-text', ...caseworkers],
  ['get /partners', ...caseworkers],
  ['get /partners/new', ...coordinators],
  ['post /partners', ...coordinators],
  ['post /partners/confirmation', ...coordinators],
  ['get /partners/:id', ...caseworkers],
  ['get /partners/:id/edit', ...coordinators],
  ['post /partners/:id', ...coordinators],
  ['get /partners/:id/retirement', ...coordinators],
  ['post /partners/:id/retirement', ...coordinators],
  ['get /reports', ...readers],
  ['get /reports/chart.svg', ...readers],
  ['get /reports/chart.png', ...readers],
  ['get /reports/cards', ...readers],
  // None is asked for, and there is none.
  ['get /reports/cards/new', 'login', 403, 404, 404],
  ['post /reports/cards', 'login', 403, 404, 404],
  ['get /reports/cards/:id.:format', 'login', 403, 404, 404],
  ['get /reports/cards/:id', 'login', 403, 404, 404],
  ['get /reports/:month', ...readers],
  ['post /reports/:month/filings', ...coordinators],
  ['get /reports/:month/filings/:revision.json', ...readers],
  ['get /reports/:month/filings/:revision', ...readers],
  ['get /tallies', ...readers],
  ['get /tallies/new', ...coordinators],
  ['post /tallies', ...coordinators],
  ['get /tallies/:id', ...readers],
  ['post /tallies/:id', ...coordinators],
  ['get /tallies/:id/edit', ...coordinators],
  ['post /tallies/:id/months', ...coordinators],
  ['post /tallies/:id/removal', ...coordinators],
  ['get /audit', ...readers],
  ['get /seized', ...readers],
  ['get /settings/taxonomy', ...readers],
  ['get /settings/taxonomy/:field/new', ...readers],
  ['post /settings/taxonomy/:field/new', ...readers],
  ['get /settings/taxonomy/:field/:code', ...readers],
  ['post /settings/taxonomy/:field/:code', ...readers],
  ['get /series', ...readers],
  ['get /series/new', ...coordinators],
  ['post /series', ...coordinators],
  ['get /series/:id', 'login', 403, 404, 404],
  ['get /series/:id/removal', 'login', 403, 404, 403],
  ['post /series/:id/removal', 'login', 403, 404, 403],
  ['get /releases', ...admins],
  ['get /releases/closures', ...admins],
  ['post /releases/closures', ...admins],
  ['post /releases', ...admins],
  ['get /releases/:id/:file', 'login', 403, 403, 404],
  ['get /users', ...admins],
  ['post /users/invitations', ...admins],
  ['post /users/invitations/:hash/withdrawal', 'login', 403, 403, 404],
  ['get /users/:id', 'login', 403, 403, 404],
  ['post /users/:id/invitation', 'login', 403, 403, 404],
  ['post /users/:id/role', 'login', 403, 403, 404],
  ['post /users/:id/disabling', 'login', 403, 403, 404],
  ['post /users/:id/enabling', 'login', 403, 403, 404],
  ['get /readers', 'login', 403, 'in', 403],
  ['post /readers/:id/certificate', 'login', 403, 404, 403],
]

const roles = ['visitor', 'volunteer', 'coordinator', 'admin'] as const

let tropa: TestApp
let keeper: Actor
beforeAll(async () => {
  tropa = await testApp()
  keeper = (await signedInAs(tropa, 'coordinator', 'first coordinator')).actor
  const { actor } = await signedInAs(tropa, 'volunteer', 'first')
  await recordCase(tropa.deps.db, actor, someFacts({ month: month('2024-01') }), today)
  await fileMonth(tropa.deps.db, keeper.id, month('2024-01'), today)
})
afterAll(() => tropa.close())

test('every route of the application stands in the table, and nothing else does', () => {
  const routes = listRoutes(tropa.app).map(route => `${route.method} ${route.path}`)
  expect(routes.sort()).toEqual(table.map(([route]) => route).sort())
})

describe.each(table)('%s', (route, ...answers) => {
  test.each(roles.map((role, i) => [role, answers[i]!] as const))(
    'answers a %s with %s',
    async (role, answer) => {
      const browser = await browserFor(role)
      const path = await addressOf(route.split(' ')[1]!, browser.actorId)
      const response = await (route.startsWith('get') ? browser.get(path) : browser.post(path))
      expect(verdict(response)).toBe(answer)
    },
  )

  test('sends somebody whose access has ended to sign in, or lets them see what anyone sees', async () => {
    const name = `leaver ${Math.random().toString(36).slice(2)}`
    const { actor, get, post } = await signedInAs(tropa, 'coordinator', name)
    const path = await addressOf(route.split(' ')[1]!, actor.id)
    const admin = await signedInAs(tropa, 'admin', `admin ${name}`)
    await disableMember(tropa.deps.db, admin.actor, actor.id, today)
    const response = await (route.startsWith('get') ? get(path) : post(path))
    const open = answers[0] === 'in' && route.startsWith('get')
    // A form of theirs carries the token of a session that is gone, so it is refused before its route.
    const refused = route.startsWith('post') && route !== 'post /exit'
    expect(verdict(response)).toBe(open || route === 'post /exit' ? 'in' : refused ? 403 : answers[0])
  })
})

async function browserFor(role: (typeof roles)[number]) {
  if (role === 'visitor') return { actorId: '', ...(await visitor(tropa)) }
  const name = `${role} ${Math.random().toString(36).slice(2)}`
  const { actor, ...browser } = await signedInAs(tropa, role, name)
  return { actorId: actor.id, ...browser, ...(await browserOf(tropa, actor)) }
}

/** A real address for the pattern: a case of the member's own, an invitation that exists. */
async function addressOf(pattern: string, actorId: string): Promise<string> {
  const { db, clock } = tropa.deps
  const someone = { id: actorId, pseudonym: '', role: 'admin', language: 'en', certified: false } as const
  if (pattern.startsWith('/cases/:code') && actorId !== '') {
    const code = await recordCase(db, someone, someFacts(), today)
    const id = pattern.includes('/notes/:id')
      ? await noteOn(code, actorId)
      : pattern.includes('/referrals/:id')
        ? await referralOn(code)
        : ''
    return pattern.replace(':code', code).replace(':id', id)
  }
  if (pattern.startsWith('/join/:code')) {
    const seconds = Math.floor(clock.now().getTime() / 1000)
    return `/join/${await inviteMember(db, someone, { role: 'volunteer', pseudonym: '' }, seconds, today)}`
  }
  if (pattern.startsWith('/tallies/:id')) return pattern.replace(':id', await newTally())
  if (pattern.startsWith('/partners/:id')) return pattern.replace(':id', await newPartner())
  return pattern
    .replace('/assets/:file', loadAssets(projectFile('views', 'assets')).address('tropa.css'))
    .replace(':month', '2024-01')
    .replace(':revision', '1')
    .replace(':field/:code', 'category/soldier')
    .replace(':field', 'category')
    .replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
}

/** A note that the member wrote; the words of an admin would be sealed to coordinators alone. */
function noteOn(code: CaseCode, id: string): Promise<string> {
  const actor = { id, pseudonym: '', role: 'coordinator', language: 'en', certified: true } as const
  return addNote(tropa.deps, { actor, holder: keyHolderOf(actor) }, { code, text: 'words' }, today)
}

/** A referral by a coordinator, of any case. */
async function referralOn(code: CaseCode): Promise<string> {
  const id = randomUUID()
  await referralBook(tropa.deps.db).send(keeper, code, await newPartner(), id)
  return id
}

function newTally(): Promise<string> {
  const both = { en: 'raids', ru: 'облавы' }
  const words = { name: both, unit: both, definition: both }
  return saveTally(tropa.deps.db, keeper, randomUUID(), words, today)
}

async function newPartner(): Promise<string> {
  const id = randomUUID()
  await partnerBook(tropa.deps.db).add(keeper, {}, id)
  return id
}

function verdict(response: { status: number; headers: Record<string, string> }): Answer {
  if ([401, 403, 404].includes(response.status)) return response.status
  if (response.status >= 500) throw new Error(`answered with ${response.status}`)
  return response.headers.location === '/sign-in' ? 'login' : 'in'
}
