import type { Browser, Page } from 'playwright-core'
import { openWindow } from '../support/chromium'
import type { Diary } from './canaryDiary'
import {
  clockAhead,
  invite,
  join,
  letRead,
  numberOf,
  phoneOf,
  secretOn,
  typeCode,
  type Joined,
} from './people'

export interface Stage {
  browser: Browser
  base: string
  diary: Diary
  /** Makes a member's session look as if it had not been touched, or no code been given, for so many seconds. */
  age(pseudonym: string, time: 'last_seen_at', seconds: number): void
}

export interface Member {
  page: Page
  person: Joined
}

export type Cast = Record<'admin' | 'coordinator' | 'volunteer', Member>

/** An admin, a coordinator and a volunteer join, with every slip there is, and the volunteer is let in. */
export async function everybodyJoins(stage: Stage, setupLink: string): Promise<Cast> {
  const { base, diary } = stage
  const admin = await joinAt(stage, setupLink, 'admin', diary.secret('passphrase of the admin'))
  diary.shown('setup token', setupLink.split('/').at(-1)!)
  const codes: string[] = []
  // The last one is not used.
  for (const role of ['coordinator', 'volunteer', 'volunteer']) {
    const expected = diary.known('expected pseudonym')
    codes.push(diary.shown('invitation code', await invite(admin.page, base, role, expected)))
  }
  const chosen = diary.secret('passphrase of the coordinator', 'cyrillic')
  const coordinator = await joinAt(stage, `${base}/join/${codes[0]}`, 'coordinator', chosen)
  const volunteer = await joinAt(stage, `${base}/join/${codes[1]}`, 'volunteer')
  await compareNumbers(stage, coordinator.page, volunteer)
  return { admin, coordinator, volunteer }
}

/** Joins with the passphrase given, or with the one that the page offers. */
async function joinAt(stage: Stage, address: string, name: string, chosen?: string): Promise<Member> {
  const { diary } = stage
  const page = await openPage(stage, name === 'coordinator' ? 'ru' : 'en')
  await page.goto(address)
  const offered = (await page.textContent('.words'))!.trim()
  diary.words('offered passphrase', offered.split(' '))
  await diary.type(page, '#pseudonym', diary.secret('refused pseudonym', 'latin', 40))
  await diary.type(page, '#passphrase', diary.secret('passphrase of a slip'))
  await diary.type(page, '#repeated', diary.secret('passphrase repeated wrongly'))
  await page.click('main .button')
  await page.locator('.error-summary').waitFor()
  const newcomer = { pseudonym: diary.known(`pseudonym of the ${name}`), passphrase: chosen ?? offered }
  const person = await join(page, newcomer, clockAhead())
  diary.phone(person.phone.secret)
  diary.words('recovery key', person.recoveryKey)
  if (person.recoveryKey.length > 0) ['first', 'second'].forEach(field => diary.filled.add(field))
  person.recoveryCodes.forEach(code => diary.shown('recovery code', code))
  await diary.tokens(page)
  return { page, person: withRecoveryCodes(person) }
}

/** The clock of a program cannot be put forward, so each further code is one of those for a lost phone. */
function withRecoveryCodes(person: Joined): Joined {
  const codes = [...person.recoveryCodes]
  return { ...person, phone: { secret: person.phone.secret, code: () => codes.pop()! } }
}

async function compareNumbers({ base, diary }: Stage, coordinator: Page, volunteer: Member): Promise<void> {
  await coordinator.goto(`${base}/readers`)
  await diary.type(coordinator, 'input[name=fingerprint]', diary.secret('number that is none'))
  await coordinator.click('li.waiting button')
  await letRead(coordinator, base, volunteer.person.pseudonym, await numberOf(volunteer.page, base))
}

/** Another passphrase, another phone, other recovery codes; each after a slip. */
export async function volunteerChangesSecrets({ base, diary }: Stage, { volunteer }: Cast): Promise<void> {
  const { page, person } = volunteer
  await page.goto(`${base}/account/passphrase`)
  const chosen = diary.secret('changed passphrase') + diary.secret('changed passphrase, Cyrillic', 'cyrillic')
  for (const present of [diary.secret('wrong present passphrase'), person.passphrase]) {
    await diary.type(page, '#present', present)
    await diary.type(page, '#passphrase', chosen)
    await diary.type(page, '#repeated', chosen)
    await page.click('form[action="/account/passphrase"] button')
  }
  await page.waitForURL('**/account?changed=passphrase')
  await page.goto(`${base}/account/phone`)
  await page.click('form[action="/account/phone"] button')
  const secret = diary.phone(await secretOn(page))
  await diary.type(page, '#code', diary.secret('code of a slip'))
  await page.click('form[action="/account/phone/confirmation"] button')
  await page.locator('.error-summary').waitFor()
  await page.fill('#code', '')
  await typeCode(page, phoneOf(secret, clockAhead()))
  await page.goto(`${base}/account`)
  await page.click('form[action="/account/recovery-codes"] button')
  const recoveryCodes = await page.locator('.words-list li').allTextContents()
  recoveryCodes.forEach(code => diary.shown('new recovery code', code))
  volunteer.person = withRecoveryCodes({ ...person, passphrase: chosen, recoveryCodes })
  await diary.tokens(page)
}

/** Somebody tries an unknown name, and a known one with a wrong passphrase; addresses are full of words, too. */
export async function strangersTry(stage: Stage, { volunteer }: Cast): Promise<void> {
  const { base, diary } = stage
  const page = await openPage(stage)
  for (const pseudonym of [diary.secret('unknown name'), volunteer.person.pseudonym]) {
    await page.goto(`${base}/sign-in`)
    await diary.type(page, '#pseudonym', pseudonym)
    await diary.type(page, '#passphrase', diary.secret('wrong passphrase'))
    await diary.type(page, '#code', diary.secret('wrong code'))
    await page.click('main .button')
    await page.locator('.error-summary').waitFor()
  }
  const paths = ['setup/', 'join/', 'join?code=', 'assets/', 'cases/', 'releases/x/', '', 'sign-in?', '%ff']
  for (const path of paths) await page.goto(`${base}/${path}${diary.secret(`address /${path}`)}`)
  await diary.tokens(page)
  await page.context().close()
}

export async function openPage({ browser, diary }: Stage, locale = 'en'): Promise<Page> {
  const { page } = await openWindow(browser, {
    locale,
    userAgent: `Mozilla/5.0 ${diary.secret('user agent')}`,
    extraHTTPHeaders: { 'X-Forwarded-For': diary.secret('header of a proxy') },
  })
  return page
}
