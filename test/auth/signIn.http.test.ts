import request from 'supertest'
import type { Role } from '../../src/db/schema'
import { makePassphraseRecord } from '../../src/vault/passphraseKey'
import { addMember } from '../support/members'
import { browserOf, cookieOf, signedInAs, testApp, visitor, type TestApp } from '../support/testApp'

const passphrase = 'seven quiet herons cross'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

async function memberWithPassphrase(role: Role, pseudonym: string) {
  const actor = await addMember(tropa.deps.db, role, pseudonym)
  const record = await makePassphraseRecord(passphrase)
  await tropa.deps.db.updateTable('users').set(record).where('id', '=', actor.id).execute()
  return actor
}

test('the right pair begins a session with a new token; the pseudonym may be typed in any case', async () => {
  await memberWithPassphrase('volunteer', 'Rowan')
  const browser = await visitor(tropa)
  const answer = await browser.post('/sign-in', { pseudonym: ' rowan ', passphrase })
  expect(answer.headers.location).toBe('/')
  const cookie = [answer.headers['set-cookie']].flat().find(one => one?.startsWith('session='))
  expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const page = await request(tropa.app).get('/cases').set('Cookie', cookieOf(answer, 'session'))
  expect(page.status).toBe(200)
})

test('wrong passphrase, unknown name and ended access look the same', async () => {
  const ended = await memberWithPassphrase('volunteer', 'ended')
  await tropa.deps.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', ended.id).execute()
  await memberWithPassphrase('volunteer', 'rowan')
  const browser = await visitor(tropa)
  const pages = []
  for (const [pseudonym, typed] of [
    ['rowan', 'wrong'],
    ['nobody', passphrase],
    ['ended', passphrase],
  ] as const) {
    const answer = await browser.post('/sign-in', { pseudonym, passphrase: typed })
    expect(answer.status).toBe(422)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.text).not.toContain(passphrase)
    pages.push(answer.text.replaceAll(pseudonym, '').replace(/value="[\w-]{43}"/g, ''))
  }
  expect(new Set(pages).size).toBe(1)
})

test('a token that somebody else planted is worth nothing: sign-in makes another', async () => {
  await memberWithPassphrase('volunteer', 'rowan')
  const browser = await visitor(tropa)
  const planted = 'session=' + 'A'.repeat(43)
  const answer = await browser.post('/sign-in', { pseudonym: 'rowan', passphrase }).set('Cookie', planted)
  expect(answer.status).toBe(403)
  expect((await request(tropa.app).get('/cases').set('Cookie', planted)).headers.location).toBe('/sign-in')
})

test.each([
  ['volunteer', '2024-03-15T12:14:59Z', '2024-03-15T12:15:31Z'],
  ['coordinator', '2024-03-15T12:09:59Z', '2024-03-15T12:10:31Z'],
] as const)('an idle %s is signed out in time', async (role, before, after) => {
  const { get } = await signedInAs(tropa, role)
  const idle = await browserOf(tropa, (await signedInAs(tropa, role, 'idle')).actor)
  tropa.clock.set(before)
  expect((await get('/cases')).status).toBe(200)
  tropa.clock.set(after)
  expect((await get('/cases')).status).toBe(200)
  expect((await idle.get('/cases')).headers.location).toBe('/sign-in')
})

test('a session ends after eight hours however busy it is', async () => {
  const { get } = await signedInAs(tropa, 'volunteer')
  const start = Date.parse('2024-03-15T12:00:00Z')
  for (let minutes = 10; minutes <= 480; minutes += 10) {
    tropa.clock.set(new Date(start + minutes * 60_000).toISOString())
    expect((await get('/account')).status).toBe(200)
  }
  tropa.clock.set(new Date(start + 481 * 60_000).toISOString())
  expect((await get('/account')).headers.location).toBe('/sign-in')
})

test.each(['/sign-out', '/exit', '/account/sessions/ending'])(
  'after %s the cookie is worth nothing',
  async path => {
    const { actor, get, post } = await signedInAs(tropa, 'volunteer')
    const elsewhere = await browserOf(tropa, actor)
    const answer = await post(path)
    expect(answer.headers.location).toBe(path === '/exit' ? '/calendar' : '/sign-in')
    if (path !== '/account/sessions/ending') expect(answer.headers['clear-site-data']).toContain('cookies')
    expect((await get('/cases')).headers.location).toBe('/sign-in')
    const other = await elsewhere.get('/cases')
    expect(other.status).toBe(path === '/account/sessions/ending' ? 303 : 200)
  },
)

test('the page after Exit sets no cookie and says nothing of Tropa', async () => {
  const page = await request(tropa.app).get('/calendar').set('Accept-Language', 'ru')
  expect(page.headers['set-cookie']).toBeUndefined()
  expect(page.text.toLowerCase()).not.toMatch(/tropa|тропа/)
  expect(page.text).toContain('<title>март 2024</title>')
  expect(page.text).toMatch(/<td>31<\/td>/)
  expect(page.text).not.toMatch(/<td>32<\/td>/)
})

test('the language of the page follows the browser before sign-in and the choice afterwards', async () => {
  const russian = await request(tropa.app).get('/sign-in').set('Accept-Language', 'ru,en;q=0.5')
  expect(russian.text).toContain('<html lang="ru">')
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const answer = await post('/language', { language: 'ru' }).set('Referer', 'http://127.0.0.1/cases/new?x=1')
  expect(answer.status).toBe(303)
  expect((await get('/cases')).text).toContain('<html lang="ru">')
})

test('a language chosen before sign-in is kept inside', async () => {
  const member = await memberWithPassphrase('volunteer', 'rowan')
  const browser = await visitor(tropa)
  const chosen = cookieOf(await browser.post('/language', { language: 'ru' }), 'language')
  const visit = (await browser.get('/sign-in')).request.get('Cookie')
  const signIn = browser.post('/sign-in', { pseudonym: 'rowan', passphrase })
  await signIn.set('Cookie', `${visit}; ${chosen}`)
  expect((await (await browserOf(tropa, member)).get('/cases')).text).toContain('<html lang="ru">')
})

test('the language switch sends nobody to another site', async () => {
  const { post } = await signedInAs(tropa, 'volunteer')
  for (const referrer of ['https://elsewhere.example/x', 'nonsense', 'http://127.0.0.1//elsewhere.example']) {
    const answer = await post('/language', { language: 'en' }).set('Referer', referrer)
    expect(answer.headers.location).toBe('/')
  }
})

test('over TLS the cookie is Secure and bound to this host', async () => {
  const secure = await testApp({ origin: 'https://tropa.example.org' })
  const first = await request(secure.app).get('/sign-in')
  expect([first.headers['set-cookie']].flat()[0]).toMatch(
    /^__Host-visit=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  await secure.close()
})
