import type { Browser, Page } from 'playwright-core'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fillDemo } from '../../src/demo/fillDemo'
import { addDemoMembers } from '../../src/demo/demoMembers'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { openDatabase, type Database } from '../../src/db/open'
import { migrate } from '../../src/db/migrate'
import { makeDeps, startServer, type RunningServer } from '../../src/server'
import { systemClock } from '../../src/calendar/month'
import { todayOf } from '../../src/calendar/today'
import { makeSetupLink } from '../../src/users/makeSetupLink'
import { describeInChromium, launchChromium, openWindow, violations } from '../support/chromium'

const passphrase = 'seven quiet herons cross'
const demoPassphrase = 'birch river stone path'

jest.setTimeout(180_000)

let browser: Browser
let folder: string
let database: Database
let server: RunningServer
let base: string

async function start(): Promise<void> {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-browser-'))
  const config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    databaseUrl: undefined,
    origin: new URL('http://127.0.0.1:3000'),
    timeZone: 'Asia/Tbilisi',
  }
  database = openDatabase(config)
  await migrate(database)
  server = await startServer(
    makeDeps(config, database, () => {}),
    config,
  )
  base = `http://${server.address}`
}

async function stop(): Promise<void> {
  await server.stop()
  await database.close()
  rmSync(folder, { recursive: true })
}

const today = () => todayOf(systemClock, 'Asia/Tbilisi')

async function join(page: Page, address: string, pseudonym: string): Promise<void> {
  await page.goto(address)
  await page.fill('#pseudonym', pseudonym)
  await page.fill('#passphrase', passphrase)
  await page.fill('#repeated', passphrase)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in?joined')
}

async function signIn(page: Page, pseudonym: string, phrase = passphrase): Promise<void> {
  await page.goto(`${base}/sign-in`)
  await page.locator('#pseudonym:focus').waitFor()
  await page.keyboard.type(pseudonym)
  await page.keyboard.press('Tab')
  await page.keyboard.type(phrase)
  await page.keyboard.press('Enter')
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
}

async function setPlace(page: Page, place: string): Promise<void> {
  if (!(await page.locator('details[open]').count())) await page.click('summary')
  await page.selectOption('#place', place)
}

/** The style sheet as browsers get it. */
async function styleSheet(): Promise<string> {
  const [address] = /\/assets\/tropa[^"]*/.exec(await (await fetch(`${base}/sign-in`)).text())!
  return (await fetch(base + address)).text()
}

/** Presses the keys one after the other and says how many they were. */
async function press(page: Page, ...keys: string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key)
  return keys.length
}

const focused = (page: Page) =>
  page.evaluate('document.activeElement.name + "=" + document.activeElement.value')

describeInChromium('the first day, in a browser without JavaScript', () => {
  beforeAll(async () => {
    browser = await launchChromium()
    await start()
  })
  afterAll(async () => {
    await browser.close()
    await stop()
  })

  test('from the setup link to the exported file', async () => {
    const admin = await openWindow(browser, { acceptDownloads: true })
    const setup = await makeSetupLink(database.db, new URL(base), systemClock)
    await join(admin.page, setup!, 'founder')
    await signIn(admin.page, 'founder')
    await admin.page.goto(`${base}/users`)
    const codes: Record<string, string> = {}
    for (const role of ['volunteer', 'coordinator']) {
      await admin.page.check(`input[value=${role}]`)
      await admin.page.click('main form[action="/users/invitations"] button')
      codes[role] = (await admin.page.textContent('.big-code'))!
      await admin.page.click('main a[href="/users"]')
    }

    const volunteer = await openWindow(browser)
    await volunteer.page.goto(`${base}/join`)
    await volunteer.page.locator('#code:focus').waitFor()
    await volunteer.page.keyboard.type(codes.volunteer!)
    await volunteer.page.keyboard.press('Enter')
    await volunteer.page.waitForURL('**/join/*')
    await join(volunteer.page, volunteer.page.url(), 'rowan')
    await signIn(volunteer.page, 'rowan')

    await volunteer.page.click('nav a[href="/cases/new"]')
    await volunteer.page.locator('[name=category]:focus').waitFor()
    expect(await focused(volunteer.page)).toBe('category=soldier')
    // Category, the month before, two needs, save.
    const presses = await press(volunteer.page, 'Space', 'Tab', 'ArrowDown', 'Tab', 'l', 'm', 'Enter')
    expect(presses).toBeLessThanOrEqual(12)
    await volunteer.page.waitForURL('**/cases/*?saved')
    const first = (await volunteer.page.textContent('h1'))!
    expect(await volunteer.page.textContent('dl')).toMatch(/Soldier[\s\S]*Legal advice, Medical review/)
    // "Log another" has the focus on the page of a case just saved.
    await volunteer.page.locator('a.button:focus').waitFor()
    await volunteer.page.keyboard.press('Enter')
    await volunteer.page.waitForURL('**/cases/new?*')
    await volunteer.page.locator('[name=category]:focus').waitFor()
    expect(await focused(volunteer.page)).toBe('category=soldier')
    await press(volunteer.page, 'ArrowDown', 'Enter')
    await volunteer.page.waitForURL('**/cases/*?saved')
    await volunteer.page.goto(`${base}/cases/new`)
    await volunteer.page.locator('[name=category]:focus').waitFor()
    await press(volunteer.page, 'ArrowUp', 'Tab', 'Tab', 'a')
    await volunteer.page.click('button[value=another]')
    expect(await volunteer.page.textContent('[role=status]')).toContain('Saved')
    expect(await volunteer.page.isChecked('input[value=other]')).toBe(true)

    await volunteer.page.goto(`${base}/cases`)
    expect(await volunteer.page.textContent('h1')).toBe('3 cases')
    await volunteer.page.fill('#code', first.toLowerCase().replaceAll('-', ' '))
    await volunteer.page.keyboard.press('Enter')
    await volunteer.page.waitForURL(`**/cases/${first}`)
    await volunteer.page.click(`a[href="/cases/${first}/edit"]`)
    await setPlace(volunteer.page, 'eu')
    await volunteer.page.click('form.case-form button')
    await volunteer.page.waitForURL(`**/cases/${first}?saved`)
    expect(await volunteer.page.textContent('dl')).toContain('European Union')

    await admin.page.goto(`${base}/reports`)
    expect(await admin.page.textContent('main')).toContain('Soldier')
    expect(await violations(browser, admin.page)).toEqual([])

    await volunteer.page.click('form[action="/exit"] button')
    await volunteer.page.waitForURL('**/calendar')
    await volunteer.page.goto(`${base}/cases`)
    expect(volunteer.page.url()).toBe(`${base}/sign-in`)
    expect([...admin.complaints, ...volunteer.complaints]).toEqual([])
    await admin.context.close()
    await volunteer.context.close()
  })

  test('with JavaScript letters choose while a group has the focus, in either keyboard layout', async () => {
    const { page, context, complaints } = await openWindow(browser, { javaScriptEnabled: true })
    await signIn(page, 'rowan')
    await page.goto(`${base}/cases/new`)
    await page.locator('[name=category]:focus').waitFor()
    await press(page, 'o')
    expect(await page.isChecked('input[value=other]')).toBe(true)
    await press(page, 'Tab', 'Tab', 'Tab', 'm')
    expect(await page.isChecked('input[value=medical_review]')).toBe(true)
    await page.click('button[name=language]')
    await page.locator('[name=category]:focus').waitFor()
    await press(page, 'KeyD')
    expect(await page.isChecked('input[value=soldier]')).toBe(true)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describeInChromium('the demo, in a browser without JavaScript', () => {
  beforeAll(async () => {
    browser = await launchChromium()
    await start()
    const members = await addDemoMembers(database.db, demoPassphrase, 'en', today())
    await fillDemo(database.db, members, inventCases(readPublishedFigures()), today(), () => {})
  })
  afterAll(async () => {
    await browser.close()
    await stop()
  })

  test('the report says in English and Russian what was published', async () => {
    const { page, context, complaints } = await openWindow(browser)
    await signIn(page, 'coordinator', demoPassphrase)
    await page.goto(`${base}/reports`)
    const english = await page.innerText('main')
    for (const words of [
      '28 of 651',
      '4.3%',
      '284 of 789',
      '36%',
      '10.1 times',
      '305',
      '577',
      '89%',
      'More than 500',
    ]) {
      expect(english).toContain(words)
    }
    await page.click('button[name=language]')
    const russian = (await page.innerText('main')).replace(/[\u00a0\u202f]/g, ' ')
    for (const words of [
      '28 из 651',
      '4,3 %',
      '284 из 789',
      '36 %',
      '10,1 раза',
      '305',
      '577',
      '89 %',
      'более 500',
    ]) {
      expect(russian.toLowerCase()).toContain(words)
    }
    expect(complaints).toEqual([])
    await context.close()
  })

  test('an admin closes the months and takes the file', async () => {
    const { page, context, complaints } = await openWindow(browser, { acceptDownloads: true })
    await signIn(page, 'admin', demoPassphrase)
    await page.goto(`${base}/releases`)
    await page.selectOption('select[name=through]', '2024-02')
    await page.click('form[action="/releases/closures"] button')
    await page.click('form[method=post][action="/releases/closures"] button')
    expect(await page.textContent('[role=status]')).toBeTruthy()
    await page.selectOption('select[name=from]', '2023-01')
    await page.selectOption('select[name=to]', '2024-02')
    await page.click('form[method=post][action="/releases"] button')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href$=".csv"]')])
    const csv = readFileSync(await download.path(), 'utf8')
    expect(csv.split('\r\n')).toHaveLength(1 + 14 * 4 + 1)
    expect(await violations(browser, page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  const pages: [role: string, path: string][] = [
    ['nobody', '/sign-in'],
    ['nobody', '/join'],
    ['nobody', '/join/wrong'],
    ['nobody', '/nothing'],
    ['nobody', '/calendar'],
    ['volunteer', '/cases'],
    ['volunteer', '/cases/new'],
    ['volunteer', '/account'],
    ['coordinator', '/cases?status=open'],
    ['coordinator', '/reports'],
    ['coordinator', '/reports?chart=lines'],
    ['coordinator', '/reports?from=2024-02&to=2023-01'],
    ['coordinator', '/reports/2024-01'],
    ['admin', '/users'],
    ['admin', '/releases'],
    ['admin', '/releases/closures?through=2024-02'],
  ]

  test.each(['en', 'ru'])(
    'axe finds nothing on any page, and none is wider than a phone, in %s',
    async locale => {
      const wrong: string[] = []
      const styles = (await styleSheet()).length
      for (const role of ['nobody', 'volunteer', 'coordinator', 'admin']) {
        const { page, context, complaints } = await openWindow(browser, {
          locale,
          viewport: { width: 360, height: 740 },
        })
        if (role !== 'nobody') await signIn(page, role, demoPassphrase)
        if (role !== 'nobody' && (await page.getAttribute('html', 'lang')) !== locale)
          await page.click('button[name=language]')
        for (const [, address] of pages.filter(([who]) => who === role)) {
          await page.goto(base + address)
          expect(await page.getAttribute('html', 'lang')).toBe(locale)
          const width = await page.evaluate<number>('document.documentElement.scrollWidth')
          if (width > 360) wrong.push(`${address} is ${width} px wide`)
          // The report, with its chart drawn twice, is the one page that may be larger.
          const size = Buffer.byteLength(await page.content()) + styles
          if (size > 40_000 && !address.startsWith('/reports')) wrong.push(`${address} has ${size} bytes`)
          wrong.push(...(await violations(browser, page)).map(one => `${address} ${one}`))
        }
        wrong.push(...complaints)
        await context.close()
      }
      expect(wrong).toEqual([])
    },
  )

  test('a case, its form, a refused form and a conflict are as clean', async () => {
    const { page, context, complaints } = await openWindow(browser, { viewport: { width: 360, height: 740 } })
    await signIn(page, 'volunteer', demoPassphrase)
    await page.goto(`${base}/cases/new`)
    await page.click('form.case-form button')
    expect(await page.title()).toMatch(/^Error:|^Ошибка:/)
    const wrong = await violations(browser, page)
    await page.click('.error-summary a')
    await page.goto(`${base}/cases?status=open`)
    await page.click('a.row')
    wrong.push(...(await violations(browser, page)))
    const edit = (await page.getAttribute('a[href$="/edit"]', 'href'))!
    const other = await context.newPage()
    for (const window of [page, other]) {
      await window.goto(base + edit)
      await setPlace(window, window === page ? 'armenia_georgia' : 'other_abroad')
    }
    await page.click('form.case-form button')
    await other.click('form.case-form button')
    expect(await other.textContent('h1')).toMatch(/changed this case|изменил/)
    wrong.push(...(await violations(browser, other)))
    expect(wrong).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
})
