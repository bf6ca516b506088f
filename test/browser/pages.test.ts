import type { Browser, Page } from 'playwright-core'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { inspection, phone, type Inspection } from './inspection'
import { signIn, typeCode } from './people'

jest.setTimeout(180_000)

const anyone = [
  '/sign-in',
  '/sign-in?locked',
  '/join',
  '/join/wrong',
  '/setup/wrong',
  '/nothing',
  '/calendar',
]
const own = ['/account', '/account/passphrase', '/account/phone', '/second-step', '/sign-in?locked']
const volunteers = ['/cases', '/cases?code=K7M-4QX-2', '/cases/new', ...own]
const coordinators = [
  ...['/cases?status=open', '/readers', '/audit', '/audit?dated=soon&number=1&words=a', '/seized'],
  ...['/reports', '/reports?chart=lines', '/reports?from=2024-02&to=2023-01', '/reports/2024-01'],
]
const admins = ['/users', '/releases', '/releases/closures?through=2024-02', '/audit', '/seized']

describeInChromium.each(['en', 'ru'])('on a narrow phone, in %s', locale => {
  let browser: Browser
  let demo: DemoOnDisk
  let eye: Inspection
  beforeAll(async () => {
    browser = await launchChromium()
    demo = await startDemo({ filled: true })
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })
  beforeEach(() => void (eye = inspection(browser, locale)))

  test('what anyone may see is as it should be', async () => {
    const { page, context, complaints } = await openWindow(browser, { locale, viewport: phone })
    for (const path of anyone) await lookAt(page, path)
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('so are the pages of a volunteer', async () => {
    const { page, context, complaints } = await enter('volunteer')
    for (const path of volunteers) await lookAt(page, path)
    await open(page, '/account/passphrase')
    await submit(page, '/account/passphrase')
    await open(page, '/account/phone')
    await submit(page, '/account/phone')
    await submit(page, '/account/phone/confirmation')
    await open(page, '/account')
    await submit(page, '/account/recovery-codes')
    await open(page, '/cases/new')
    await submit(page, '/cases')
    expect(await page.title()).toMatch(/^(Error|Ошибка):/)
    await page.click('.error-summary a')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('a case, its notes, and what goes wrong with them', async () => {
    const { page, context, complaints } = await enter('volunteer')
    await open(page, '/cases?status=open')
    const path = (await page.getAttribute('a.row', 'href'))!
    await lookAt(page, `${path}/notes/new`)
    await submit(page, `${path}/notes`)
    await page.fill('#text', 'Звонил с +7 916 123-45-67, a@example.org. Ждёт ответа.')
    await submit(page, `${path}/notes`)
    await submit(page, `${path}/notes`, 'button[value=keep]')
    await page.click('#notes a[href$="/mask"]')
    await eye.look(page)
    await submit(page, new URL(page.url()).pathname)
    await page.fill('#mask', '+7 916 123-45-67')
    await submit(page, new URL(page.url()).pathname)
    await submit(page, new URL(page.url()).pathname, 'button[value=yes]')

    const other = await context.newPage()
    for (const window of [page, other]) {
      await open(window, `${path}/edit`)
      if (!(await window.locator('details[open]').count())) await window.click('summary')
      await window.selectOption('#place', window === page ? 'armenia_georgia' : 'other_abroad')
    }
    await submit(page, path)
    await submit(other, path)
    expect(await other.textContent('h1')).toMatch(/changed this case|изменил/)
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('so are those of a coordinator', async () => {
    const { page, context, complaints } = await enter('coordinator')
    for (const path of coordinators) await lookAt(page, path)
    await open(page, '/cases?status=closed')
    const path = (await page.getAttribute('a.row', 'href'))!
    await lookAt(page, path)
    await lookAt(page, `${path}/erasure`)
    await submit(page, `${path}/erasure`)
    await page.check('input[name=reason]')
    await submit(page, `${path}/erasure`)
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('so are those of an admin, and those that ask for a code before', async () => {
    const { page, context, complaints } = await enter('admin')
    for (const path of admins) await lookAt(page, path)
    await open(page, '/users')
    await page.click('th a')
    await eye.look(page)
    await submit(page, `${new URL(page.url()).pathname}/invitation`)
    await open(page, '/users')
    await page.fill('#pseudonym', '<>')
    await submit(page, '/users/invitations')
    demo.clock.forward(9 * 60)
    await open(page, '/users')
    await page.fill('#pseudonym', 'willow')
    demo.clock.forward(2 * 60)
    await submit(page, '/users/invitations')
    await typeCode(page, demo.people.admin.phone)
    await eye.look(page)
    await submit(page, '/users/invitations')
    await open(page, '/users')
    expect(await page.textContent('main')).toContain('willow')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('so are those that a locked session leads to', async () => {
    const { page, context, complaints } = await enter('volunteer')
    await open(page, '/cases?status=open')
    const path = (await page.getAttribute('a.row', 'href'))!
    await open(page, `${path}/notes/new`)
    await page.fill('#text', 'Ждёт ответа.')
    demo.clock.forward(16 * 60)
    await submit(page, `${path}/notes`)
    await signIn(page, demo.people.volunteer)
    await eye.look(page)
    expect(await page.inputValue('textarea')).toBe('Ждёт ответа.')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  async function enter(role: 'volunteer' | 'coordinator' | 'admin') {
    const window = await openWindow(browser, { locale, viewport: phone })
    await window.page.goto(`${demo.base}/sign-in`)
    await signIn(window.page, demo.people[role])
    if ((await window.page.getAttribute('html', 'lang')) !== locale) {
      await window.page.click('button[name=language]')
    }
    return window
  }

  function open(page: Page, path: string) {
    return page.goto(demo.base + path)
  }

  async function lookAt(page: Page, path: string): Promise<void> {
    await open(page, path)
    await eye.look(page)
  }

  /** Sends a form as it stands and looks at the answer. */
  async function submit(page: Page, action: string, button = 'button'): Promise<void> {
    const form = page.locator(`form[method=post][action="${action}"]`)
    await form.locator(button).first().click()
    await eye.look(page)
  }
})
