import type request from 'supertest'
import { lockIdleSessions } from '../../src/auth/lockIdleSessions'
import { secondsOf } from '../../src/calendar/month'
import { inviteAgain } from '../../src/users/inviteMember'
import { hashToken, newToken } from '../../src/vault/random'
import { listRoutes } from '../../src/web/routeList'
import { enrolledAs, today } from '../support/members'
import {
  codeNow,
  credentialsOf,
  joinThroughPage,
  memberWithPassphrase,
  newBrowser,
  pass,
  passphrase,
  signInThroughPage,
  type Browser,
} from '../support/signIn'
import { browserOf, browserWith, signedInAs, testApp, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

type SignedIn = Awaited<ReturnType<typeof signedInAs>>

/** Routes that need a session. Without one they lead to the sign-in page; a form is refused before its route. */
const open = /^\/(assets|healthz|calendar|feeds|sign-in|sign-out|exit|setup|join|language)(\/|$)/

async function expectWorthNothing(token: string): Promise<void> {
  const { get, post } = browserWith(tropa.app, 'session', token)
  const routes = listRoutes(tropa.app).filter(({ path }) => !open.test(path))
  expect(routes.length).toBeGreaterThan(45)
  for (const { method, path } of routes) {
    const address = path.replace(/:\w+/g, 'x')
    const { status, headers } = await (method === 'get' ? get(address) : post(address, { text: 'x' }))
    const way = method === 'get' ? '/sign-in' : undefined
    expect([method, path, status, headers.location]).toEqual([method, path, way ? 303 : 403, way])
  }
}

const admin = () => signedInAs(tropa, 'admin', `admin ${newToken().slice(0, 8)}`)

const endings: [string, (browser: SignedIn) => Promise<unknown>][] = [
  ['signing out', ({ post }) => post('/sign-out')],
  ['Exit', ({ post }) => post('/exit')],
  ['ending all sessions', ({ post }) => post('/account/sessions/ending')],
  [
    'ending it from another browser',
    async ({ actor, token }) =>
      (await browserOf(tropa, actor)).post(`/account/sessions/${hashToken(token)}/ending`),
  ],
  ['the idle lock', async () => pass(tropa, 15 * 60 + 1)],
  [
    'the idle lock without a request',
    async () => {
      pass(tropa, 15 * 60 + 1)
      await lockIdleSessions(tropa.deps.db, secondsOf(tropa.clock))
      pass(tropa, -15 * 60)
    },
  ],
  ['eight hours', async () => pass(tropa, 8 * 3600 + 1)],
  [
    'another role',
    async ({ actor }) => (await admin()).post(`/users/${actor.id}/role`, { role: 'coordinator' }),
  ],
  ['the end of access', async ({ actor }) => (await admin()).post(`/users/${actor.id}/disabling`)],
  [
    'the end of access that was taken back',
    async ({ actor }) => {
      const { post } = await admin()
      await post(`/users/${actor.id}/disabling`)
      await post(`/users/${actor.id}/enabling`)
    },
  ],
  [
    'joining again',
    async ({ actor }) => {
      const { actor: by } = await admin()
      const code = await inviteAgain(tropa.deps.db, by, actor.id, secondsOf(tropa.clock), today)
      const browser = newBrowser(tropa)
      await browser.get(`/join/${code}`)
      await browser.post(`/join/${code}`, { passphrase, repeated: passphrase })
    },
  ],
  [
    'two newer sessions',
    async ({ actor }) => {
      for (let n = 0; n < 2; n++) {
        pass(tropa, 1)
        await browserOf(tropa, actor)
      }
    },
  ],
]

test.each(endings)('after %s the cookie opens no page and sends no form', async (_, end) => {
  const browser = await signedInAs(tropa, 'volunteer')
  expect((await browser.get('/cases')).status).toBe(200)
  await end(browser)
  await expectWorthNothing(browser.token)
})

test('a cookie is worth nothing when the member key in its row is that of another session', async () => {
  const [rowan, heron] = [
    await signedInAs(tropa, 'volunteer', 'rowan'),
    await signedInAs(tropa, 'volunteer', 'heron'),
  ]
  const { db } = tropa.deps
  const rows = await db.selectFrom('sessions').selectAll().execute()
  const row = rows.find(one => one.token_hash === hashToken(heron.token))!
  await db
    .updateTable('sessions')
    .set({ wrapped_key: row.wrapped_key })
    .where('token_hash', '=', hashToken(rowan.token))
    .execute()
  expect((await rowan.get('/account')).headers.location).toBe('/sign-in')
  expect((await heron.get('/account')).status).toBe(200)
})

describe('a token that somebody planted before', () => {
  test.each([
    ['made up', async () => newToken() as string],
    ['of a session of their own', async () => (await signedInAs(tropa, 'volunteer', 'planter')).token],
    [
      'of a locked session of their own',
      async () => {
        const { token } = await signedInAs(tropa, 'volunteer', 'planter')
        await tropa.deps.db.updateTable('sessions').set({ wrapped_key: null }).execute()
        return token
      },
    ],
  ] as const)('%s is not the one that signing in gives', async (_, plant) => {
    const rowan = await memberWithPassphrase(tropa, 'admin', 'rowan')
    const planted = await plant()
    const browser = newBrowser(tropa, { session: planted, visit: newToken() })
    await browser.get('/sign-in')
    if (browser.csrf() === '') await browser.get('/account')
    const answer = await browser.post('/sign-in', credentialsOf(tropa, rowan))
    expect(answer.headers.location).toBe('/')
    expect(browser.jar.get('session')).not.toBe(planted)
    expect((await browser.get('/users')).status).toBe(200)
    const planter = await browserWith(tropa.app, 'session', planted).get('/users')
    expect([303, 403]).toContain(planter.status)
  })

  test('for the visit opens nothing, and is gone after signing in', async () => {
    const rowan = await memberWithPassphrase(tropa, 'volunteer')
    const planted = newToken()
    const browser = newBrowser(tropa, { visit: planted })
    await browser.get('/sign-in')
    await browser.post('/sign-in', credentialsOf(tropa, rowan))
    expect(browser.jar.has('visit')).toBe(false)
    const { get } = browserWith(tropa.app, 'session', planted)
    expect((await get('/account')).headers.location).toBe('/sign-in')
    // Nor is its form token good for anything inside.
    const csrf = browserWith(tropa.app, 'session', planted)
    expect((await csrf.post('/cases', { category: 'soldier' })).status).toBe(403)
  })
})

describe('a new token is given, and the old one worth nothing, after', () => {
  const steps: [string, () => Promise<{ before: string; browser: Browser; answer: request.Response }>][] = [
    [
      'signing in again in the same browser',
      async () => {
        const rowan = await memberWithPassphrase(tropa, 'volunteer')
        const browser = await signInThroughPage(tropa, rowan)
        const before = browser.jar.get('session')!
        pass(tropa, 16 * 60)
        await browser.get('/sign-in?locked')
        return { before, browser, answer: await browser.post('/sign-in', credentialsOf(tropa, rowan)) }
      },
    ],
    [
      'a second step',
      async () => {
        const { browser, secret, before } = await memberInside()
        return {
          before,
          browser,
          answer: await browser.post('/second-step', { code: codeNow(tropa, secret) }),
        }
      },
    ],
    [
      'confirming a phone',
      async () => {
        const browser = await joinThroughPage(tropa, 'volunteer')
        const before = browser.jar.get('session')!
        return { before, browser, answer: await confirmPhone(browser) }
      },
    ],
    [
      'the end of the welcome',
      async () => {
        const browser = await joinThroughPage(tropa, 'volunteer')
        await confirmPhone(browser)
        const before = browser.jar.get('session')!
        return { before, browser, answer: await browser.post('/welcome/end') }
      },
    ],
    [
      'another passphrase',
      async () => {
        const browser = await signInThroughPage(tropa, await memberWithPassphrase(tropa, 'volunteer'))
        const before = browser.jar.get('session')!
        await browser.get('/account/passphrase')
        const chosen = 'nine grey lapwings turn'
        const form = { present: passphrase, passphrase: chosen, repeated: chosen }
        return { before, browser, answer: await browser.post('/account/passphrase', form) }
      },
    ],
    [
      'another phone',
      async () => {
        const { browser, before } = await memberInside()
        await browser.post('/account/phone')
        const secret = secretOn(await browser.get('/account/phone'))
        const form = { code: codeNow(tropa, secret) }
        return { before, browser, answer: await browser.post('/account/phone/confirmation', form) }
      },
    ],
  ]

  test.each(steps)('%s', async (_, step) => {
    const { before, browser, answer } = await step()
    expect([201, 303]).toContain(answer.status)
    const after = browser.jar.get('session')!
    expect(after).not.toBe(before)
    await expectWorthNothing(before)
    expect((await browser.get('/welcome')).status).toBe(200)
  })

  async function memberInside() {
    const { actor, token } = await signedInAs(tropa, 'volunteer')
    const browser = newBrowser(tropa, { session: token })
    await browser.get('/account')
    return { browser, before: token as string, secret: enrolledAs(actor).strongbox.totpSecret }
  }

  async function confirmPhone(browser: Browser): Promise<request.Response> {
    const secret = secretOn(await browser.get('/welcome'))
    return browser.post('/welcome/second-factor', { code: codeNow(tropa, secret) })
  }
})

function secretOn({ text }: request.Response): string {
  return /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '')
}
