import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { addDays } from '../../src/calendar/month'
import type { Language } from '../../src/db/schema'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { canaryOf, randomLetters, search, seize, type Canary } from './canaries'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { keyboardUser, type KeyboardUser } from './keyboardUser'
import { signIn } from './people'

jest.setTimeout(240_000)

/*
 * A volunteer's hour, without a script and without a mouse: 20 requests logged, 10 next steps planned and 4 of them
 * done, 5 cases closed, 2 handed over. How many keys and pages that takes is kept in bench/hour.json: whoever makes
 * it more sees it here, and whoever makes it less keeps the new number with KEEP_HOUR=1.
 */
const kept = path.join(__dirname, '../../bench/hour.json')

describeInChromium.each<Language>(['en', 'ru'])("a volunteer's hour, in %s", language => {
  let browser: Browser
  let tropa: DemoOnDisk
  beforeAll(async () => {
    browser = await launchChromium()
    tropa = await startDemo({ filled: false })
  })
  afterAll(async () => {
    await browser.close()
    await tropa.stop()
  })

  test('takes no more keys and pages than it did, and leaves no words or days on the disk', async () => {
    const { db, members } = tropa
    const { page, complaints } = await openWindow(browser, { locale: language })
    const user = await begin(page, tropa, language)
    const said: Canary[] = []
    const say = (name: string) => {
      const words = randomLetters(language === 'ru' ? 'cyrillic' : 'latin', 12)
      said.push(canaryOf(name, words))
      return words
    }

    for (let i = 0; i < 20; i++) {
      await logRequest(user, i)
      if (i % 2 === 0) await planNextStep(user, say('reason of a follow-up'))
    }
    await finishSteps(user, 4)
    for (let i = 0; i < 5; i++) await closeFirst(user, say('reason of a closing'))
    for (let i = 0; i < 2; i++) await handOverFirst(user, members.coordinator.pseudonym)

    const cases = await db.selectFrom('cases').select(['status', 'assigned_to']).execute()
    expect(cases).toHaveLength(20)
    expect(cases.filter(one => one.status === 'closed')).toHaveLength(5)
    expect(cases.filter(one => one.assigned_to === members.coordinator.id)).toHaveLength(2)
    const followUps = await db.selectFrom('sealed').select('id').where('kind', '=', 'follow_up').execute()
    expect(followUps.length).toBeLessThanOrEqual(6)
    expect(complaints).toEqual([])

    said.push(canaryOf('day of a follow-up', addDays(tropa.today().day, 3)))
    expect(said).toHaveLength(16)
    expect(search(seize(tropa.config.dataDir), said)).toEqual([])
    compare(language, { keys: user.keys, pages: user.loads })
  })
})

interface Effort {
  keys: number
  pages: number
}

function compare(language: Language, effort: Effort): void {
  const all = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Effort>) : {}
  process.stdout.write(`A volunteer's hour (${language}): ${effort.keys} keys, ${effort.pages} pages\n`)
  if (process.env.KEEP_HOUR) {
    writeFileSync(kept, `${JSON.stringify({ ...all, [language]: effort }, null, 2)}\n`)
    return
  }
  const before = all[language]!
  expect(effort.keys).toBeLessThanOrEqual(before.keys)
  expect(effort.pages).toBeLessThanOrEqual(before.pages)
}

/** Signs in; counting starts on the first page. */
async function begin(page: Page, { base, people }: DemoOnDisk, language: Language): Promise<KeyboardUser> {
  await page.goto(`${base}/sign-in`)
  await signIn(page, people.volunteer)
  if ((await page.getAttribute('html', 'lang')) !== language) {
    await page.click('form[action="/language"] button')
    await page.locator(`html[lang=${language}]`).waitFor()
  }
  return keyboardUser(page)
}

/** From the page of a case just logged the next one is one key away; from elsewhere the bar leads there. */
async function logRequest(user: KeyboardUser, i: number): Promise<void> {
  await user.tabTo('a[href^="/cases/new"]')
  await user.pressTo(/\/cases\/new/, 'Enter')
  await user.press('Space', ...Array.from({ length: i % 3 }, () => 'ArrowDown'))
  await user.tabTo('#need_letters')
  const letter = (n: number) => user.page.locator('input[name=needs]').nth(n).getAttribute('data-letter')
  await user.type((await letter(i % 5))! + (await letter(5 + (i % 4)))!)
  await user.pressTo(/\?saved/, 'Enter')
}

/** In three days, for a reason in the volunteer's own words. */
async function planNextStep(user: KeyboardUser, reason: string): Promise<void> {
  await user.tabTo('a[href$="/follow-ups/new"]')
  await user.pressTo(/follow-ups\/new/, 'Enter')
  await user.tabTo('#reason')
  await user.type(reason)
  await user.tabTo('[name=when]')
  await user.press('ArrowRight')
  await user.pressTo(/\/cases\/[^/]+$/, 'Enter')
}

async function finishSteps(user: KeyboardUser, count: number): Promise<void> {
  await toMyWork(user)
  for (let i = 0; i < count; i++) {
    await user.tabTo(`li:nth-child(${i + 1}) input[name=id]`)
    await user.press('Space')
  }
  await user.tabTo('button[value=done]')
  await user.pressTo(/\//, 'Enter')
}

async function closeFirst(user: KeyboardUser, reason: string): Promise<void> {
  await openFirst(user)
  await user.tabTo('a[href$="/closure"]')
  await user.pressTo(/\/closure/, 'Enter')
  await user.press('Space')
  if (await user.page.locator('[name=follow_ups]').count()) {
    await user.tabTo('[name=follow_ups]')
    await user.press('Space')
  }
  await user.tabTo('#reason')
  await user.type(reason)
  await user.tabTo('form#words button')
  await user.pressTo(/\?undo=/, 'Enter')
}

async function handOverFirst(user: KeyboardUser, pseudonym: string): Promise<void> {
  await openFirst(user)
  await user.tabTo('a[href$="/assignment"]')
  await user.pressTo(/\/assignment/, 'Enter')
  await user.type(pseudonym)
  await user.pressTo(/\?undo=/, 'Enter')
}

/** My work has the focus on its first case. */
async function openFirst(user: KeyboardUser): Promise<void> {
  await toMyWork(user)
  await user.pressTo(/\/cases\/[^/]+$/, 'Enter')
}

async function toMyWork(user: KeyboardUser): Promise<void> {
  if (new URL(user.page.url()).pathname === '/') return
  await user.tabTo('nav a[href="/"]')
  await user.pressTo(/:\d+\/$/, 'Enter')
}
