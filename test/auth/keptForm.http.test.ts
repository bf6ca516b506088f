import type request from 'supertest'
import { recordCase } from '../../src/cases/recordCase'
import { disableMember } from '../../src/users/changeMemberState'
import { addMember, enrolledAs, someFacts, today } from '../support/members'
import {
  codeNow,
  credentialsOf,
  hidden,
  memberWithPassphrase,
  newBrowser,
  pass,
  type Browser,
  type MemberWithPassphrase,
} from '../support/signIn'
import { openKeptForm } from '../../src/auth/keptForm'
import { browserOf, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
let heron: MemberWithPassphrase
let browser: Browser
let caseCode: string
beforeEach(async () => {
  tropa = await testApp()
  await addMember(tropa.deps.db, 'coordinator')
  heron = await memberWithPassphrase(tropa, 'volunteer', 'heron')
  caseCode = await recordCase(tropa.deps.db, heron.actor, someFacts(), today)
  const reader = enrolledAs(heron.actor).strongbox.boxPublic
  browser = newBrowser(tropa, { session: (await browserOf(tropa, heron.actor)).token, reader })
})
afterEach(() => tropa.close())

const words = 'тайник у старой мельницы <b>"'
const escaped = 'тайник у старой мельницы &lt;b&gt;&quot;'
const notesPath = () => `/cases/${caseCode}/notes`

/** What the page before this one answers when its form comes after the lock. */
async function afterLock(path: string, form: Record<string, string | string[]>) {
  await browser.get('/cases/new')
  const csrf = browser.csrf()
  pass(tropa, 16 * 60)
  return { csrf, answer: await browser.post(path, form) }
}

const signIn = (kept: string, change: object = {}) =>
  browser.post('/sign-in', { ...credentialsOf(tropa, heron, change), kept })

/** Sends the form that a page gives back, just as it stands there. */
function sendAgain(page: request.Response, form: Record<string, string | string[]>) {
  const [, action] = /<form method="post" action="(\/cases[^"]*)"/.exec(page.text)!
  return browser.post(action!, form)
}

describe('a form that comes after the idle lock', () => {
  test('is sealed into the sign-in page, comes back after signing in, and is saved when it is sent', async () => {
    const { csrf, answer } = await afterLock(notesPath(), { text: words })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(texts('en', 'lock.kept'))
    expect(answer.text).not.toMatch(/тайник|мельницы/)
    const page = await signIn(hidden(answer, 'kept')!)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`>${escaped}</textarea>`)
    expect(hidden(page, 'csrf')).not.toBe(csrf)
    // Telephone numbers and the like would be asked about first; these words hold none.
    expect((await sendAgain(page, { text: words })).headers.location).toBe(`/cases/${caseCode}?noted#notes`)
    expect((await browser.get(`/cases/${caseCode}`)).text).toContain(escaped)
  })

  test('keeps every field, those that are sent several times included', async () => {
    const needs = ['legal', 'money']
    const { answer } = await afterLock('/cases', { category: 'soldier', month: '2024-02', needs })
    const page = await signIn(hidden(answer, 'kept')!)
    const fields = [...page.text.matchAll(/name="(category|month|needs)" value="([^"]*)"/g)]
    expect(fields.map(([, name, value]) => `${name} ${value}`)).toEqual([
      'category soldier',
      'month 2024-02',
      'needs legal',
      'needs money',
    ])
    const saved = await sendAgain(page, { category: 'soldier', month: '2024-02', needs })
    expect((await browser.get(saved.headers.location!)).text).toContain('February 2024')
  })

  test('keeps as many words as a note may have', async () => {
    const long = 'ы'.repeat(10_000)
    const { answer } = await afterLock(notesPath(), { text: long })
    const page = await signIn(hidden(answer, 'kept')!)
    expect(page.text).toContain(`>${long}</textarea>`)
    expect((await sendAgain(page, { text: long })).status).toBe(303)
  })

  test('is still kept after a slip in the passphrase', async () => {
    const { answer } = await afterLock(notesPath(), { text: words })
    const slip = await signIn(hidden(answer, 'kept')!, { passphrase: 'wrong' })
    expect([slip.status, hidden(slip, 'kept')]).toEqual([422, hidden(answer, 'kept')])
    expect((await signIn(hidden(slip, 'kept')!)).text).toContain(escaped)
  })

  test('is not shown to another member who signs in there', async () => {
    const raven = await memberWithPassphrase(tropa, 'volunteer', 'raven')
    const { answer } = await afterLock(notesPath(), { text: words })
    const form = { ...credentialsOf(tropa, raven), kept: hidden(answer, 'kept')! }
    const other = await browser.post('/sign-in', form)
    expect([other.status, other.headers.location]).toEqual([303, '/'])
    expect((await browser.get('/cases')).text).not.toContain('тайник')
  })

  test.each([
    [
      'changed in one character',
      (kept: string) => kept.slice(0, -9) + (kept.at(-9) === 'A' ? 'B' : 'A') + kept.slice(-8),
    ],
    ['cut', (kept: string) => kept.slice(0, 60)],
    ['nonsense', () => '../../etc/passwd'],
    [
      'a form in clear',
      () => JSON.stringify({ path: 'https://elsewhere.example', fields: [['text', words]] }),
    ],
  ])('is ignored when it comes back %s', async (_, change) => {
    const { answer } = await afterLock(notesPath(), { text: words })
    const page = await signIn(change(hidden(answer, 'kept')!))
    expect([page.status, page.headers.location]).toEqual([303, '/'])
  })

  test('keeps no passphrase and no code', async () => {
    const secrets = {
      passphrase: 's1',
      repeated: 's2',
      present: 's3',
      offered: 's4',
      code: 's5',
      text: words,
    }
    const { answer } = await afterLock(notesPath(), secrets)
    const page = await signIn(hidden(answer, 'kept')!)
    expect(page.text).toContain(escaped)
    expect(page.text).not.toMatch(/"s\d"/)
    expect(page.text.match(/<(input|textarea)[^>]* name="(?!csrf)/g)).toHaveLength(1)
  })

  test('of which nothing but a passphrase would be left is not kept at all', async () => {
    const secrets = {
      present: 'seven quiet herons',
      passphrase: 'nine grey lapwings',
      repeated: 'nine grey lapwings',
    }
    const { answer } = await afterLock('/account/passphrase', secrets)
    expect(answer.status).toBe(403)
    expect(hidden(answer, 'kept')).toBeUndefined()
    expect(answer.text).not.toMatch(/herons|lapwings/)
  })

  test('keeps the form that was waiting for a code, too', async () => {
    const raven = await memberWithPassphrase(tropa, 'admin', 'raven')
    browser = newBrowser(tropa, { session: (await browserOf(tropa, raven.actor)).token })
    for (let n = 0; n < 2; n++) {
      await browser.get('/account')
      pass(tropa, 330)
    }
    const asked = await browser.post('/users/invitations', { role: 'volunteer', pseudonym: 'Кедр' })
    const kept = hidden(asked, 'kept')!
    pass(tropa, 601)
    const locked = await browser.post('/second-step', {
      code: codeNow(tropa, raven.totpSecret),
      to: '/',
      kept,
    })
    expect(locked.status).toBe(403)
    const form = { ...credentialsOf(tropa, raven), kept: hidden(locked, 'kept')! }
    const page = await browser.post('/sign-in', form)
    expect(page.text).toContain('action="/users/invitations"')
    expect(hidden(page, 'pseudonym')).toBe('Кедр')
  })
})

describe('a form after the idle lock is refused plainly', () => {
  const plain = async (answer: request.Response) => {
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(texts('en', 'error.stale.title'))
    expect(answer.text).not.toContain('name="kept"')
    expect(answer.text).not.toContain('тайник')
  }

  test('with a wrong token, or that of another session', async () => {
    const other = await browserOf(tropa, (await memberWithPassphrase(tropa, 'volunteer', 'raven')).actor)
    const raven = newBrowser(tropa, { session: other.token })
    await raven.get('/account')
    await browser.get('/cases/new')
    pass(tropa, 16 * 60)
    for (const csrf of ['', 'A'.repeat(43), raven.csrf()]) {
      await plain(await browser.post(notesPath(), { text: words, csrf }))
    }
  })

  test.each(['cross-site', 'same-site', 'none'])('when the browser says that it is %s', async site => {
    await browser.get('/cases/new')
    pass(tropa, 16 * 60)
    await plain(await browser.post(notesPath(), { text: words }, { 'Sec-Fetch-Site': site }))
  })

  test('when its member has no access any more', async () => {
    await browser.get('/cases/new')
    pass(tropa, 16 * 60)
    await disableMember(tropa.deps.db, { ...heron.actor, id: 'system' }, heron.actor.id, today)
    await plain(await browser.post(notesPath(), { text: words }))
  })

  test('thirteen hours after the session began', async () => {
    await browser.get('/cases/new')
    pass(tropa, 13 * 3600)
    await browserOf(tropa, (await memberWithPassphrase(tropa, 'volunteer', 'raven')).actor)
    await plain(await browser.post(notesPath(), { text: words }))
  })
})

test('is not sealed to whomever somebody writes into the row of a locked session', async () => {
  const mallory = await memberWithPassphrase(tropa, 'volunteer', 'mallory')
  await browser.get('/cases/new')
  pass(tropa, 16 * 60)
  const { db } = tropa.deps
  await db.updateTable('sessions').set({ wrapped_key: null, user_id: mallory.actor.id }).execute()
  await db
    .updateTable('keys')
    .set({ box_public: enrolledAs(mallory.actor).strongbox.boxPublic })
    .execute()
  const answer = await browser.post(notesPath(), { text: words })
  const kept = hidden(answer, 'kept')!
  expect(kept).toBeDefined()
  expect(openKeptForm(enrolledAs(mallory.actor).strongbox, kept)).toBeUndefined()
  expect(openKeptForm(enrolledAs(heron.actor).strongbox, kept)?.fields).toContainEqual(['text', words])
})

describe('a form of an earlier session of the same browser', () => {
  test('is not shown to another member who has signed in there since', async () => {
    const raven = await memberWithPassphrase(tropa, 'volunteer', 'raven')
    await browser.get('/cases/new')
    const open = { csrf: browser.csrf(), member: heron.actor.id, text: words }
    pass(tropa, 16 * 60)
    await browser.get('/sign-in?locked')
    await browser.post('/sign-in', credentialsOf(tropa, raven))
    const page = await browser.post(notesPath(), open)
    expect(page.status).toBe(403)
    expect(page.text).not.toMatch(/тайник|мельницы/)
  })

  test('is given back with a fresh token, and saved when it is sent once more', async () => {
    await browser.get('/cases/new')
    const old = browser.csrf()
    pass(tropa, 16 * 60)
    await browser.get('/sign-in?locked')
    await browser.post('/sign-in', credentialsOf(tropa, heron))
    const page = await browser.post(notesPath(), { text: words, csrf: old })
    expect(page.status).toBe(403)
    expect(page.text).toContain(`>${escaped}</textarea>`)
    expect(hidden(page, 'csrf')).not.toBe(old)
    expect((await browser.get(`/cases/${caseCode}`)).text).not.toContain('тайник')
    expect((await sendAgain(page, { text: words })).status).toBe(303)
  })

  test.each([
    ['that says nothing of where it comes from', {}],
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of an origin that is not ours', { Origin: 'https://elsewhere.example' }],
  ])('%s is refused plainly', async (_, headers) => {
    await browser.get('/cases/new')
    const answer = await browser.post(notesPath(), { text: words, csrf: 'A'.repeat(43) }, headers)
    expect(answer.status).toBe(403)
    expect(answer.text).not.toContain('тайник')
  })
})

test('300 kB are refused before and after the lock, and a session goes on', async () => {
  const long = { text: 'a'.repeat(300_000) }
  await browser.get('/cases/new')
  const refused = await browser.post(notesPath(), long)
  expect(refused.status).toBe(413)
  expect(refused.text).toContain(texts('en', 'error.413.title'))
  expect((await browser.get('/account')).status).toBe(200)
  const { answer } = await afterLock(notesPath(), long)
  expect(answer.status).toBe(413)
})
