import type request from 'supertest'
import { listEpochs } from '../../src/readers/epochStore'
import { isRecoveryKey } from '../../src/readers/recoverGroup'
import { findKeys } from '../../src/users/keyStore'
import { findMemberByName } from '../../src/users/userStore'
import type { BoxPublic, SignPublic } from '../../src/vault/bytes'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { addMember } from '../support/members'
import { codeNow, joinThroughPage, newBrowser, pass, passphrase, type Browser } from '../support/signIn'
import { testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const secretOn = ({ text }: request.Response) =>
  /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '')
const listOn = ({ text }: request.Response) =>
  [...text.matchAll(/<li>([^<]+)<\/li>/g)].map(([, item]) => item!)
const actions = async () =>
  (await tropa.deps.db.selectFrom('audit').select('action').orderBy('number').execute()).map(
    one => one.action,
  )

async function confirmPhone(browser: Browser) {
  const secret = secretOn(await browser.get('/welcome'))
  return { secret, answer: await browser.post('/welcome/second-factor', { code: codeNow(tropa, secret) }) }
}

/** Makes the recovery key's words appear; returns them and the two that are asked for. */
async function recoveryWords(browser: Browser) {
  await browser.post('/welcome/recovery-key')
  const words = listOn(await browser.get('/welcome'))
  const page = await browser.get('/welcome?typing')
  const asked = [...page.text.matchAll(/Word number (\d+)/g)].map(match => Number(match[1]))
  // The words to type back are not on the page that asks for them.
  expect(listOn(page)).toEqual([])
  return { words, asked, right: { first: words[asked[0]! - 1]!, second: words[asked[1]! - 1]! } }
}

async function numberOf(pseudonym: string): Promise<string> {
  const member = (await findMemberByName(tropa.deps.db, pseudonym))!
  const keys = (await findKeys(tropa.deps.db, member.id))!
  return fingerprintOf({
    boxPublic: keys.box_public as BoxPublic,
    signPublic: keys.sign_public as SignPublic,
  })
}

describe('a volunteer', () => {
  test('sets up a phone, keeps ten codes, reads out a number, and starts', async () => {
    await addMember(tropa.deps.db, 'coordinator')
    const browser = await joinThroughPage(tropa, 'volunteer', 'rowan')
    const phone = await browser.get('/welcome')
    expect(phone.text).toContain('<svg class="qr"')
    const wrong = await browser.post('/welcome/second-factor', { code: '1234567' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('href="#code"')
    expect(secretOn(wrong)).toBe(secretOn(phone))

    const { answer } = await confirmPhone(browser)
    expect(answer.status).toBe(201)
    const codes = listOn(answer)
    expect(codes).toHaveLength(10)
    for (const code of codes) expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)

    const ready = await browser.get('/welcome')
    expect(ready.text).toContain(await numberOf('rowan'))
    for (const code of codes) expect(ready.text).not.toContain(code)
    expect((await browser.get('/cases')).headers.location).toBe('/welcome')
    expect((await browser.post('/welcome/end')).headers.location).toBe('/')
    expect((await browser.get('/cases')).status).toBe(200)
    expect(await actions()).toEqual([
      'epoch.started',
      'member.invited',
      'member.joined',
      'second_factor.confirmed',
    ])
  })

  test('who leaves before the phone is confirmed goes on there, with the same secret and no codes yet', async () => {
    const first = await joinThroughPage(tropa, 'volunteer', 'rowan')
    const secret = secretOn(await first.get('/welcome'))
    const later = newBrowser(tropa)
    await later.get('/sign-in')
    const form = { pseudonym: 'rowan', passphrase, code: '' }
    expect((await later.post('/sign-in', form)).headers.location).toBe('/welcome')
    expect(secretOn(await later.get('/welcome'))).toBe(secret)
    expect((await confirmPhone(later)).answer.status).toBe(201)
    // From now on the passphrase alone is not enough, and the first browser cannot take another ten codes.
    const another = newBrowser(tropa)
    await another.get('/sign-in')
    expect((await another.post('/sign-in', form)).status).toBe(422)
    pass(tropa, 30)
    await first.get('/welcome')
    const again = await first.post('/welcome/second-factor', { code: codeNow(tropa, secret) })
    expect([again.status, listOn(again)]).toEqual([422, []])
  })

  test('who leaves after that has finished: the codes are not shown again', async () => {
    const browser = await joinThroughPage(tropa, 'volunteer', 'rowan')
    const { secret } = await confirmPhone(browser)
    pass(tropa, 30)
    const later = newBrowser(tropa)
    await later.get('/sign-in')
    const form = { pseudonym: 'rowan', passphrase, code: codeNow(tropa, secret) }
    expect((await later.post('/sign-in', form)).headers.location).toBe('/')
    expect((await later.get('/cases')).status).toBe(200)
    expect(listOn(await later.get('/welcome'))).toEqual([])
  })

  test('cannot skip a step, nor take that of a coordinator', async () => {
    const browser = await joinThroughPage(tropa, 'volunteer', 'rowan')
    for (const step of ['end', 'recovery-key', 'recovery-key/confirmation']) {
      expect((await browser.post(`/welcome/${step}`, { first: '', second: '' })).headers.location).toBe(
        '/welcome',
      )
    }
    expect((await browser.get('/cases')).headers.location).toBe('/welcome')
    await confirmPhone(browser)
    await browser.post('/welcome/recovery-key')
    expect((await browser.get('/welcome')).text).toContain(texts('en', 'welcome.number_lead'))
    expect(await listEpochs(tropa.deps.db)).toEqual([])
  })

  test('reads all of it in Russian when that is the language of the browser', async () => {
    const browser = await joinThroughPage(tropa, 'volunteer', 'rowan')
    await browser.post('/language', { language: 'ru' })
    const page = await browser.get('/welcome')
    expect(page.text).toContain('<html lang="ru">')
    expect(page.text).toContain(texts('ru', 'welcome.second-factor.lead'))
  })
})

test('an admin has no number to read out and no recovery key', async () => {
  const browser = await joinThroughPage(tropa, 'admin', 'rowan')
  await confirmPhone(browser)
  const { text } = await browser.get('/welcome')
  expect(text).toContain(texts('en', 'welcome.admin'))
  expect(text).not.toContain(await numberOf('rowan'))
  await browser.post('/welcome/end')
  expect((await browser.get('/users')).status).toBe(200)
  expect(await listEpochs(tropa.deps.db)).toEqual([])
})

describe('the first coordinator', () => {
  async function firstCoordinator(pseudonym = 'rowan') {
    const browser = await joinThroughPage(tropa, 'coordinator', pseudonym)
    await confirmPhone(browser)
    return browser
  }

  test('gets ten words, types two of them back, and so begins the first epoch', async () => {
    const browser = await firstCoordinator()
    expect(listOn(await browser.get('/welcome'))).toEqual([])
    const { words, asked, right } = await recoveryWords(browser)
    expect(words).toHaveLength(10)
    expect(asked).toHaveLength(2)
    for (const wrong of [
      { first: '', second: '' },
      { first: right.first, second: '' },
      { first: right.first, second: `${right.second}x` },
      { first: words[0]!, second: words[1]! },
    ]) {
      const answer = await browser.post('/welcome/recovery-key/confirmation', wrong)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('href="#first"')
      expect(listOn(answer)).toEqual([])
      expect(listOn(await browser.get('/welcome'))).toEqual(words)
      expect(await listEpochs(tropa.deps.db)).toEqual([])
    }
    expect((await browser.get('/cases')).headers.location).toBe('/welcome')

    const sloppy = { first: ` ${right.first.toUpperCase()}`, second: right.second }
    const done = await browser.post('/welcome/recovery-key/confirmation', sloppy)
    expect(done.headers.location).toBe('/welcome?recovery-key')
    expect(await listEpochs(tropa.deps.db)).toHaveLength(1)
    expect(await isRecoveryKey(tropa.deps.db, tropa.deps.anchor, words)).toBe(true)
    const ready = await browser.get('/welcome')
    expect(ready.text).toContain(texts('en', 'welcome.first_coordinator'))
    for (const word of words) expect(listOn(ready)).not.toContain(word)
    expect((await actions()).slice(-2)).toEqual(['epoch.started', 'recovery_key.made'])
    await browser.post('/welcome/end')
    expect((await browser.get('/readers')).text).toContain(texts('en', 'readers.lead'))
  })

  test('who makes the words anew has others, and those before are worth nothing', async () => {
    const browser = await firstCoordinator()
    const before = await recoveryWords(browser)
    const after = await recoveryWords(browser)
    expect(after.words).not.toEqual(before.words)
    await browser.post('/welcome/recovery-key/confirmation', after.right)
    expect(await isRecoveryKey(tropa.deps.db, tropa.deps.anchor, before.words)).toBe(false)
    expect(await isRecoveryKey(tropa.deps.db, tropa.deps.anchor, after.words)).toBe(true)
  })

  test('who leaves half-way is led back to the words after signing in', async () => {
    const browser = await joinThroughPage(tropa, 'coordinator', 'rowan')
    const { secret } = await confirmPhone(browser)
    const { words } = await recoveryWords(browser)
    pass(tropa, 30)
    const later = newBrowser(tropa)
    await later.get('/sign-in')
    const form = { pseudonym: 'rowan', passphrase, code: codeNow(tropa, secret) }
    expect((await later.post('/sign-in', form)).headers.location).toBe('/welcome')
    expect(listOn(await later.get('/welcome'))).toEqual(words)
    expect((await later.get('/cases')).headers.location).toBe('/welcome')
  })

  test('is one, also when two confirm at once: the other reads out a number', async () => {
    const browsers = [await firstCoordinator('rowan'), await firstCoordinator('heron')]
    const keys = [await recoveryWords(browsers[0]!), await recoveryWords(browsers[1]!)]
    const answers = await Promise.all(
      browsers.map((one, i) => one.post('/welcome/recovery-key/confirmation', keys[i]!.right)),
    )
    expect(answers.map(answer => answer.status)).toEqual([303, 303])
    expect(await listEpochs(tropa.deps.db)).toHaveLength(1)
    const pages = await Promise.all(browsers.map(one => one.get('/welcome')))
    const first = pages.map(page => page.text.includes(texts('en', 'welcome.first_coordinator')))
    const reading = pages.map(page => page.text.includes(texts('en', 'welcome.number_lead')))
    expect([first.filter(Boolean), reading.filter(Boolean)]).toEqual([[true], [true]])
    const good = await Promise.all(
      keys.map(key => isRecoveryKey(tropa.deps.db, tropa.deps.anchor, key.words)),
    )
    expect(good).toEqual(first)
  })

  test('confirms once: the same form sent twice begins one epoch', async () => {
    const browser = await firstCoordinator()
    const { right } = await recoveryWords(browser)
    const answers = await Promise.all(
      [1, 2].map(() => browser.post('/welcome/recovery-key/confirmation', right)),
    )
    expect(answers.map(answer => answer.status)).toEqual([303, 303])
    expect(await listEpochs(tropa.deps.db)).toHaveLength(1)
  })
})

test('a later coordinator gets no recovery key, only a number', async () => {
  await addMember(tropa.deps.db, 'coordinator')
  const browser = await joinThroughPage(tropa, 'coordinator', 'rowan')
  await confirmPhone(browser)
  await browser.post('/welcome/recovery-key')
  const page = await browser.get('/welcome')
  expect(page.text).toContain(await numberOf('rowan'))
  expect(listOn(page)).toEqual([])
  expect((await browser.post('/welcome/recovery-key/confirmation', { first: 'a', second: 'b' })).status).toBe(
    303,
  )
  expect(await listEpochs(tropa.deps.db)).toHaveLength(1)
})
