import type { Browser, Page } from 'playwright-core'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { inspection, phone, type Inspection } from './inspection'
import { invite, numberOf, phoneOf, secretOn } from './people'
import { serveOnDisk, type TropaOnDisk } from './tropaOnDisk'

jest.setTimeout(180_000)

let browser: Browser
let tropa: TropaOnDisk
let eye: Inspection

const passphrase = 'seven quiet herons cross'

describeInChromium('on a narrow phone', () => {
  beforeAll(async () => void (browser = await launchChromium()))
  afterAll(() => browser.close())
  beforeEach(async () => void (tropa = await serveOnDisk()))
  afterEach(() => tropa.stop())

  test.each(['en', 'ru'])(
    'all that leads from an invitation to reading is as it should be, in %s',
    async locale => {
      eye = inspection(browser, locale)
      const admin = await openWindow(browser, { locale, viewport: phone })
      await joinLooking(admin.page, await tropa.setupLink(), 'founder')
      const code = await invite(admin.page, tropa.base, 'coordinator', 'sorrel')
      await eye.look(admin.page)
      await admin.page.goto(`${tropa.base}/users`)
      await eye.look(admin.page)

      const coordinator = await openWindow(browser, { locale, viewport: phone })
      await joinLooking(coordinator.page, `${tropa.base}/join/${code}`, 'sorrel')
      await coordinator.page.goto(`${tropa.base}/readers`)
      await eye.look(coordinator.page)

      const volunteer = await openWindow(browser, { locale, viewport: phone })
      const invited = await invite(admin.page, tropa.base, 'volunteer')
      await joinLooking(volunteer.page, `${tropa.base}/join/${invited}`, 'rowan')
      await volunteer.page.goto(`${tropa.base}/cases/new`)
      await volunteer.page.check('input[value=soldier]', { force: true })
      await volunteer.page.click('form.case-form button')
      await eye.look(volunteer.page)
      await compareNumbers(coordinator.page, await numberOf(volunteer.page, tropa.base))

      await admin.page.goto(`${tropa.base}/users`)
      await admin.page.click('th a:text("rowan")')
      await admin.page.click('form[action$="/invitation"] button')
      const again = await admin.page.textContent('.big-code')
      await volunteer.page.goto(`${tropa.base}/join/${again}`)
      await eye.look(volunteer.page)

      const windows = [admin, coordinator, volunteer]
      expect([...eye.wrong, ...windows.flatMap(window => window.complaints)]).toEqual([])
      for (const { context } of windows) await context.close()
    },
  )
})

/** Joins, looks at every page on the way, and makes every mistake once. */
async function joinLooking(page: Page, address: string, pseudonym: string): Promise<void> {
  await page.goto(address)
  await eye.look(page)
  await page.fill('#pseudonym', '<>')
  await page.fill('#passphrase', 'short')
  await press(page, 'form:not([action])')
  await page.fill('#pseudonym', pseudonym)
  await page.fill('#passphrase', passphrase)
  await page.fill('#repeated', passphrase)
  await press(page, 'form:not([action])')
  await page.waitForURL('**/welcome')
  await page.fill('#code', '12')
  await press(page, 'form[action="/welcome/second-factor"]')
  await page.fill('#code', phoneOf(await secretOn(page), tropa.clock).code())
  await press(page, 'form[action="/welcome/second-factor"]')
  await page.click('main a.button')
  await eye.look(page)
  if (await page.locator('form[action="/welcome/recovery-key"]').count()) await proveKey(page)
  await page.click('form[action="/welcome/end"] button')
}

async function proveKey(page: Page): Promise<void> {
  await press(page, 'form[action="/welcome/recovery-key"]')
  const words = await page.locator('.words-list li').allTextContents()
  await page.click('main a[href="/welcome?typing"]')
  await eye.look(page)
  await press(page, 'form[action="/welcome/recovery-key/confirmation"]')
  for (const field of ['first', 'second']) {
    const label = await page.textContent(`label[for=${field}]`)
    await page.fill(`#${field}`, words[Number(/\d+/.exec(label!)) - 1]!)
  }
  await press(page, 'form[action="/welcome/recovery-key/confirmation"]')
}

async function compareNumbers(coordinator: Page, number: string): Promise<void> {
  await coordinator.goto(`${tropa.base}/readers`)
  for (const typed of ['12', number.replaceAll(/\d/g, '1'), number]) {
    await coordinator.fill('input[name=fingerprint]', typed)
    await press(coordinator, 'li.waiting form')
  }
}

async function press(page: Page, form: string): Promise<void> {
  await page.click(`main ${form} button`)
  await eye.look(page)
}
