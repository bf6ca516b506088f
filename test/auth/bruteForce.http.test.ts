import argon2 from 'argon2'
import type request from 'supertest'
import { deviceToken } from '../../src/auth/deviceCookie'
import { browserOf, testApp, visitor, type TestApp } from '../support/testApp'
import {
  codeNow,
  credentialsOf,
  joinThroughPage,
  memberWithPassphrase,
  newBrowser,
  pass,
  passphrase,
  signInThroughPage,
  type MemberWithPassphrase,
} from '../support/signIn'

jest.setTimeout(120_000)

let tropa: TestApp
let heron: MemberWithPassphrase
beforeEach(async () => {
  tropa = await testApp()
  heron = await memberWithPassphrase(tropa, 'volunteer', 'heron')
})
afterEach(() => tropa.close())

type Post = (path: string, form: Record<string, string>) => PromiseLike<request.Response>

const guess = { pseudonym: 'heron', passphrase: 'wrong', code: '123456' }
const minutes = (n: number) => 60 * n
const waitOf = (answer: request.Response) => Number(answer.headers['retry-after'] ?? 0)

async function statuses(post: Post, path: string, form: Record<string, string>, times: number) {
  const answers = []
  for (let n = 0; n < times; n++) answers.push((await post(path, form)).status)
  return answers
}

describe('guessing at the sign-in page', () => {
  test('five tries are free, then each waits twice as long as the one before, up to 15 minutes', async () => {
    const { post } = await visitor(tropa)
    expect(await statuses(post, '/sign-in', guess, 5)).toEqual([422, 422, 422, 422, 422])
    const waits: number[] = []
    for (let n = 0; n < 7; n++) {
      const refused = await post('/sign-in', guess)
      expect(refused.status).toBe(429)
      expect(refused.text).toContain('value="heron"')
      waits.push(waitOf(refused))
      pass(tropa, waits.at(-1)! - 1)
      expect(waitOf(await post('/sign-in', guess))).toBe(1)
      pass(tropa, 1)
      expect((await post('/sign-in', guess)).status).toBe(422)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
  })

  test('the right three are refused too until the wait is over, and are then as good as ever', async () => {
    const { post } = await visitor(tropa)
    await statuses(post, '/sign-in', guess, 5)
    const hash = jest.spyOn(argon2, 'hash')
    expect((await post('/sign-in', credentialsOf(tropa, heron))).status).toBe(429)
    expect(hash).not.toHaveBeenCalled()
    pass(tropa, 30)
    expect((await post('/sign-in', credentialsOf(tropa, heron))).status).toBe(303)
    // And the count begins anew.
    expect(await statuses(post, '/sign-in', guess, 6)).toEqual([422, 422, 422, 422, 422, 429])
  })

  test('another spelling of the name, another browser or another code gives no further tries', async () => {
    const spellings = ['heron', 'HERON', ' heron ', 'hеrоn', 'ｈｅｒｏｎ', 'heron']
    const answers = []
    for (const [i, pseudonym] of spellings.entries()) {
      const { post } = await visitor(tropa)
      answers.push(
        (await post('/sign-in', { pseudonym, passphrase: `wrong ${i}`, code: `00000${i}` })).status,
      )
    }
    expect(answers).toEqual([422, 422, 422, 422, 422, 429])
  })

  test('who knows the passphrase has no more tries at the code', async () => {
    const { post } = await visitor(tropa)
    const wrong = credentialsOf(tropa, heron, { code: '1234567' })
    expect(await statuses(post, '/sign-in', wrong, 6)).toEqual([422, 422, 422, 422, 422, 429])
    expect((await post('/sign-in', credentialsOf(tropa, heron))).status).toBe(429)
  })

  test('guesses at one name keep nobody else out', async () => {
    const raven = await memberWithPassphrase(tropa, 'volunteer', 'raven')
    await statuses((await visitor(tropa)).post, '/sign-in', guess, 6)
    expect((await signInThroughPage(tropa, raven)).answer.status).toBe(303)
  })
})

describe('a browser in which the member has signed in before', () => {
  test('lets them in while a stranger who guesses must wait', async () => {
    const browser = await signInThroughPage(tropa, heron)
    pass(tropa, minutes(16))
    await statuses((await visitor(tropa)).post, '/sign-in', guess, 6)
    expect((await signInThroughPage(tropa, heron)).answer.status).toBe(429)
    await browser.get('/sign-in?locked')
    expect((await browser.post('/sign-in', credentialsOf(tropa, heron))).status).toBe(303)
  })

  test('has five tries of its own, and no more', async () => {
    const browser = await signInThroughPage(tropa, heron)
    await browser.post('/account/sessions/ending')
    await browser.get('/sign-in')
    expect(await statuses(browser.post, '/sign-in', guess, 6)).toEqual([422, 422, 422, 422, 422, 429])
  })

  test('is not one that shows a forged cookie, nor that of another member', async () => {
    const raven = await memberWithPassphrase(tropa, 'volunteer', 'raven')
    const { device } = tropa.deps.serverKey
    const own = deviceToken(device, heron.actor.id)
    const cookies = [
      deviceToken(device, raven.actor.id),
      deviceToken(Buffer.alloc(32), heron.actor.id),
      own.slice(0, 22) + own.slice(22).split('').reverse().join(''),
      'A'.repeat(44),
    ]
    await statuses((await visitor(tropa)).post, '/sign-in', guess, 5)
    for (const cookie of cookies) {
      const browser = newBrowser(tropa, { device: cookie })
      await browser.get('/sign-in')
      expect((await browser.post('/sign-in', credentialsOf(tropa, heron))).status).toBe(429)
    }
    const browser = newBrowser(tropa, { device: own })
    await browser.get('/sign-in')
    expect((await browser.post('/sign-in', credentialsOf(tropa, heron))).status).toBe(303)
  })
})

describe('many at once', () => {
  test('of a hundred guesses at most five are computed; who must not wait in line is told so, the name kept', async () => {
    const { post } = await visitor(tropa)
    const hash = jest.spyOn(argon2, 'hash')
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('/sign-in', guess)))
    expect(hash.mock.calls.length).toBeLessThanOrEqual(5)
    const count = (status: number) => answers.filter(answer => answer.status === status).length
    expect(count(422)).toBeLessThanOrEqual(5)
    expect(count(503)).toBeGreaterThan(0)
    expect(count(422) + count(429) + count(503)).toBe(100)
    for (const { text } of answers.filter(answer => answer.status === 503)) {
      expect(text).toContain('Many people are signing in just now')
      expect(text).toContain('name="pseudonym" value="heron"')
      expect(text).not.toContain('wrong')
    }
  })

  test('two are computed at a time and sixteen wait: of nineteen names at once one is turned away', async () => {
    const { post } = await visitor(tropa)
    const hash = jest.spyOn(argon2, 'hash')
    const forms = Array.from({ length: 19 }, (_, i) => ({ ...guess, pseudonym: `nobody ${i}` }))
    const answers = await Promise.all(forms.map(form => post('/sign-in', form)))
    expect(answers.filter(answer => answer.status === 503)).toHaveLength(1)
    expect(answers.filter(answer => answer.status === 422)).toHaveLength(18)
    expect(hash).toHaveBeenCalledTimes(18)
    // What was turned away has cost none of the five tries.
    const away = forms[answers.findIndex(answer => answer.status === 503)]!
    expect(await statuses(post, '/sign-in', away, 6)).toEqual([422, 422, 422, 422, 422, 429])
  })
})

describe('guessing at the code from an open window', () => {
  test('a day and a night of it lets through about a hundred', async () => {
    let tried = 0
    for (let second = 0; second < 24 * 3600;) {
      const { post } = await browserOf(tropa, heron.actor)
      const answer = await post('/second-step', { code: '1234567', to: '/users' })
      expect([422, 429]).toContain(answer.status)
      if (answer.status === 422) tried++
      const wait = waitOf(answer)
      pass(tropa, wait)
      second += wait
    }
    expect(tried).toBeGreaterThan(90)
    expect(tried).toBeLessThanOrEqual(105)
  })

  test('the right code must wait too, and where one was going is not forgotten', async () => {
    const browser = await signInThroughPage(tropa, heron)
    await browser.get('/second-step?to=/account/phone')
    const wrong = { code: '1234567', to: '/account/phone' }
    expect(await statuses(browser.post, '/second-step', wrong, 6)).toEqual([422, 422, 422, 422, 422, 429])
    pass(tropa, 29)
    const early = await browser.post('/second-step', { ...wrong, code: codeNow(tropa, heron.totpSecret) })
    expect([early.status, waitOf(early)]).toEqual([429, 1])
    expect(early.text).toContain('value="/account/phone"')
    pass(tropa, 1)
    const right = await browser.post('/second-step', { ...wrong, code: codeNow(tropa, heron.totpSecret) })
    expect(right.headers.location).toBe('/account/phone')
  })

  test('nor can it be done while the phone is being set up', async () => {
    const browser = await joinThroughPage(tropa, 'volunteer', 'raven')
    const { text } = await browser.get('/welcome')
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '')
    await statuses(browser.post, '/welcome/second-factor', { code: '1234567' }, 5)
    const early = await browser.post('/welcome/second-factor', { code: codeNow(tropa, secret) })
    expect(early.status).toBe(422)
    expect(early.text).toContain('Too many wrong codes')
    pass(tropa, 30)
    expect((await browser.post('/welcome/second-factor', { code: codeNow(tropa, secret) })).status).toBe(201)
  })
})

test('guessing at the passphrase from an open window is throttled', async () => {
  const browser = await signInThroughPage(tropa, heron)
  await browser.get('/account/passphrase')
  const chosen = 'nine grey lapwings turn'
  const form = { present: 'wrong', passphrase: chosen, repeated: chosen }
  expect(await statuses(browser.post, '/account/passphrase', form, 5)).toEqual([422, 422, 422, 422, 422])
  const hash = jest.spyOn(argon2, 'hash')
  const early = await browser.post('/account/passphrase', { ...form, present: passphrase })
  expect([early.status, waitOf(early)]).toEqual([429, 30])
  expect(hash).not.toHaveBeenCalled()
  pass(tropa, 30)
  const right = await browser.post('/account/passphrase', { ...form, present: passphrase })
  expect(right.headers.location).toBe('/account?changed=passphrase')
})
