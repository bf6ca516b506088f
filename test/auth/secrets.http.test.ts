import type request from 'supertest'
import { countRecoveryCodes } from '../../src/auth/recoveryCodeStore'
import { findKeys } from '../../src/users/keyStore'
import { findMember } from '../../src/users/userStore'
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
import { browserOf, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
let heron: MemberWithPassphrase
let browser: Browser
beforeEach(async () => {
  tropa = await testApp()
  heron = await memberWithPassphrase(tropa, 'volunteer', 'heron')
  browser = newBrowser(tropa, { session: (await browserOf(tropa, heron.actor)).token })
  await browser.get('/account')
})
afterEach(() => tropa.close())

const chosen = 'nine grey lapwings turn'
const signsIn = async (change: object = {}) =>
  (await signInThroughPage(tropa, heron, change)).answer.status === 303
const codesOn = ({ text }: request.Response) =>
  [...text.matchAll(/<li>([0-9A-Z-]{19})<\/li>/g)].map(([, code]) => code!)
const actions = async () =>
  (await tropa.deps.db.selectFrom('audit').select('action').orderBy('number').execute()).map(
    one => one.action,
  )

describe('the passphrase', () => {
  const change = (form: object = {}) =>
    browser.post('/account/passphrase', {
      present: passphrase,
      passphrase: chosen,
      repeated: chosen,
      ...form,
    })

  test('can be changed: the new one signs in, the old one does not, and other sessions end', async () => {
    const elsewhere = await browserOf(tropa, heron.actor)
    const before = (await findKeys(tropa.deps.db, heron.actor.id))!
    expect((await change()).headers.location).toBe('/account?changed=passphrase')
    expect((await browser.get('/account?changed=passphrase')).text).toContain(
      texts('en', 'account.changed_passphrase'),
    )
    expect((await elsewhere.get('/account')).headers.location).toBe('/sign-in')
    expect(await signsIn()).toBe(false)
    expect(await signsIn({ passphrase: chosen })).toBe(true)
    const after = (await findKeys(tropa.deps.db, heron.actor.id))!
    expect([after.box_public, after.sign_public]).toEqual([before.box_public, before.sign_public])
    expect(after.wrapped_key).not.toBe(before.wrapped_key)
    expect(await actions()).toEqual(['passphrase.changed'])
  })

  test.each([
    [{ present: 'wrong' }, '#present', 'passphrase.problem'],
    [{ passphrase: 'short', repeated: 'short' }, '#passphrase', 'join.problem.passphrase_short'],
    [
      { passphrase: 'heronheronheron', repeated: 'heronheronheron' },
      '#passphrase',
      'join.problem.passphrase_guessable',
    ],
    [{ repeated: 'nine grey lapwings' }, '#repeated', 'join.problem.repeated'],
  ])('%j is refused, and nothing changes', async (form, link, key) => {
    const before = await findMember(tropa.deps.db, heron.actor.id)
    const page = await change(form)
    expect(page.status).toBe(422)
    expect(page.text).toContain(`href="${link}"`)
    expect(page.text).toContain(texts('en', key))
    for (const secret of [passphrase, chosen, ...Object.values(form)])
      expect(page.text).not.toContain(`"${secret}"`)
    expect(await findMember(tropa.deps.db, heron.actor.id)).toEqual(before)
  })
})

describe('the phone', () => {
  const secretOn = ({ text }: request.Response) =>
    /<code>([A-Z2-7 ]+)<\/code>/.exec(text)?.[1]?.replaceAll(' ', '')

  test('can be another one, which counts once it has given a right code; until then the old one does', async () => {
    expect(secretOn(await browser.get('/account/phone'))).toBeUndefined()
    await browser.post('/account/phone')
    const secret = secretOn(await browser.get('/account/phone'))!
    expect(secretOn(await browser.get('/account/phone'))).toBe(secret)
    const wrong = await browser.post('/account/phone/confirmation', {
      code: codeNow(tropa, heron.totpSecret),
    })
    expect([wrong.status, secretOn(wrong)]).toEqual([422, secret])
    expect(await signsIn()).toBe(true)

    const right = await browser.post('/account/phone/confirmation', { code: codeNow(tropa, secret) })
    expect(right.headers.location).toBe('/account?changed=phone')
    expect(secretOn(await browser.get('/account/phone'))).toBeUndefined()
    // The code that confirmed it has been used, like any other.
    expect(await signsIn({ code: codeNow(tropa, secret) })).toBe(false)
    pass(tropa, 30)
    expect(await signsIn()).toBe(false)
    expect(await signsIn({ code: codeNow(tropa, secret) })).toBe(true)
    expect(await actions()).toEqual(['second_factor.confirmed'])
  })

  test('that nobody has begun to change is not confirmed by any code', async () => {
    for (const code of ['', '000000', codeNow(tropa, heron.totpSecret)]) {
      expect((await browser.post('/account/phone/confirmation', { code })).status).toBe(422)
    }
    expect(await actions()).toEqual([])
  })
})

test('new recovery codes take the place of the old ones, and are shown once', async () => {
  const first = codesOn(await browser.post('/account/recovery-codes'))
  const answer = await browser.post('/account/recovery-codes')
  const second = codesOn(answer)
  expect([answer.status, first.length, second.length, new Set([...first, ...second]).size]).toEqual([
    201, 10, 10, 20,
  ])
  expect(await countRecoveryCodes(tropa.deps.db, heron.actor.id)).toBe(10)
  const account = await browser.get('/account')
  for (const code of second) expect(account.text).not.toContain(code)
  expect(await signsIn({ code: first[0] })).toBe(false)
  expect(await signsIn({ code: second[0] })).toBe(true)
  const rows = JSON.stringify(await tropa.deps.db.selectFrom('recovery_codes').selectAll().execute())
  for (const code of second) expect(rows).not.toContain(code)
  expect(await actions()).toEqual(['recovery_codes.made', 'recovery_codes.made', 'recovery_code.used'])
})
