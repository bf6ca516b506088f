import request from 'supertest'
import { lockSession } from '../../src/auth/sessionStore'
import { deriveToken, hashToken, newToken } from '../../src/vault/random'
import { listRoutes } from '../../src/web/routeList'
import { credentialsOf, memberWithPassphrase } from '../support/signIn'
import { browserOf, signedInAs, testApp, texts, visitor, type TestApp } from '../support/testApp'
import { everyValue } from '../support/wholeDatabase'

jest.setTimeout(60_000)

let tropa: TestApp
beforeAll(async () => void (tropa = await testApp()))
afterAll(() => tropa.close())

type Browser = Awaited<ReturnType<typeof signedInAs>>
type Send = (path: string) => request.Test
const name = () => Math.random().toString(36).slice(2)

/** A form as a browser sends it that says nothing of where it comes from, so that the token alone decides. */
const silent = (browser: Browser, path: string, form: Record<string, string>) =>
  request(tropa.app).post(path).set('Cookie', `session=${browser.token}`).type('form').send(form)
/** The same from one of our own pages, as far as the browser can tell. */
const ours = (browser: Browser, path: string, csrf: string) => browser.post(path, { ...form, csrf })

const form = { category: 'soldier', month: '2024-03', text: 'planted', role: 'admin', language: 'ru' }

/** What is prepared first, and then sends the forged form to any address. */
const attacks: [string, (browser: Browser) => Promise<Send> | Send][] = [
  ['no token', browser => path => silent(browser, path, form)],
  ['an empty token', browser => path => silent(browser, path, { ...form, csrf: '' })],
  ['a wrong token', browser => path => silent(browser, path, { ...form, csrf: 'A'.repeat(43) })],
  ['the token of a session that has ended', staleAs(silentWith)],
  ['the token of a session that was locked', lockedAs(silentWith)],
  ["another session's token", othersAs(silentWith)],
  ['the token of a visit', browser => path => silentWith(browser, path, deriveToken(newToken(), 'form'))],
  ['a token sent twice', browser => path => browser.post(path, { ...form, csrf: ['x', 'y'] })],
  ['another site', browser => path => browser.post(path, form).set('Sec-Fetch-Site', 'cross-site')],
  ['a sister site', browser => path => browser.post(path, form).set('Sec-Fetch-Site', 'same-site')],
  ['nobody but the address bar', browser => path => browser.post(path, form).set('Sec-Fetch-Site', 'none')],
  [
    'a null origin',
    browser => path => browser.post(path, form).unset('Sec-Fetch-Site').set('Origin', 'null'),
  ],
  [
    'a foreign origin',
    browser => path =>
      browser.post(path, form).unset('Sec-Fetch-Site').set('Origin', 'https://elsewhere.example'),
  ],
]

/** Not refused but given back, to be sent by the member's own decision: nothing is saved. */
const givenBack: typeof attacks = [
  ['the token of an earlier session', staleAs(ours)],
  ["another session's token", othersAs(ours)],
  ['a token that never was', browser => path => ours(browser, path, 'A'.repeat(43))],
]

const changing = () =>
  listRoutes(tropa.app)
    .filter(route => route.method !== 'get' && route.path !== '/exit')
    .map(route => route.path.replace(/:\w+/g, 'x'))

describe('every route that changes something', () => {
  test.each(attacks)('refuses a form with %s', async (_, prepare) => {
    const browser = await signedInAs(tropa, 'coordinator', name())
    const send = await prepare(browser)
    const before = await everyValue(tropa.deps.db)
    expect(changing().length).toBeGreaterThan(25)
    for (const path of changing()) {
      const answer = await send(path)
      expect([path, answer.status]).toEqual([path, 403])
      expect(answer.text).toContain(texts('en', 'error.stale.title'))
      expect(answer.text).not.toContain('planted')
    }
    expect(await everyValue(tropa.deps.db)).toBe(before)
    expect((await browser.get('/cases')).status).toBe(200)
  })

  test.each(givenBack)('saves nothing of a form of our own pages with %s', async (_, prepare) => {
    const browser = await signedInAs(tropa, 'coordinator', name())
    const send = await prepare(browser)
    const before = await everyValue(tropa.deps.db)
    for (const path of changing()) {
      const answer = await send(path)
      // The steps of joining are not given back but begun where they stand.
      const onward = path.startsWith('/welcome')
      expect([path, answer.status]).toEqual([path, onward ? 303 : 403])
      expect(onward ? answer.headers.location : answer.text).toContain(
        onward ? '/welcome' : texts('en', 'kept.before'),
      )
    }
    expect(await everyValue(tropa.deps.db)).toBe(before)
  })
})

describe('signing in and joining', () => {
  test.each([
    ['no token', () => ({})],
    ['the token of another visit', () => ({ csrf: deriveToken(newToken(), 'form') })],
  ])('need the token of the visit: with %s nobody is signed in as somebody else', async (_, forged) => {
    const { post } = await visitor(tropa)
    const attacker = await memberWithPassphrase(tropa, 'volunteer', name())
    const credentials = { csrf: '', ...credentialsOf(tropa, attacker), ...forged() }
    for (const path of ['/sign-in', '/join/x', '/setup/x']) {
      const answer = await post(path, credentials)
      expect([path, answer.status]).toEqual([path, 403])
      expect(answer.headers).not.toHaveProperty('set-cookie')
    }
  })
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
  for (const [, prepare] of [...attacks, ...givenBack]) {
    const answer = await (await prepare(browser))('/exit')
    expect([answer.status, answer.headers.location]).toEqual([303, '/calendar'])
  }
  expect((await browser.get('/cases')).status).toBe(200)
  expect((await request(tropa.app).get('/exit')).headers.location).toBe('/calendar')
})

function silentWith(browser: Browser, path: string, csrf: string): request.Test {
  return silent(browser, path, { ...form, csrf })
}

type SendWith = (browser: Browser, path: string, csrf: string) => request.Test

/** With the token of another session of the same member, which has ended. */
function staleAs(send: SendWith) {
  return async (browser: Browser): Promise<Send> => {
    const earlier = await browserOf(tropa, browser.actor)
    await earlier.post('/sign-out')
    return path => send(browser, path, deriveToken(earlier.token, 'form'))
  }
}

function lockedAs(send: SendWith) {
  return async (browser: Browser): Promise<Send> => {
    const earlier = await browserOf(tropa, browser.actor)
    await lockSession(tropa.deps.db, hashToken(earlier.token))
    expect((await earlier.get('/account')).headers.location).toBe('/sign-in')
    return path => send(browser, path, deriveToken(earlier.token, 'form'))
  }
}

/** With the token that stands on a page of another member. */
function othersAs(send: SendWith) {
  return async (browser: Browser): Promise<Send> => {
    const other = await signedInAs(tropa, browser.actor.role, name())
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec((await other.get('/account')).text)!
    return path => send(browser, path, csrf!)
  }
}
