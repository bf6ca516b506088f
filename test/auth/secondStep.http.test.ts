import { keepRecoveryCodes } from '../../src/auth/keepRecoveryCodes'
import { countRecoveryCodes } from '../../src/auth/recoveryCodeStore'
import { newRecoveryCodes } from '../../src/auth/recoveryCodes'
import type { Role } from '../../src/db/schema'
import { listMembers } from '../../src/users/userStore'
import { listRoutes } from '../../src/web/routeList'
import { enrolledAs } from '../support/members'
import { codeNow, hidden, newBrowser, pass } from '../support/signIn'
import { browserOf, signedInAs, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

/** A browser whose member gave a code eleven minutes ago, and was never idle since. */
async function lateBrowser(role: Role, pseudonym: string = role) {
  const { actor, token } = await signedInAs(tropa, role, pseudonym)
  const browser = newBrowser(tropa, { session: token })
  pass(tropa, 330)
  await browser.get('/account')
  pass(tropa, 330)
  await browser.get('/account')
  const { totpSecret } = enrolledAs(actor).strongbox
  return { ...browser, actor, code: () => codeNow(tropa, totpSecret) }
}

const asking = [
  'get /account/calendar-file',
  'get /account/passphrase',
  'get /account/phone',
  'get /handovers',
  'get /handovers/:id',
  'get /readers',
  'get /releases',
  'get /releases/:id/:file',
  'get /releases/closures',
  'get /settings/taxonomy/:field/:code',
  'get /settings/taxonomy/:field/new',
  'get /users',
  'get /users/:id',
  'post /account/acknowledgement',
  'post /account/calendar-file',
  'post /account/calendar-file/ending',
  'post /account/passphrase',
  'post /account/phone',
  'post /account/phone/confirmation',
  'post /account/recovery-codes',
  'post /account/sessions/:hash/ending',
  'post /account/sessions/ending',
  'post /handovers/:id',
  'post /readers/:id/certificate',
  'post /releases',
  'post /releases/closures',
  'post /settings/taxonomy/:field/:code',
  'post /settings/taxonomy/:field/new',
  'post /users/:id/disabling',
  'post /users/:id/enabling',
  'post /users/:id/invitation',
  'post /users/:id/role',
  'post /users/invitations',
  'post /users/invitations/:hash/withdrawal',
]

test('people, readers, publishing and secrets ask for a code again ten minutes after the last, nothing else does', async () => {
  const found = new Set<string>()
  for (const role of ['volunteer', 'coordinator', 'admin'] as const) {
    const late = await lateBrowser(role)
    for (const { method, path } of listRoutes(tropa.app)) {
      // They end the session, or give it a new token.
      if (/^\/(exit|sign-out|welcome\/end)/.test(path)) continue
      const address = path.replace(/:\w+/g, 'x')
      const answer = await (method === 'get' ? late.get(address) : late.post(address))
      const page = answer.status === 403 && answer.text.includes(texts('en', 'second_step.title'))
      const way = `/second-step?to=${encodeURIComponent(address)}`
      if (page || answer.headers.location === way) found.add(`${method} ${path}`)
    }
  }
  expect([...found].sort()).toEqual(asking)
})

test('a page is asked for again, and opened when the code was right', async () => {
  const late = await lateBrowser('admin')
  expect((await late.get('/users')).headers.location).toBe('/second-step?to=%2Fusers')
  const page = await late.get('/second-step?to=%2Fusers')
  expect(page.text).toContain('name="to" value="/users"')
  const wrong = await late.post('/second-step', { code: '1234567', to: '/users' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('name="to" value="/users"')
  expect((await late.post('/second-step', { code: late.code(), to: '/users' })).headers.location).toBe(
    '/users',
  )
  expect((await late.get('/users')).status).toBe(200)
})

test('a form is kept, sealed, until the code was right, and then given back to be sent', async () => {
  const late = await lateBrowser('admin')
  await late.get('/account')
  const asked = await late.post('/users/invitations', { role: 'coordinator', pseudonym: 'Кедр' })
  expect(asked.status).toBe(403)
  expect(asked.text).not.toContain('Кедр')
  const kept = hidden(asked, 'kept')!
  expect(kept).toMatch(/^[\w-]{50,}$/)
  const wrong = await late.post('/second-step', { code: '1234567', to: '/', kept })
  expect(hidden(wrong, 'kept')).toBe(kept)
  const given = await late.post('/second-step', { code: late.code(), to: '/', kept })
  expect(given.status).toBe(200)
  expect(given.text).toContain('action="/users/invitations"')
  const form = { role: hidden(given, 'role')!, pseudonym: hidden(given, 'pseudonym')! }
  expect(form).toEqual({ role: 'coordinator', pseudonym: 'Кедр' })
  expect((await late.post('/users/invitations', form)).status).toBe(201)
})

test('what is kept for one member is not given to another', async () => {
  const late = await lateBrowser('admin', 'first')
  const kept = hidden(await late.post('/users/invitations', { role: 'admin', pseudonym: 'Кедр' }), 'kept')!
  const other = await lateBrowser('admin', 'second')
  const answer = await other.post('/second-step', { code: other.code(), to: '/account', kept })
  expect([answer.status, answer.headers.location]).toEqual([303, '/account'])
  expect(answer.text).not.toContain('Кедр')
})

test('nothing is changed before the code was right', async () => {
  const late = await lateBrowser('admin')
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  for (const path of ['disabling', 'role', 'invitation']) {
    expect((await late.post(`/users/${actor.id}/${path}`, { role: 'admin' })).status).toBe(403)
  }
  expect((await get('/cases')).status).toBe(200)
  const members = await listMembers(tropa.deps.db)
  expect(members.find(one => one.id === actor.id)).toMatchObject({ role: 'volunteer', state: 'active' })
  expect(await tropa.deps.db.selectFrom('invitations').selectAll().execute()).toEqual([])
})

test('the end of the welcome, which asks for no code, does not count as one', async () => {
  const late = await lateBrowser('admin')
  expect((await late.post('/welcome/end')).status).toBe(303)
  expect((await late.get('/users')).headers.location).toBe('/second-step?to=%2Fusers')
})

describe('a code that is asked for again', () => {
  test('works once, also when it is sent five times at once', async () => {
    const late = await lateBrowser('admin')
    const form = { code: late.code(), to: '/users' }
    const session = late.jar.get('session')!
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = newBrowser(tropa, { session })
        return browser.post('/second-step', { ...form, csrf: late.csrf() })
      }),
    )
    expect(answers.filter(answer => answer.status === 303)).toHaveLength(1)
    const again = await lateAgain(late.actor.id)
    expect((await again.post('/second-step', form)).status).toBe(422)
  })

  test('may be a recovery code, which is then used up and noted', async () => {
    const late = await lateBrowser('admin')
    const codes = newRecoveryCodes()
    await keepRecoveryCodes(tropa.deps.db, tropa.deps.serverKey, late.actor.id, codes)
    const form = { code: codes[7]!, to: '/users' }
    expect((await late.post('/second-step', form)).headers.location).toBe('/users')
    await late.get('/users')
    expect((await late.post('/second-step', form)).status).toBe(422)
    expect(await countRecoveryCodes(tropa.deps.db, late.actor.id)).toBe(9)
    const entries = await tropa.deps.db.selectFrom('audit').select('action').execute()
    expect(entries.filter(entry => entry.action === 'recovery_code.used')).toHaveLength(1)
  })
})

describe('the way on after the code never leads to another site', () => {
  const elsewhere = [
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    'https://elsewhere.example',
    'https:elsewhere.example',
    'javascript:alert(1)',
    '/\t/elsewhere.example',
    '/\r\nLocation: https://elsewhere.example',
    ' //elsewhere.example',
    'elsewhere.example',
    '',
  ]

  test.each(elsewhere)('%j leads home', async to => {
    const late = await lateBrowser('admin')
    const page = await late.get(`/second-step?${new URLSearchParams({ to }).toString()}`)
    expect(hidden(page, 'to')).toBe('/')
    const answer = await late.post('/second-step', { code: late.code(), to })
    expect([answer.status, answer.headers.location]).toEqual([303, '/'])
  })

  test('nor is an address that is repeated read', async () => {
    const late = await lateBrowser('admin')
    expect(hidden(await late.get('/second-step?to=/users&to=//elsewhere.example'), 'to')).toBe('/')
  })
})

/** Another browser of the same member, with the token of its form page. */
async function lateAgain(id: string) {
  const { token } = await browserOf(tropa, enrolledAs({ id }).actor)
  const browser = newBrowser(tropa, { session: token })
  await browser.get('/account')
  return browser
}
