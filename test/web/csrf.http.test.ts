import request from 'supertest'
import { listRoutes } from '../../src/web/routeList'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeAll(async () => void (tropa = await testApp()))
afterAll(() => tropa.close())

type Browser = Awaited<ReturnType<typeof signedInAs>>
const name = () => Math.random().toString(36).slice(2)
const attempt = (browser: Browser, path: string, form: Record<string, string>) =>
  request(tropa.app).post(path).set('Cookie', `session=${browser.token}`).type('form').send(form)

const attacks: [string, (browser: Browser, path: string) => Promise<request.Response>][] = [
  ['no token', async (browser, path) => attempt(browser, path, { category: 'soldier' })],
  ['a wrong token', async (browser, path) => attempt(browser, path, { csrf: 'A'.repeat(43) })],
  [
    "another session's token",
    async (browser, path) => {
      const other = await signedInAs(tropa, browser.actor.role, name())
      const page = await other.get('/account')
      return attempt(browser, path, { csrf: /name="csrf" value="([^"]+)"/.exec(page.text)![1]! })
    },
  ],
  ['a token sent twice', async (browser, path) => browser.post(path, { csrf: ['x', 'y'] })],
  ['another site', async (browser, path) => browser.post(path).set('Sec-Fetch-Site', 'cross-site')],
  ['a sister site', async (browser, path) => browser.post(path).set('Sec-Fetch-Site', 'same-site')],
  [
    'a null origin',
    async (browser, path) => browser.post(path).unset('Sec-Fetch-Site').set('Origin', 'null'),
  ],
  [
    'a foreign origin',
    async (browser, path) =>
      browser.post(path).unset('Sec-Fetch-Site').set('Origin', 'https://elsewhere.example'),
  ],
]

test.each(attacks)('every route that changes something refuses a form with %s', async (_, attack) => {
  const browser = await signedInAs(tropa, 'coordinator', name())
  const routes = listRoutes(tropa.app).filter(route => route.method !== 'get' && route.path !== '/exit')
  expect(routes.length).toBeGreaterThan(10)
  for (const { path } of routes) {
    const answer = await attack(browser, path.replace(/:\w+/g, 'x'))
    expect([path, answer.status]).toEqual([path, 403])
    expect(answer.text).toContain('Nothing was saved')
  }
  expect((await browser.get('/cases')).status).toBe(200)
})

test('our own form passes, also from a browser that sends only Origin or nothing at all', async () => {
  const browser = await signedInAs(tropa, 'volunteer', name())
  const own = { category: 'soldier' }
  const withOrigin = browser.post('/cases', own).unset('Sec-Fetch-Site').set('Host', 'tropa.test')
  expect((await withOrigin.set('Origin', 'http://tropa.test')).status).toBe(303)
  expect((await browser.post('/cases', own).unset('Sec-Fetch-Site')).status).toBe(303)
})

test('Exit always leads away, but a foreign or old form of it ends no session', async () => {
  const browser = await signedInAs(tropa, 'volunteer', name())
  for (const [, attack] of attacks) {
    const answer = await attack(browser, '/exit')
    expect([answer.status, answer.headers.location]).toEqual([303, '/calendar'])
  }
  expect((await browser.get('/cases')).status).toBe(200)
  expect((await request(tropa.app).get('/exit')).headers.location).toBe('/calendar')
})
