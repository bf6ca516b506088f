import type { Browser, Page } from 'playwright-core'
import { describeInChromium, launchChromium, openWindow, violations } from '../support/chromium'
import { invite, join, letRead, numberOf, signIn, tryToSignIn, type Joined } from './people'
import { serveOnDisk, type TropaOnDisk } from './tropaOnDisk'

jest.setTimeout(180_000)

let browser: Browser
let tropa: TropaOnDisk
let rowan: Joined

async function setPlace(page: Page, place: string): Promise<void> {
  if (!(await page.locator('details[open]').count())) await page.click('summary')
  await page.selectOption('#place', place)
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
    tropa = await serveOnDisk()
  })
  afterAll(async () => {
    await browser.close()
    await tropa.stop()
  })

  test('from the setup link to the first cases', async () => {
    const { base, clock } = tropa
    const admin = await openWindow(browser)
    await admin.page.goto(await tropa.setupLink())
    await join(admin.page, { pseudonym: 'founder', passphrase: 'seven quiet herons cross' }, clock)
    const codes = {
      volunteer: await invite(admin.page, base, 'volunteer'),
      coordinator: await invite(admin.page, base, 'coordinator'),
    }

    const coordinator = await openWindow(browser, { locale: 'ru' })
    await coordinator.page.goto(`${base}/join/${codes.coordinator}`)
    // The passphrase that the page offers, read off it.
    const offered = (await coordinator.page.textContent('.words'))!.trim()
    const sorrel = await join(coordinator.page, { pseudonym: 'Щавель', passphrase: offered }, clock)
    expect(offered.split(' ')).toHaveLength(6)
    expect(sorrel.recoveryCodes).toHaveLength(10)
    expect(sorrel.recoveryKey).toHaveLength(10)

    const volunteer = await openWindow(browser)
    await volunteer.page.goto(`${base}/join`)
    await volunteer.page.locator('#code:focus').waitFor()
    await volunteer.page.keyboard.type(codes.volunteer)
    await volunteer.page.keyboard.press('Enter')
    await volunteer.page.waitForURL('**/join/*')
    rowan = await join(volunteer.page, { pseudonym: 'rowan', passphrase: 'forty grey geese return' }, clock)
    expect(rowan.recoveryKey).toEqual([])
    await letRead(coordinator.page, base, 'rowan', await numberOf(volunteer.page, base))
    expect(await coordinator.page.textContent('[role=status]')).toContain('rowan')

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
    await volunteer.page.waitForURL(`**/cases/${first}?edited`)
    expect(await volunteer.page.textContent('dl')).toContain('European Union')

    await volunteer.page.click(`a[href="/cases/${first}/notes/new"]`)
    await volunteer.page.locator('#text:focus').waitFor()
    await volunteer.page.keyboard.type('Asks whether a deferment is still possible.')
    await press(volunteer.page, 'Tab', 'Enter')
    await volunteer.page.waitForURL(`**/cases/${first}?noted*`)
    await coordinator.page.goto(`${base}/cases/${first}`)
    expect(await coordinator.page.textContent('#notes')).toContain('whether a deferment is still possible')

    await admin.page.goto(`${base}/reports`)
    expect(await admin.page.textContent('main')).toContain('Soldier')
    expect(await violations(browser, admin.page)).toEqual([])

    await volunteer.page.click('form[action="/exit"] button')
    await volunteer.page.waitForURL('**/calendar')
    await volunteer.page.goto(`${base}/cases`)
    expect(volunteer.page.url()).toBe(`${base}/sign-in`)
    expect([...admin.complaints, ...coordinator.complaints, ...volunteer.complaints]).toEqual([])
    for (const { context } of [admin, coordinator, volunteer]) await context.close()
  })

  test('with JavaScript letters choose while a group has the focus, in either keyboard layout', async () => {
    const { page, context, complaints } = await openWindow(browser, { javaScriptEnabled: true })
    await page.goto(`${tropa.base}/sign-in`)
    await signIn(page, rowan)
    await page.goto(`${tropa.base}/cases/new`)
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

  test('who has lost the phone signs in with a recovery code, once', async () => {
    const { page, context } = await openWindow(browser)
    const [code] = rowan.recoveryCodes
    const bySlip = { ...rowan, phone: { secret: '', code: () => code!.toLowerCase().replaceAll('-', ' ') } }
    await page.goto(`${tropa.base}/sign-in`)
    await signIn(page, bySlip)
    await page.goto(`${tropa.base}/account`)
    expect(await page.textContent('main')).toMatch(/9 (recovery codes|резервных кодов)/)
    await page.click('form[action="/exit"] button')
    await page.goto(`${tropa.base}/sign-in`)
    await tryToSignIn(page, bySlip)
    await page.locator('.error-summary').waitFor()
    await context.close()
  })
})
