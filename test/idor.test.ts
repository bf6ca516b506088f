import { randomUUID } from 'node:crypto'
import type request from 'supertest'
import { month } from '../src/calendar/month'
import { newCaseCode } from '../src/cases/caseCode'
import { recordCase } from '../src/cases/recordCase'
import { hashInvitationCode, newInvitationCode } from '../src/users/invitation'
import { saveSearch } from '../src/searches/saveSearch'
import { inviteMember } from '../src/users/inviteMember'
import type { Series } from '../src/series/series'
import { insertSeries } from '../src/series/seriesStore'
import { keepUndo } from '../src/undo/keepUndo'
import { hashToken, newToken } from '../src/vault/random'
import { listRoutes } from '../src/web/routeList'
import { notebook } from './notes/notebook'
import { partnerBook } from './partners/partnerBook'
import { referralBook } from './referrals/referralBook'
import { addMember, enrolledAs, someFacts, today } from './support/members'
import { hidden, withoutChance } from './support/signIn'
import { browserOf, signedInAs, testApp, visitor, type TestApp } from './support/testApp'
import { everyValue } from './support/wholeDatabase'

/*
 * Every route whose address names something x somebody whose it is not: what is there but not theirs must look just
 * like what never was. A route with a parameter and no row here fails the test.
 */
type Asking = keyof World['browsers']
interface Probe {
  who: Asking
  /** What stands in place of the parameters: of something that is there, and of something that is not. */
  real: string[]
  absent: string[]
  form?: Record<string, string>
  /** Where the role alone refuses, or leads to the sign-in page. */
  status?: number
}

jest.setTimeout(60_000)

let tropa: TestApp
let world: World
let before: string
beforeAll(async () => {
  tropa = await testApp()
  world = await makeWorld()
  before = await everyValue(tropa.deps.db)
})
afterAll(() => tropa.close())

const nobody = randomUUID()
const absentCode = newCaseCode()
const outsiders = ['raven', 'finch'] as const
const lowerRoles = ['raven', 'rowan', 'finch'] as const

/** Another volunteer, and a coordinator whom nobody has confirmed, ask for the case of a volunteer. */
const anothersCase = ({ caseCode }: World, form?: Record<string, string>) =>
  outsiders.map(who => ({ who, real: [caseCode], absent: [absentCode], ...(form && { form }) }))
const anothersNote = (
  { caseCode, note, coordinatorsNote, ravensCase }: World,
  form?: Record<string, string>,
) =>
  [
    ...outsiders.map(who => ({ who, real: [caseCode, note], absent: [absentCode, nobody] })),
    // The note is there, but in another case than the address says.
    { who: 'raven', real: [ravensCase, note], absent: [ravensCase, nobody] },
    // The case is theirs, the note is not theirs to mask.
    { who: 'heron', real: [caseCode, coordinatorsNote], absent: [caseCode, nobody] },
  ].map(probe => ({ ...probe, ...(form && { form }) }) as Probe)
const anothersReferral = ({ caseCode, referral, ravensCase }: World, form?: Record<string, string>) =>
  [
    ...outsiders.map(who => ({ who, real: [caseCode, referral], absent: [absentCode, nobody] })),
    { who: 'raven', real: [ravensCase, referral], absent: [ravensCase, nobody] },
  ].map(probe => ({ ...probe, ...(form && { form }) }) as Probe)
/** Only coordinators whom another has confirmed keep the list of partners. */
const partnerToKeep = ({ partner }: World) =>
  (['raven', 'finch', 'admin'] as const).map(who => ({
    ...{ who, real: [partner], absent: [nobody], status: 403 },
    form: { name: 'planted', does: 'planted', version: '1' },
  }))
/** Who has how many cases is nothing to a coordinator whom nobody has confirmed, and an admin has none to hand over. */
const anothersWorkload = ({ ids }: World, form?: Record<string, string>) =>
  [
    { who: 'raven', real: [ids.heron], absent: [nobody], status: 403 },
    { who: 'admin', real: [ids.heron], absent: [nobody], status: 403 },
    { who: 'finch', real: [ids.heron], absent: [nobody] },
    { who: 'rowan', real: [ids.admin], absent: [nobody] },
  ].map(probe => ({ ...probe, ...(form && { form }) }) as Probe)
/** Tallies are for coordinators to keep, and a series of others is none. */
const tallyToKeep = ({ tally, context }: World, form: Record<string, string> = {}) =>
  [
    ...(['raven', 'admin'] as const).map(who => ({ who, real: [tally], absent: [nobody], status: 403 })),
    { who: 'rowan' as const, real: [context], absent: [nobody] },
  ].map(probe => ({ ...probe, form }))
/** A series of others is for coordinators to keep, and a tally is none. */
const contextToKeep = ({ tally, context }: World) => [
  ...(['raven', 'admin'] as const).map(who => ({ who, real: [context], absent: [nobody], status: 403 })),
  { who: 'rowan' as const, real: [tally], absent: [nobody] },
]
/** A member is nothing to other roles, and admins do nothing to themselves. */
const anotherMember = ({ ids }: World, form?: Record<string, string>) =>
  [
    ...lowerRoles.map(who => ({ who, real: [ids.heron], absent: [nobody], status: 403 })),
    { who: 'admin', real: [ids.admin], absent: [nobody] },
  ].map(probe => ({ ...probe, ...(form && { form }) }) as Probe)

const table: Record<string, ((world: World) => Probe[]) | string> = {
  'get /assets/:file': 'for everybody',
  'get /feeds/:token.ics': 'for whoever has the address: test/feeds/',
  'get /reports/cards/:id': 'a figure, of which there is nothing to own',
  'get /reports/cards/:id.:format': 'the same',
  'get /reports/:month': 'a month, of which there is nothing to own',
  'post /reports/:month/filings': 'the same',
  'get /reports/:month/filings/:revision.json': 'the same',
  'get /reports/:month/filings/:revision': 'the same',
  'post /surge/:id/removal': ({ press }) => [
    ...(['raven', 'rowan', 'finch'] as const).map(who => ({ who, real: [press], absent: [nobody] })),
    { who: 'admin', real: [press], absent: [nobody], status: 403 },
  ],
  'get /tallies/:id': ({ tally, context }) => [
    { who: 'raven', real: [tally], absent: [nobody], status: 403 },
    { who: 'admin', real: [context], absent: [nobody] },
  ],
  'get /tallies/:id/edit': tallyToKeep,
  'post /tallies/:id': world => tallyToKeep(world, { name_en: 'planted' }),
  'post /tallies/:id/months': world => tallyToKeep(world, { month: '2024-01', value: '1' }),
  'post /tallies/:id/removal': tallyToKeep,
  'get /series/:id': ({ tally, context }) => [
    { who: 'raven', real: [context], absent: [nobody], status: 403 },
    { who: 'admin', real: [tally], absent: [nobody] },
  ],
  'get /series/:id/removal': contextToKeep,
  'post /series/:id/removal': contextToKeep,
  'get /settings/taxonomy/:field/new': 'lists of the whole organisation',
  'post /settings/taxonomy/:field/new': 'lists of the whole organisation',
  'get /settings/taxonomy/:field/:code': 'a code, of which there is nothing to own',
  'post /settings/taxonomy/:field/:code': 'a code, of which there is nothing to own',
  'get /cases/:code': anothersCase,
  'get /cases/:code/edit': anothersCase,
  'post /cases/:code': world => anothersCase(world, { category: 'soldier', month: '2024-03', version: '1' }),
  'post /cases/:code/status': world => anothersCase(world, { move: 'start' }),
  'get /cases/:code/closure': anothersCase,
  'post /cases/:code/closure': world => anothersCase(world, { outcome: 'spam' }),
  'get /cases/:code/repeat': anothersCase,
  'post /cases/:code/repeat': world => anothersCase(world, { typed: world.ravensCase }),
  'post /cases/:code/reopening': anothersCase,
  'post /undo/:id': ({ undo }) =>
    (['raven', 'finch', 'rowan'] as const).map(who => ({ who, real: [undo], absent: [nobody] })),
  'get /cases/:code/erasure': ({ caseCode }) => [{ who: 'finch', real: [caseCode], absent: [absentCode] }],
  'post /cases/:code/erasure': ({ caseCode }) => [
    { who: 'finch', real: [caseCode], absent: [absentCode], form: { reason: 'asked' } },
  ],
  'get /cases/:code/versions': anothersCase,
  'get /cases/:code/assignment': anothersCase,
  'post /cases/:code/assignment': world => anothersCase(world, { to: 'me' }),
  'get /handovers/:id': world => anothersWorkload(world),
  'post /handovers/:id': world => anothersWorkload(world, { to: 'pool' }),
  'get /cases/:code/follow-ups/new': anothersCase,
  'post /cases/:code/follow-ups': world => anothersCase(world, { when: '1', reason: 'planted' }),
  'get /cases/:code/notes/new': anothersCase,
  'post /cases/:code/notes': world => anothersCase(world, { text: 'planted' }),
  'get /cases/:code/notes/:id/mask': anothersNote,
  'post /cases/:code/notes/:id/mask': world =>
    anothersNote(world, { whole: 'yes', version: '1', confirmed: 'yes' }),
  'get /cases/:code/referrals/new': anothersCase,
  'post /cases/:code/referrals': world => anothersCase(world, { partner: world.partner }),
  'get /cases/:code/referrals/:id': anothersReferral,
  'post /cases/:code/referrals/:id': world => anothersReferral(world, { answer: 'refused', version: '1' }),
  'get /cases/:code/hand-over-text': anothersCase,
  'get /partners/:id': ({ partner, doubtful }) => [
    { who: 'finch', real: [partner], absent: [nobody] },
    // Nobody stands for it, which is for coordinators to see.
    { who: 'raven', real: [doubtful], absent: [nobody] },
  ],
  'get /partners/:id/edit': partnerToKeep,
  'post /partners/:id': partnerToKeep,
  'get /partners/:id/retirement': partnerToKeep,
  'post /partners/:id/retirement': partnerToKeep,
  'post /searches/:id/removal': ({ search }) => [
    ...(['raven', 'rowan', 'finch'] as const).map(who => ({ who, real: [search], absent: [nobody] })),
    { who: 'admin', real: [search], absent: [nobody], status: 403 },
  ],
  'post /account/sessions/:hash/ending': ({ session }) =>
    (['raven', 'finch', 'rowan', 'admin'] as const).map(who => ({
      who,
      real: [session],
      absent: [hashToken(nobody)],
    })),
  'get /users/:id': anotherMember,
  'post /users/:id/invitation': ({ ids }) => [
    ...lowerRoles.map(who => ({ who, real: [ids.heron], absent: [nobody], status: 403 })),
    { who: 'admin', real: [ids.disabled], absent: [nobody] },
  ],
  'post /users/:id/role': world => anotherMember(world, { role: 'volunteer' }),
  'post /users/:id/disabling': anotherMember,
  'post /users/:id/enabling': ({ ids }) =>
    lowerRoles.map(who => ({ who, real: [ids.disabled], absent: [nobody], status: 403 })),
  'post /users/invitations/:hash/withdrawal': ({ invitation, setup }) => [
    ...lowerRoles.map(who => ({ who, real: [invitation], absent: [hashToken(nobody)], status: 403 })),
    // The setup link is no invitation that an admin withdraws.
    { who: 'admin', real: [setup], absent: [hashToken(nobody)] },
  ],
  'post /readers/:id/certificate': ({ ids }) => [
    ...(['raven', 'finch', 'admin'] as const).map(who => ({
      who,
      real: [ids.heron],
      absent: [nobody],
      status: 403,
    })),
    { who: 'rowan', real: [ids.admin], absent: [nobody], form: { role: 'admin', fingerprint: '1' } },
    { who: 'rowan', real: [ids.disabled], absent: [nobody], form: { role: 'volunteer', fingerprint: '1' } },
  ],
  'get /releases/:id/:file': ({ release }) => [
    ...lowerRoles.map(who => ({ who, real: [release, 'a.csv'], absent: [nobody, 'a.csv'], status: 403 })),
    { who: 'admin', real: [release, 'b.csv'], absent: [nobody, 'a.csv'] },
  ],
  'get /join/:code': ({ used }) => [{ who: 'visitor', real: [used], absent: [newInvitationCode()] }],
  'post /join/:code': ({ used }) => [
    { who: 'visitor', real: [used], absent: [newInvitationCode()], form: { pseudonym: 'x' } },
  ],
  'get /setup/:token': ({ usedSetup }) => [
    { who: 'visitor', real: [usedSetup], absent: [newToken()], status: 403 },
  ],
  'post /setup/:token': ({ usedSetup }) => [
    { who: 'visitor', real: [usedSetup], absent: [newToken()], status: 403 },
  ],
}

test('every route whose address names something has its row, and nothing else does', () => {
  const routes = listRoutes(tropa.app).map(route => `${route.method} ${route.path}`)
  expect(routes.filter(route => route.includes(':')).sort()).toEqual(Object.keys(table).sort())
})

test('what is asked for is there: those whose it is find it', async () => {
  const { browsers, caseCode, note, release, ids } = world
  const found = [
    await browsers.heron.get(`/cases/${caseCode}`),
    await browsers.rowan.get(`/cases/${caseCode}`),
    await browsers.heron.get(`/cases/${caseCode}/notes/${note}/mask`),
    await browsers.admin.get(`/users/${ids.heron}`),
    await browsers.admin.get(`/users/${ids.disabled}`),
    await browsers.heron.get('/account'),
    await browsers.heron.get(`/cases/${caseCode}/referrals/${world.referral}`),
    await browsers.raven.get(`/partners/${world.partner}`),
    await browsers.rowan.get(`/partners/${world.doubtful}/retirement`),
  ]
  expect(found.map(answer => answer.status)).toEqual(found.map(() => 200))
  expect((await browsers.admin.get('/users')).text).toContain(world.invitation)
  const files = await tropa.deps.db.selectFrom('release_files').select('release_id').execute()
  expect(files).toEqual([{ release_id: release }])
})

const probed = Object.entries(table).filter(([, row]) => typeof row !== 'string')

test.each(probed)('%s tells nobody what is there', async (route, row) => {
  const probes = (row as (world: World) => Probe[])(world)
  expect(probes.length).toBeGreaterThan(0)
  for (const { who, real, absent, form, status = 404 } of probes) {
    const answers = [
      seen(await ask(route, who, real, form), real),
      seen(await ask(route, who, absent, form), absent),
    ]
    expect([who, answers[0]!.status]).toEqual([who, status])
    expect(answers[0]).toEqual(answers[1])
  }
})

test.each(probed.filter(([route]) => !/ \/(join|setup)\//.test(route)))(
  '%s leads whoever is signed out to the same place, whether or not it is there',
  async (route, row) => {
    for (const { real, absent, form } of (row as (world: World) => Probe[])(world)) {
      const answers = [await ask(route, 'visitor', real, form), await ask(route, 'visitor', absent, form)]
      expect(answers.map(answer => answer.headers.location)).toEqual(['/sign-in', '/sign-in'])
    }
  },
)

test('looking for a code finds no case of another: the list is as for a code that was never given', async () => {
  for (const who of outsiders) {
    const { get } = world.browsers[who]
    const [real, absent] = [world.caseCode, absentCode]
    const pages = [await get(`/cases?code=${real}`), await get(`/cases?code=${absent}`)]
    expect(pages.map(page => page.status)).toEqual([200, 200])
    expect(seen(pages[0]!, [real])).toEqual(seen(pages[1]!, [absent]))
  }
})

test('nothing of all that was tried has changed a single value', async () => {
  expect(await everyValue(tropa.deps.db)).toBe(before)
})

test('the id of a case or note of another, sent with a form of one’s own, leads to neither', async () => {
  const { db } = tropa.deps
  const { id } = await db
    .selectFrom('cases')
    .select('id')
    .where('code', '=', world.caseCode)
    .executeTakeFirstOrThrow()
  const { post } = world.browsers.raven
  const recorded = await post('/cases', { id, category: 'soldier', month: '2024-03' })
  expect(recorded.headers.location).toMatch(/^\/cases\/[^?]+\?saved$/)
  expect(recorded.headers.location).not.toContain(world.caseCode)
  const noted = await post(`/cases/${world.ravensCase}/notes`, { id: world.note, text: 'planted' })
  expect(noted.status).toBe(303)
  const heronsPage = (await world.browsers.heron.get(`/cases/${world.caseCode}`)).text
  expect(heronsPage).toContain('the dog is called Ash')
  expect(heronsPage).not.toContain('planted')
})

function ask(route: string, who: Asking, values: string[], form: Record<string, string> = {}) {
  const [method, pattern] = route.split(' ') as ['get' | 'post', string]
  const rest = [...values]
  const path = pattern.replace(/:\w+/g, () => encodeURIComponent(rest.shift()!))
  const { get, post } = world.browsers[who]
  return method === 'get' ? get(path) : post(path, form)
}

/** All that an answer shows, without what was asked for. */
function seen({ status, headers, text }: request.Response, asked: string[]) {
  const { date: _d, 'content-length': _l, ...others } = headers
  const page = asked.reduce((left, value) => left.replaceAll(value, ''), withoutChance(text))
  return { status, headers: others, page }
}

type World = Awaited<ReturnType<typeof makeWorld>>

async function makeWorld() {
  const { db, clock } = tropa.deps
  const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
  const [heron, raven] = [
    await signedInAs(tropa, 'volunteer', 'heron'),
    await signedInAs(tropa, 'volunteer', 'raven'),
  ]
  const unconfirmed = await addMember(db, 'coordinator', 'finch', { certified: false })
  const finch = await browserOf(tropa, unconfirmed)
  const admin = await signedInAs(tropa, 'admin', 'admin')
  const disabled = await addMember(db, 'volunteer', 'disabled')
  await db.updateTable('users').set({ state: 'disabled' }).where('id', '=', disabled.id).execute()

  const caseCode = await recordCase(db, heron.actor, someFacts(), today)
  const ravensCase = await recordCase(db, raven.actor, someFacts(), today)
  const note = await notebook(db).add(heron.actor, caseCode, 'the dog is called Ash')
  const coordinatorsNote = await notebook(db).add(rowan.actor, caseCode, 'the cat is called Oak')

  const [partner, doubtful, referral] = [randomUUID(), randomUUID(), randomUUID()]
  await partnerBook(db).add(rowan.actor, {}, partner)
  await partnerBook(db).add(rowan.actor, {}, doubtful)
  await db.updateTable('partners').set({ signature: '' }).where('id', '=', doubtful).execute()
  await referralBook(db).send(heron.actor, caseCode, partner, referral)

  const { memberKey } = enrolledAs(heron.actor)
  const wanted = { name: 'dogs', query: 'status=open' }
  const search = await saveSearch(db, { userId: heron.actor.id, memberKey }, wanted)

  const seconds = Math.floor(clock.now().getTime() / 1000)
  const role = { role: 'volunteer', pseudonym: '' } as const
  const invitation = hashInvitationCode(await inviteMember(db, admin.actor, role, seconds, today))
  const setup = hashToken(newToken())
  const expires_at = seconds + 60
  await db
    .insertInto('invitations')
    .values({ code_hash: setup, kind: 'setup', role: 'admin', pseudonym: '', user_id: null, expires_at })
    .execute()
  const [used, usedSetup] = [await inviteMember(db, admin.actor, role, seconds, today), newToken() as string]
  const usedHash = hashInvitationCode(used)
  await db.deleteFrom('invitations').where('code_hash', '=', usedHash).execute()

  const member = { userId: heron.actor.id, memberKey: enrolledAs(heron.actor).memberKey }
  const undo = await keepUndo(db, member, { undoing: 'closing', cases: [] }, seconds)

  const release = await releaseWithFile()
  return {
    browsers: { rowan, heron, raven, finch, admin, visitor: await visitor(tropa) },
    ids: { heron: heron.actor.id, admin: admin.actor.id, disabled: disabled.id },
    session: hashToken(heron.token) as string,
    ...{ caseCode: caseCode as string, ravensCase: ravensCase as string, note, coordinatorsNote },
    ...{ partner: partner as string, doubtful: doubtful as string, referral: referral as string },
    ...{ search, undo, press: await countedBy(heron) },
    ...{ tally: await newSeries('tally'), context: await newSeries('context') },
    ...{ invitation: invitation as string, setup: setup as string, used, usedSetup, release },
  }
}

/** Counts a request without a case; returns the id by which it can be taken back. */
async function countedBy({ get, post }: Awaited<ReturnType<typeof signedInAs>>): Promise<string> {
  const id = hidden(await get('/surge'), 'id')!
  const { headers } = await post('/surge', { id, category: 'soldier' })
  return headers.location!.split('=')[1]!
}

async function newSeries(kind: Series['kind']): Promise<string> {
  const [id, both] = [randomUUID(), { en: 'words', ru: 'слова' }]
  const words = { name: both, unit: both, definition: both, source: '', sourceUrl: '' }
  await insertSeries(tropa.deps.db, {
    ...{ id, kind, ...words, rounding: 1, step: 'month', enteredDay: today.day },
  })
  return id
}

async function releaseWithFile(): Promise<string> {
  const { db } = tropa.deps
  const id = randomUUID()
  const months = { from_month: month('2024-01'), to_month: month('2024-02') }
  await db
    .insertInto('releases')
    .values({ id, number: 1, ...months, menu_version: '1', sha256: 'x', previous_sha256: '' })
    .execute()
  const file = { name: 'a.csv', content: Buffer.from('month,n'), sha256: 'x' }
  await db
    .insertInto('release_files')
    .values({ release_id: id, ...file })
    .execute()
  return id
}
