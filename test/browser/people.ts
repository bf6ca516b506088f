import type { Page } from 'playwright-core'
import { totpCode } from '../../src/auth/secondFactor'
import { secondsOf, type Clock } from '../../src/calendar/month'

/** The clock of this machine, put forward by as much as tests have asked. */
export interface ClockAhead extends Clock {
  forward(seconds: number): void
}

export function clockAhead(): ClockAhead {
  let ahead = 0
  return {
    now: () => new Date(Date.now() + ahead * 1000),
    forward: seconds => void (ahead += seconds),
  }
}

/** Shows the codes of an authenticator app, each once. */
export interface Phone {
  secret: string
  code(): string
}

/**
 * A code works once and half a minute long, and nobody wants to wait: the next one is accepted early, and for the
 * one after that the clock is put forward.
 */
export function phoneOf(secret: string, clock: ClockAhead): Phone {
  let last = 0
  return {
    secret,
    code() {
      const now = Math.floor(secondsOf(clock) / 30)
      const step = Math.max(now, last + 1)
      if (step > now + 1) clock.forward((step - now - 1) * 30)
      last = step
      return totpCode(secret, step * 30)
    },
  }
}

/** Somebody with an account: what they type to sign in. */
export interface Person {
  pseudonym: string
  passphrase: string
  phone: Phone
}

export interface Joined extends Person {
  /** The ten codes for the day on which the phone is lost. */
  recoveryCodes: string[]
  /** Of the first coordinator: the ten words to print. */
  recoveryKey: string[]
}

/** Goes from the page of an invitation to the first page of a member, by keyboard. */
export async function join(page: Page, newcomer: Omit<Person, 'phone'>, clock: ClockAhead): Promise<Joined> {
  await page.fill('#pseudonym', newcomer.pseudonym)
  await page.fill('#passphrase', newcomer.passphrase)
  await page.fill('#repeated', newcomer.passphrase)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/welcome')
  const phone = phoneOf(await secretOn(page), clock)
  await typeCode(page, phone)
  const recoveryCodes = await page.locator('.words-list li').allTextContents()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/welcome')
  const recoveryKey = await keepRecoveryKey(page)
  await page.click('form[action="/welcome/end"] button')
  await page.waitForURL(url => url.pathname !== '/welcome')
  return { ...newcomer, phone, recoveryCodes, recoveryKey }
}

/** The secret of a phone, as it is typed where nothing can be scanned. */
export async function secretOn(page: Page): Promise<string> {
  return (await page.textContent('main code'))!.replaceAll(' ', '')
}

/** Types the code that the page asks for. */
export async function typeCode(page: Page, phone: Phone): Promise<void> {
  await page.locator('#code:focus').waitFor()
  await page.keyboard.type(phone.code())
  await page.keyboard.press('Enter')
  await page.locator('#code').waitFor({ state: 'detached' })
}

/** Signs in by keyboard. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await tryToSignIn(page, person)
  await page.locator('#passphrase').waitFor({ state: 'detached' })
}

/** Sends the form for signing in, whatever comes of it. */
export async function tryToSignIn(page: Page, { pseudonym, passphrase, phone }: Person): Promise<void> {
  await page.locator('#pseudonym:focus').waitFor()
  await page.fill('#pseudonym', pseudonym)
  await page.keyboard.press('Tab')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Tab')
  await page.keyboard.type(phone.code())
  await Promise.all([page.waitForResponse('**/sign-in'), page.keyboard.press('Enter')])
}

/** Makes an invitation on the admin's page and returns its code. */
export async function invite(admin: Page, base: string, role: string, pseudonym = ''): Promise<string> {
  await admin.goto(`${base}/users`)
  await admin.check(`input[value=${role}]`)
  await admin.fill('#pseudonym', pseudonym)
  await admin.click('form[action="/users/invitations"] button')
  return (await admin.textContent('.big-code'))!
}

/** The number that a reader reads out to a coordinator. */
export async function numberOf(page: Page, base: string): Promise<string> {
  await page.goto(`${base}/account`)
  return (await page.textContent('.summary .code'))!
}

/** A coordinator types the number that somebody has read out to them. */
export async function letRead(
  coordinator: Page,
  base: string,
  pseudonym: string,
  number: string,
): Promise<void> {
  await coordinator.goto(`${base}/readers`)
  const waiting = coordinator.locator('li.waiting', { hasText: pseudonym })
  await waiting.locator('input[name=fingerprint]').fill(number)
  await waiting.locator('button').click()
  await coordinator.waitForURL('**/readers?confirmed=*')
}

async function keepRecoveryKey(page: Page): Promise<string[]> {
  const offer = page.locator('form[action="/welcome/recovery-key"] button')
  if (!(await offer.count())) return []
  await offer.click()
  const words = await page.locator('.words-list li').allTextContents()
  await page.click('main a[href="/welcome?typing"]')
  for (const field of ['first', 'second']) {
    const label = await page.textContent(`label[for=${field}]`)
    await page.fill(`#${field}`, words[Number(/\d+/.exec(label!)) - 1]!)
  }
  await page.click('form[action="/welcome/recovery-key/confirmation"] button')
  await page.waitForURL('**/welcome?recovery-key')
  return words
}
