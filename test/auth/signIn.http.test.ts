import request from 'supertest'
import { keepRecoveryCodes } from '../../src/auth/keepRecoveryCodes'
import { countRecoveryCodes } from '../../src/auth/recoveryCodeStore'
import { newRecoveryCodes } from '../../src/auth/recoveryCodes'
import { totpCode } from '../../src/auth/secondFactor'
import { secondsOf } from '../../src/calendar/month'
import { listRoutes } from '../../src/web/routeList'
import {
  credentialsOf,
  joinThroughPage,
  memberWithPassphrase,
  newBrowser,
  pass,
  passphrase,
  signInThroughPage,
} from '../support/signIn'
import { browserOf, cookieOf, signedInAs, testApp, visitor, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const countSessions = async () =>
  (await tropa.deps.db.selectFrom('sessions').select('user_id').execute()).length

describe('pseudonym, passphrase and code together', () => {
  test('begin a session with a new token; the pseudonym may be typed in any case', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer', 'Rowan')
    const browser = await visitor(tropa)
    const answer = await browser.post('/sign-in', credentialsOf(tropa, rowan, { pseudonym: ' rowan ' }))
    expect(answer.headers.location).toBe('/')
    const cookie = [answer.headers['set-cookie']].flat().find(one => one?.startsWith('session='))
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const page = await request(tropa.app).get('/cases').set('Cookie', cookieOf(answer, 'session'))
    expect(page.status).toBe(200)
  })

  test('each alone, or two of the three, begin none', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const right = credentialsOf(tropa, rowan)
    const wrongCode = String((Number(right.code) + 1) % 1_000_000).padStart(6, '0')
    for (const change of [
      { code: '' },
      { code: wrongCode },
      { passphrase: '' },
      { passphrase: `${passphrase} ` },
      { pseudonym: '' },
    ]) {
      const { answer, jar } = await signInThroughPage(tropa, rowan, change)
      expect([change, answer.status, jar.has('session')]).toEqual([change, 422, false])
      expect(answer.text).not.toContain(passphrase)
    }
    expect(await countSessions()).toBe(0)
  })
})

describe('a code of the phone', () => {
  test('is good for half a minute before and after its own, not longer', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const now = secondsOf(tropa.clock)
    const location = async (offset: number) => {
      const { answer } = await signInThroughPage(tropa, rowan, {
        code: totpCode(rowan.totpSecret, now + offset),
      })
      return answer.headers.location
    }
    const answers: unknown[] = []
    for (const offset of [-60, 60, -30, 0, 30]) answers.push(await location(offset))
    expect(answers).toEqual([undefined, undefined, '/', '/', '/'])
  })

  test('works once; so none of before the last one works any more', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const first = credentialsOf(tropa, rowan)
    expect((await signInThroughPage(tropa, rowan, first)).answer.status).toBe(303)
    expect((await signInThroughPage(tropa, rowan, first)).answer.status).toBe(422)
    pass(tropa, 30)
    expect((await signInThroughPage(tropa, rowan, first)).answer.status).toBe(422)
    expect((await signInThroughPage(tropa, rowan)).answer.status).toBe(303)
  })

  test('sent twenty times at once begins exactly one session', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const browser = await visitor(tropa)
    const form = credentialsOf(tropa, rowan)
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post('/sign-in', form)))
    expect(answers.filter(answer => answer.status === 303)).toHaveLength(1)
    expect(await countSessions()).toBe(1)
  })
})

describe('a recovery code', () => {
  test('stands in for the phone once, however it is typed, and its row goes', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const codes = newRecoveryCodes()
    await keepRecoveryCodes(tropa.deps.db, tropa.deps.serverKey, rowan.actor.id, codes)
    const code = codes[3]!.replaceAll('-', ' ').toLowerCase()
    expect((await signInThroughPage(tropa, rowan, { code })).answer.headers.location).toBe('/')
    expect(await countRecoveryCodes(tropa.deps.db, rowan.actor.id)).toBe(9)
    expect((await signInThroughPage(tropa, rowan, { code })).answer.status).toBe(422)
    expect((await signInThroughPage(tropa, rowan, { code: codes[4] })).answer.headers.location).toBe('/')
  })

  test('sent five times at once begins exactly one session', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const codes = newRecoveryCodes()
    await keepRecoveryCodes(tropa.deps.db, tropa.deps.serverKey, rowan.actor.id, codes)
    const browser = await visitor(tropa)
    const form = credentialsOf(tropa, rowan, { code: codes[0] })
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.post('/sign-in', form)))
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 422, 422, 422, 422])
    expect(await countSessions()).toBe(1)
  })

  test("of one member is none of another's", async () => {
    const [rowan, heron] = [
      await memberWithPassphrase(tropa, 'volunteer', 'rowan'),
      await memberWithPassphrase(tropa, 'volunteer', 'heron'),
    ]
    const codes = newRecoveryCodes()
    await keepRecoveryCodes(tropa.deps.db, tropa.deps.serverKey, rowan.actor.id, codes)
    expect((await signInThroughPage(tropa, heron, { code: codes[0] })).answer.status).toBe(422)
    expect(await countRecoveryCodes(tropa.deps.db, rowan.actor.id)).toBe(10)
  })
})

test('who has not set up a phone signs in without a code, to the steps that are left and nowhere else', async () => {
  await joinThroughPage(tropa, 'volunteer', 'rowan')
  const browser = newBrowser(tropa)
  await browser.get('/sign-in')
  const answer = await browser.post('/sign-in', { pseudonym: 'rowan', passphrase, code: '' })
  expect(answer.headers.location).toBe('/welcome')
  await browser.get('/welcome')
  const open = /^\/(assets|healthz|calendar|feeds|sign-in|sign-out|exit|setup|join|language|welcome)(\/|$)/
  const routes = listRoutes(tropa.app).filter(route => !open.test(route.path))
  expect(routes.length).toBeGreaterThan(40)
  for (const { method, path } of routes) {
    const address = path.replace(/:\w+/g, 'x')
    const { headers } = await (method === 'get' ? browser.get(address) : browser.post(address))
    expect([method, path, headers.location]).toEqual([method, path, '/welcome'])
  }
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
  const member = await memberWithPassphrase(tropa, 'volunteer')
  const browser = newBrowser(tropa)
  await browser.get('/sign-in')
  await browser.post('/language', { language: 'ru' })
  await browser.post('/sign-in', credentialsOf(tropa, member))
  expect((await (await browserOf(tropa, member.actor)).get('/cases')).text).toContain('<html lang="ru">')
})

test('the language switch sends nobody to another site', async () => {
  const { post } = await signedInAs(tropa, 'volunteer')
  for (const referrer of ['https://elsewhere.example/x', 'nonsense', 'http://127.0.0.1//elsewhere.example']) {
    const answer = await post('/language', { language: 'en' }).set('Referer', referrer)
    expect(answer.headers.location).toBe('/')
  }
})

test('over TLS every cookie is Secure and bound to this host, and none outlives the window', async () => {
  const secure = await testApp({ origin: 'https://tropa.example.org' })
  const rowan = await memberWithPassphrase(secure, 'volunteer')
  const first = await request(secure.app).get('/sign-in')
  const [visit] = [first.headers['set-cookie']].flat()
  const csrf = /name="csrf" value="([\w-]+)"/.exec(first.text)![1]
  const answer = await request(secure.app)
    .post('/sign-in')
    .set('Cookie', visit!.split(';')[0]!)
    .type('form')
    .send({ csrf, ...credentialsOf(secure, rowan) })
  const set = [visit!, ...[answer.headers['set-cookie']].flat()].filter(line => !line!.includes('Expires'))
  expect(set.map(line => line!.split('=')[0])).toEqual([
    '__Host-visit',
    '__Host-session',
    '__Host-reader',
    '__Host-device',
  ])
  for (const line of set) {
    expect(line).toMatch(/^__Host-\w+=[\w-]{43,44}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  }
  await secure.close()
})
