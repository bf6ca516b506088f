import request from 'supertest'
import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

test('every answer forbids scripts, frames, caching and requests elsewhere', async () => {
  const { headers } = await request(tropa.app).get('/sign-in')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';style-src 'self';img-src 'self';font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  )
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  expect(headers['permissions-policy']).toContain('camera=()')
  for (const absent of ['x-powered-by', 'server', 'etag', 'strict-transport-security'])
    expect(headers).not.toHaveProperty(absent)
})

test('only the form of a case may run our own script', async () => {
  const { get } = await signedInAs(tropa, 'volunteer')
  expect((await get('/cases/new')).headers['content-security-policy']).toContain("script-src 'self'")
  expect((await get('/cases')).headers['content-security-policy']).not.toContain('script-src')
})

test.each([
  ['https://tropa.example.org', true],
  ['https://abcdef.onion', false],
  ['http://abcdef.onion', false],
])('%s insists on TLS: %s', async (origin, insists) => {
  const other = await testApp({ origin })
  const { headers } = await request(other.app).get('/sign-in')
  expect(headers['strict-transport-security'] !== undefined).toBe(insists)
  await other.close()
})

test('the log knows patterns, never addresses, bodies, members, browsers or IP addresses', async () => {
  const { actor, get, post } = await signedInAs(tropa, 'volunteer', 'canary-member')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  await get(`/cases/${code}?canary=1`)
    .set('User-Agent', 'canary-browser')
    .set('X-Forwarded-For', '203.0.113.7')
  await post('/cases', { category: 'canary-body' })
  await get('/canary-address')
  const log = JSON.stringify(tropa.log)
  // What went well leaves no line at all, nor does a form that has to be mended.
  expect(tropa.log.map(line => [line.route, line.status])).toEqual([['none', 404]])
  for (const secret of ['canary', code, '203.0.113.7', '127.0.0.1']) expect(log).not.toContain(secret)
})

test('when something breaks the page gives a reference, the log the same one, and neither says what broke', async () => {
  const { get } = await signedInAs(tropa, 'coordinator')
  await tropa.deps.db.schema.dropTable('case_needs').execute()
  await recordRow()
  const page = await get('/cases')
  const [, reference] = /Reference: (\w+)/.exec(page.text)!
  expect(page.status).toBe(500)
  expect(page.text).toContain('<title>Something broke on our side - Tropa</title>')
  expect(page.text).not.toContain('case_needs')
  expect(tropa.log.find(line => line.event === 'failed')).toMatchObject({
    reference,
    route: '/cases',
    status: 500,
  })
  expect(JSON.stringify(tropa.log)).not.toContain('case_needs')
})

test.each([
  ['a body that is too large', 413, { category: 'x'.repeat(300_000) }],
  ['too many fields', 413, Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`f${i}`, '']))],
])('%s is refused with a clear page', async (_, status, form) => {
  const { post } = await signedInAs(tropa, 'volunteer')
  const page = await post('/cases', form)
  expect(page.status).toBe(status)
  expect(page.text).toContain('Nothing was saved')
})

test.each([
  '/%zz',
  '/cases/%00',
  '/cases/../../etc/passwd',
  '/assets/..%2f..%2fpackage.json',
  '/cases/__proto__',
])('%s is answered without breaking', async path => {
  const { get } = await signedInAs(tropa, 'volunteer')
  expect((await get(path)).status).toBeGreaterThanOrEqual(400)
  expect((await get(path)).status).toBeLessThan(500)
})

test('health says only that it is well', async () => {
  const answer = await request(tropa.app).get('/healthz')
  expect([answer.status, answer.text]).toEqual([200, 'ok\n'])
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('files of the pages are kept by browsers, and their address changes with their content', async () => {
  const page = await request(tropa.app).get('/sign-in')
  const [, address] = /href="(\/assets\/tropa\.[0-9a-f]{8}\.css)"/.exec(page.text)!
  const css = await request(tropa.app).get(address!)
  expect(css.headers['cache-control']).toContain('immutable')
  expect(css.headers['content-type']).toContain('text/css')
})

async function recordRow(): Promise<void> {
  const user = await tropa.deps.db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
  const facts = someFacts()
  const { needs: _n, situations: _s, ...row } = facts
  const work = {
    recorded_by: user.id,
    assigned_to: null,
    version: 1,
    change_order: 0,
    closed_month: null,
    reopenings: 0,
  }
  await tropa.deps.db
    .insertInto('cases')
    .values({ ...row, id: 'a', code: 'b', ...work })
    .execute()
}
