import request from 'supertest'
import { lockIdleSessions } from '../../src/auth/lockIdleSessions'
import { secondsOf } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import type { Role } from '../../src/db/schema'
import { hashToken } from '../../src/vault/random'
import { enrolledAs, someFacts, today } from '../support/members'
import { newBrowser, pass } from '../support/signIn'
import { browserOf, signedInAs, testApp, texts, type TestApp } from '../support/testApp'
import { everyValue } from '../support/wholeDatabase'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const minutes = (n: number) => 60 * n
const isIn = async ({ get }: { get: (path: string) => request.Test }) =>
  (await get('/account')).status === 200
const rowOf = ({ token }: { token: string }) =>
  tropa.deps.db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()

describe('an idle session', () => {
  test.each([
    ['volunteer', 15],
    ['coordinator', 10],
    ['admin', 10],
  ] as const)('of a %s is locked after %d minutes; each request begins them anew', async (role, limit) => {
    const [busy, idle] = [await signedInAs(tropa, role, 'busy'), await signedInAs(tropa, role, 'idle')]
    pass(tropa, minutes(limit))
    expect(await isIn(busy)).toBe(true)
    pass(tropa, 1)
    expect((await idle.get('/account')).headers.location).toBe('/sign-in')
    pass(tropa, minutes(limit) - 1)
    expect(await isIn(busy)).toBe(true)
  })

  test('loses its key from the database when it is asked for, and stays locked', async () => {
    const idle = await signedInAs(tropa, 'volunteer')
    pass(tropa, minutes(15))
    expect((await rowOf(idle))!.wrapped_key).not.toBeNull()
    pass(tropa, 1)
    await idle.get('/cases')
    expect((await rowOf(idle))!.wrapped_key).toBeNull()
    tropa.clock.set('2024-03-15T12:00:00Z')
    expect(await isIn(idle)).toBe(false)
  })

  test('loses its key without any request too, each role at its time, and the row goes after twelve hours', async () => {
    const { db, clock } = tropa.deps
    const [volunteer, admin] = [await signedInAs(tropa, 'volunteer'), await signedInAs(tropa, 'admin')]
    const keys = async () => [
      (await rowOf(volunteer))?.wrapped_key ?? null,
      (await rowOf(admin))?.wrapped_key ?? null,
    ]
    pass(tropa, minutes(10))
    await lockIdleSessions(db, secondsOf(clock))
    expect(await keys()).toEqual([expect.any(String), expect.any(String)])
    pass(tropa, 1)
    await lockIdleSessions(db, secondsOf(clock))
    expect(await keys()).toEqual([expect.any(String), null])
    pass(tropa, minutes(5))
    await lockIdleSessions(db, secondsOf(clock))
    expect(await keys()).toEqual([null, null])
    pass(tropa, minutes(12 * 60))
    await lockIdleSessions(db, secondsOf(clock))
    expect([await rowOf(volunteer), await rowOf(admin)]).toEqual([undefined, undefined])
  })

  test('leads its page away by a header; the page that it leads to keeps nothing awake', async () => {
    const { get } = await signedInAs(tropa, 'volunteer')
    expect((await get('/cases')).headers.refresh).toBe('905; url=/sign-in?locked')
    pass(tropa, minutes(14))
    expect((await get('/sign-in?locked')).text).toContain(texts('en', 'lock.covered'))
    pass(tropa, minutes(2))
    const page = await get('/sign-in?locked')
    expect(page.text).toContain(texts('en', 'lock.text'))
    expect(page.headers).not.toHaveProperty('refresh')
    expect((await get('/cases')).headers.location).toBe('/sign-in')
  })
})

test('every page of a member is led away when idle, but those that may hold unsent words', async () => {
  const { actor, get, post } = await signedInAs(tropa, 'coordinator')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  for (const path of ['/cases', `/cases/${code}`, '/account', '/reports', '/readers', '/nowhere']) {
    expect([path, (await get(path)).headers.refresh]).toEqual([path, '605; url=/sign-in?locked'])
  }
  for (const path of ['/cases/new', `/cases/${code}/edit`]) {
    const page = await get(path)
    expect([path, page.status, page.headers.refresh]).toEqual([path, 200, undefined])
    expect(page.text).toContain('class="cover cover-10"')
  }
  const refused = await post('/cases', { category: 'nonsense' })
  expect([refused.status, refused.headers.refresh]).toEqual([422, undefined])
  expect((await request(tropa.app).get('/sign-in')).headers).not.toHaveProperty('refresh')
})

test('a session ends after eight hours however busy it is', async () => {
  const browser = await signedInAs(tropa, 'volunteer')
  for (let n = 0; n < 48; n++) {
    expect(await isIn(browser)).toBe(true)
    pass(tropa, minutes(10))
  }
  expect(await isIn(browser)).toBe(true)
  pass(tropa, 1)
  expect(await isIn(browser)).toBe(false)
})

describe('two at once', () => {
  test('are as many as a member may have: a third ends the one that was seen least recently', async () => {
    const first = await signedInAs(tropa, 'volunteer')
    pass(tropa, 60)
    const second = await browserOf(tropa, first.actor)
    pass(tropa, 60)
    expect(await isIn(first)).toBe(true)
    pass(tropa, 60)
    const third = await browserOf(tropa, first.actor)
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([true, false, true])
    expect(await rowOf(second)).toBeUndefined()
  })

  test('do not count the sessions of others, nor locked ones', async () => {
    const other = await signedInAs(tropa, 'volunteer', 'other')
    const idle = await signedInAs(tropa, 'volunteer')
    pass(tropa, minutes(16))
    await idle.get('/account')
    const [a, b] = [await browserOf(tropa, idle.actor), await browserOf(tropa, idle.actor)]
    expect([await isIn(a), await isIn(b)]).toEqual([true, true])
    expect((await rowOf(other))!.wrapped_key).not.toBeNull()
  })
})

describe('the list of sessions', () => {
  const endings = (page: request.Response) => page.text.match(/\/account\/sessions\/[\w-]{43}\/ending/g) ?? []

  test('shows the other browser, and ends it at once', async () => {
    const here = await signedInAs(tropa, 'volunteer')
    const elsewhere = await browserOf(tropa, here.actor)
    const [ending, ...more] = endings(await here.get('/account'))
    expect(more).toEqual([])
    expect(ending).toContain(hashToken(elsewhere.token))
    expect((await here.post(ending!)).headers.location).toBe('/account?changed=session')
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false])
    expect((await here.post(ending!)).status).toBe(404)
  })

  test("ends nobody else's, also not for an admin", async () => {
    const victim = await signedInAs(tropa, 'volunteer')
    const path = `/account/sessions/${hashToken(victim.token)}/ending`
    for (const role of ['volunteer', 'coordinator', 'admin'] as const) {
      const other = await signedInAs(tropa, role, `other ${role}`)
      expect((await other.post(path)).status).toBe(404)
    }
    expect(await isIn(victim)).toBe(true)
  })

  test('shows no token, and no hash of the session that looks at it', async () => {
    const here = await signedInAs(tropa, 'volunteer')
    const elsewhere = await browserOf(tropa, here.actor)
    const { text } = await here.get('/account')
    for (const secret of [here.token, elsewhere.token, hashToken(here.token)])
      expect(text).not.toContain(secret)
  })
})

test.each(['/sign-out', '/exit', '/account/sessions/ending'])('%s takes the cookie away', async path => {
  const { actor, get, post } = await signedInAs(tropa, 'volunteer')
  const elsewhere = await browserOf(tropa, actor)
  const answer = await post(path)
  expect(answer.headers.location).toBe(path === '/exit' ? '/calendar' : '/sign-in')
  expect([answer.headers['set-cookie']].flat()[0]).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/)
  // Only Exit lets the browser forget that this member has been here.
  const cleared = { '/exit': '"cache", "cookies", "storage"', '/sign-out': '"cache", "storage"' }
  expect(answer.headers['clear-site-data']).toBe((cleared as Record<string, string>)[path])
  expect((await get('/cases')).headers.location).toBe('/sign-in')
  expect(await isIn(elsewhere)).toBe(path !== '/account/sessions/ending')
})

test('the page after Exit sets no cookie and says nothing of Tropa', async () => {
  const page = await request(tropa.app).get('/calendar').set('Accept-Language', 'ru')
  expect(page.headers['set-cookie']).toBeUndefined()
  expect(page.text.toLowerCase()).not.toMatch(/tropa|тропа/)
  expect(page.text).toContain('<title>март 2024</title>')
  expect(page.text).toMatch(/<td>31<\/td>/)
  expect(page.text).not.toMatch(/<td>32<\/td>/)
})

test('the database holds neither a token nor a key that a session opens, in no notation', async () => {
  const roles: Role[] = ['volunteer', 'coordinator', 'admin']
  const browsers = await Promise.all(roles.map(role => signedInAs(tropa, role)))
  const visiting = newBrowser(tropa)
  await visiting.get('/sign-in')
  const secrets = browsers.flatMap(({ actor, token }) => [
    ...notations(Buffer.from(token)),
    ...notations(Buffer.from(token, 'base64url')),
    ...notations(Buffer.from(enrolledAs(actor).memberKey)),
    ...notations(Buffer.from(enrolledAs(actor).strongbox.boxPrivate)),
    ...notations(Buffer.from(enrolledAs(actor).strongbox.totpSecret)),
  ])
  secrets.push(...notations(Buffer.from(visiting.jar.get('visit')!)))
  const all = await everyValue(tropa.deps.db)
  for (const { token } of browsers) expect(all).toContain(hashToken(token))
  expect(secrets.filter(secret => all.includes(secret))).toEqual([])
})

function notations(bytes: Buffer): string[] {
  return [...(['latin1', 'base64', 'base64url', 'hex'] as const)].map(notation => bytes.toString(notation))
}
