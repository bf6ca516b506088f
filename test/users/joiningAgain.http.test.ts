import { keepRecoveryCodes } from '../../src/auth/keepRecoveryCodes'
import { newRecoveryCodes } from '../../src/auth/recoveryCodes'
import { recordCase } from '../../src/cases/recordCase'
import { listReaders } from '../../src/readers/readerList'
import { readTrust } from '../../src/readers/trust'
import { findKeys } from '../../src/users/keyStore'
import { findMember, findMemberByName } from '../../src/users/userStore'
import type { BoxPublic, SignPublic } from '../../src/vault/bytes'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { someFacts, today } from '../support/members'
import {
  codeNow,
  memberWithPassphrase,
  newBrowser,
  pass,
  passphrase,
  signInThroughPage,
  type Browser,
  type MemberWithPassphrase,
} from '../support/signIn'
import { browserOf, signedInAs, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
let heron: MemberWithPassphrase
beforeEach(async () => {
  tropa = await testApp()
  await signedInAs(tropa, 'coordinator', 'rowan')
  heron = await memberWithPassphrase(tropa, 'volunteer', 'heron')
})
afterEach(() => tropa.close())

const chosen = 'nine grey lapwings turn'

/** A code for the member, from the page of an admin. */
async function codeFor(id: string): Promise<string> {
  const admin = await signedInAs(tropa, 'admin', `admin ${Math.random()}`)
  expect((await admin.get(`/users/${id}`)).text).toContain(`action="/users/${id}/invitation"`)
  const page = await admin.post(`/users/${id}/invitation`)
  expect(page.status).toBe(201)
  return /big-code">([0-9A-Z-]+)</.exec(page.text)![1]!
}

async function joinAgain(code: string, form: Record<string, string> = {}) {
  const browser = newBrowser(tropa)
  await browser.get(`/join/${code}`)
  const answer = await browser.post(`/join/${code}`, { passphrase: chosen, repeated: chosen, ...form })
  return { ...browser, answer }
}

async function confirmPhone(browser: Browser): Promise<string> {
  const secret = /<code>([A-Z2-7 ]+)<\/code>/
    .exec((await browser.get('/welcome')).text)![1]!
    .replaceAll(' ', '')
  expect((await browser.post('/welcome/second-factor', { code: codeNow(tropa, secret) })).status).toBe(201)
  await browser.get('/welcome')
  await browser.post('/welcome/end')
  return secret
}

const signsIn = async (change: object = {}) =>
  (await signInThroughPage(tropa, heron, change)).answer.headers.location

test('keeps pseudonym, role and cases; passphrase, phone, sessions and recovery codes of before are worth nothing', async () => {
  const { db, serverKey } = tropa.deps
  const codes = newRecoveryCodes()
  await keepRecoveryCodes(db, serverKey, heron.actor.id, codes)
  const before = await browserOf(tropa, heron.actor)
  const code = await recordCase(db, heron.actor, someFacts(), today)
  const browser = await joinAgain(await codeFor(heron.actor.id))
  expect(browser.answer.headers.location).toBe('/welcome')
  expect((await before.get('/cases')).headers.location).toBe('/sign-in')
  expect(await signsIn()).toBeUndefined()

  const secret = await confirmPhone(browser)
  expect((await browser.get(`/cases/${code}`)).status).toBe(200)
  expect(await findMember(db, heron.actor.id)).toMatchObject({
    pseudonym: 'heron',
    role: 'volunteer',
    state: 'active',
  })
  pass(tropa, 30)
  expect(await signsIn()).toBeUndefined()
  expect(await signsIn({ passphrase: chosen, code: codeNow(tropa, heron.totpSecret) })).toBeUndefined()
  expect(await signsIn({ passphrase: chosen, code: codes[0] })).toBeUndefined()
  expect(await signsIn({ passphrase, code: codeNow(tropa, secret) })).toBeUndefined()
  pass(tropa, 60)
  expect(await signsIn({ passphrase: chosen, code: codeNow(tropa, secret) })).toBe('/')
  const audit = await db.selectFrom('audit').select(['action', 'actor']).orderBy('number').execute()
  expect(audit).toContainEqual({ action: 'member.rejoined', actor: heron.actor.id })
})

test('the page asks for no pseudonym and takes none, and says whom it is for', async () => {
  const code = await codeFor(heron.actor.id)
  const page = await newBrowser(tropa).get(`/join/${code}`)
  expect(page.text).toContain('<dd>heron</dd>')
  expect(page.text).not.toContain('name="pseudonym"')
  await joinAgain(code, { pseudonym: 'raven' })
  expect(await findMemberByName(tropa.deps.db, 'raven')).toBeUndefined()
  expect((await findMemberByName(tropa.deps.db, 'heron'))!.id).toBe(heron.actor.id)
})

test('takes the certificate, the grants and the keys away; notes open again when a coordinator has confirmed the new ones', async () => {
  const { db, anchor } = tropa.deps
  const code = await recordCase(db, heron.actor, someFacts(), today)
  const before = await browserOf(tropa, heron.actor)
  const written = await before.post(`/cases/${code}/notes`, { text: 'the dog is called Ash' })
  expect(written.status).toBe(303)
  const reads = async () => (await listReaders(db, await readTrust(db, anchor))).has(heron.actor.id)
  const grants = () => db.selectFrom('grants').select('reader').where('reader', '=', heron.actor.id).execute()
  expect([await reads(), (await grants()).length]).toEqual([true, 1])
  const oldKeys = (await findKeys(db, heron.actor.id))!

  const browser = await joinAgain(await codeFor(heron.actor.id))
  expect([await reads(), await grants()]).toEqual([false, []])
  const keys = (await findKeys(db, heron.actor.id))!
  for (const name of ['box_public', 'sign_public', 'wrapped_key', 'strongbox'] as const) {
    expect(keys[name]).not.toBe(oldKeys[name])
  }
  await confirmPhone(browser)
  const sealed = (await browser.get(`/cases/${code}`)).text
  expect(sealed).toContain(texts('en', 'note.obstacle.unconfirmed'))
  expect(sealed).not.toContain('Ash')

  const coordinator = await browserOf(tropa, (await signedInAs(tropa, 'coordinator', 'raven')).actor)
  const publicKeys = { boxPublic: keys.box_public as BoxPublic, signPublic: keys.sign_public as SignPublic }
  const form = { fingerprint: fingerprintOf(publicKeys), role: 'volunteer' }
  expect((await coordinator.post(`/readers/${heron.actor.id}/certificate`, form)).status).toBe(303)
  expect((await browser.get(`/cases/${code}`)).text).toContain('the dog is called Ash')
})

describe('a code to join again', () => {
  test('works once, and only for 72 hours', async () => {
    const code = await codeFor(heron.actor.id)
    expect((await joinAgain(code)).answer.status).toBe(303)
    expect((await joinAgain(code)).answer.status).toBe(404)
    const late = await codeFor(heron.actor.id)
    pass(tropa, 72 * 3600)
    expect((await joinAgain(late)).answer.status).toBe(404)
  })

  test('joins one of two who use it at once', async () => {
    const code = await codeFor(heron.actor.id)
    const answers = await Promise.all([joinAgain(code), joinAgain(code)])
    expect(answers.map(one => one.answer.status).sort()).toEqual([303, 404])
  })

  test('is worth nothing when access has ended meanwhile, and is not made for who has none', async () => {
    const code = await codeFor(heron.actor.id)
    const admin = await signedInAs(tropa, 'admin')
    await admin.post(`/users/${heron.actor.id}/disabling`)
    expect((await joinAgain(code)).answer.status).toBe(404)
    expect((await admin.post(`/users/${heron.actor.id}/invitation`)).status).toBe(404)
    expect(await signsIn()).toBeUndefined()
  })

  test('gives the role that the member has by then, not the one of when it was made', async () => {
    const code = await codeFor(heron.actor.id)
    const admin = await signedInAs(tropa, 'admin')
    await admin.post(`/users/${heron.actor.id}/role`, { role: 'admin' })
    await joinAgain(code)
    expect((await findMember(tropa.deps.db, heron.actor.id))!.role).toBe('admin')
  })

  test.each([
    [{ passphrase: 'short', repeated: 'short' }, '#passphrase'],
    [{ repeated: 'different' }, '#repeated'],
  ])('stays good after a slip, and nothing is changed by it: %j', async (form, link) => {
    const code = await codeFor(heron.actor.id)
    const { answer } = await joinAgain(code, form)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`href="${link}"`)
    expect(await signsIn()).toBe('/')
    expect((await joinAgain(code)).answer.status).toBe(303)
  })
})
