import type { Browser, Page } from 'playwright-core'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { inspection, phone, type Inspection } from './inspection'
import { signIn, typeCode } from './people'

jest.setTimeout(180_000)

/** What the margins leave of the paper, in CSS pixels. */
const textOfA4 = { width: 680, height: 1009 }

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
const volunteers = [
  ...[
    '/',
    '/?moved=2&gone=1',
    '/cases',
    '/cases?code=K7M-4QX-2',
    '/cases/new',
    '/cases/find',
    '/cases/several?status=open',
  ],
  ...['/cases?status=open&needs=legal&from=2023-01&recorded=me', '/searches/new?needs=legal', ...own],
]
const coordinators = [
  ...[
    '/cases?status=open',
    '/cases/find?needs=legal',
    '/cases/several',
    '/readers',
    '/audit',
    '/audit?dated=soon&number=1&words=a',
    '/seized',
  ],
  ...['/reports', '/reports?chart=multiples&by=need', '/reports?from=2024-02&to=2023-01', '/reports/2024-01'],
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
    for (const turn of ['on', 'another address', 'off']) {
      await lookAt(page, '/account/calendar-file')
      await submit(page, turn === 'off' ? '/account/calendar-file/ending' : '/account/calendar-file')
    }
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
    await submit(other, path)
    expect(await other.title()).toMatch(/^(Error|Ошибка):/)
    await other.check('input[name=choice_place][value=mine]')
    await submit(other, path)
    await lookAt(other, `${path}/versions`)
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('what is to be done next, what goes wrong with it, and the work of a day', async () => {
    const { page, context, complaints } = await enter('volunteer')
    await open(page, '/cases?status=open')
    const path = (await page.getAttribute('a.row', 'href'))!
    await lookAt(page, `${path}/follow-ups/new`)
    await page.fill('#due', '31.2')
    await submit(page, `${path}/follow-ups`)
    await page.fill('#reason', 'Перезвонить: +7 916 123-45-67')
    await page.fill('#due', '')
    await submit(page, `${path}/follow-ups`)
    await submit(page, `${path}/follow-ups`, 'button[value=keep]')
    await submit(page, '/follow-ups', 'button[value=moved]')
    await page.fill('#due', '1.1.2020')
    await submit(page, '/follow-ups')
    await page.fill('#due', '')
    await submit(page, '/follow-ups')
    await lookAt(page, '/')
    await submit(page, '/follow-ups')
    await page.locator('main form input[type=checkbox]').first().check()
    await submit(page, '/follow-ups')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('cases that look the same, and one that is marked as a repeat', async () => {
    const { page, context, complaints } = await enter('coordinator')
    for (let i = 0; i < 2; i++) {
      await open(page, '/cases/new')
      await page.check('input[value=soldier]', { force: true })
      await page.fill('#need_letters', locale === 'en' ? 'lm' : 'пд')
      await page.click('summary')
      await page.selectOption('#place', 'eu')
      await submit(page, '/cases')
    }
    const path = new URL(page.url()).pathname
    await lookAt(page, '/repeats')
    await lookAt(page, `${path}/repeat`)
    await submit(page, `${path}/repeat`)
    expect(await page.title()).toMatch(/^(Error|Ошибка):/)
    await page.check('input[name=of]')
    await submit(page, `${path}/repeat`)
    await lookAt(page, '/repeats?month=2020-01')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('partners, a case that is referred to one, and the text for them', async () => {
    const { page, context, complaints } = await enter('coordinator')
    await lookAt(page, '/partners')
    await lookAt(page, '/partners/new')
    await submit(page, '/partners')
    await page.fill('#name', 'Группа «Север», @north_group')
    await page.check('input[value=legal]')
    await submit(page, '/partners')
    await submit(page, '/partners', 'button[value=keep]')
    await page.click('main ul a')
    await eye.look(page)
    const partner = new URL(page.url()).pathname
    const stale = await context.newPage()
    await open(stale, `${partner}/edit`)
    await lookAt(page, `${partner}/edit`)
    await page.fill('#note', 'Отвечают за день.')
    await submit(page, partner)
    await stale.fill('#note', 'Отвечают за два дня.')
    await submit(stale, partner)
    expect(await stale.textContent('h1')).toMatch(/changed this partner|изменил/)
    await lookAt(page, `${partner}/retirement`)

    await open(page, '/cases?status=in_progress')
    const path = (await page.getAttribute('a.row', 'href'))!
    await lookAt(page, `${path}/referrals/new`)
    await submit(page, `${path}/referrals`)
    await page.check('input[name=partner]')
    await submit(page, `${path}/referrals`)
    await page.click('#referrals li a')
    await eye.look(page)
    const referral = new URL(page.url()).pathname
    await submit(page, referral)
    await page.check('input[value=refused]')
    await page.fill('#outcome', 'Просят позвонить: +7 916 123-45-67')
    await submit(page, referral)
    await submit(page, referral, 'button[value=keep]')
    await open(page, `${path}/notes/new`)
    await page.fill('#text', 'Ждёт адвоката.')
    await submit(page, `${path}/notes`)
    await lookAt(page, `${path}/hand-over-text`)
    // The case may have notes from before: this one is the latest.
    await page.locator('input[name=note]').last().check()
    await page.click('main form button')
    await eye.look(page)
    expect(await page.inputValue('#text')).toContain('Ждёт адвоката.')

    await demo.db.updateTable('partners').set({ signature: '' }).execute()
    await lookAt(page, '/partners')
    await lookAt(page, partner)
    await demo.db.deleteFrom('partners').execute()
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('so are moving a case on, closing it and taking that back', async () => {
    const { page, context, complaints } = await enter('volunteer')
    await open(page, '/cases/new')
    await page.check('input[value=soldier]', { force: true })
    await page.click('.actions button')
    const path = new URL(page.url()).pathname
    await submit(page, `${path}/status`)
    const stale = await context.newPage()
    await open(stale, `${path}/closure`)
    await lookAt(page, `${path}/follow-ups/new`)
    await page.fill('#reason', 'Позвонить адвокату')
    await page.click('form#words button')
    await lookAt(page, `${path}/closure`)
    await submit(page, `${path}/closure`)
    await page.focus('input[value=declined]')
    await page.keyboard.press('Space')
    await page.check('input[value=done]', { force: true })
    await page.fill('#reason', 'Просят позвонить: +7 916 123-45-67')
    await submit(page, `${path}/closure`)
    await submit(page, `${path}/closure`, 'button[value=mask]')
    await submit(stale, `${path}/closure`)
    const undo = (await page.getAttribute('form[action^="/undo/"]', 'action'))!
    await submit(page, undo)
    await submit(page, `${path}/status`)
    const again = (await page.getAttribute('form[action^="/undo/"]', 'action'))!
    const late = await context.newPage()
    await late.goto(page.url())
    await open(stale, `${path}/notes/new`)
    await stale.fill('#text', 'Ждёт адвоката.')
    await submit(stale, `${path}/notes`)
    await submit(page, again)
    expect(await page.textContent('.warning')).toContain(path.slice(7))
    await submit(late, again)
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
    await open(page, '/cases/several?status=new')
    await submit(page, '/cases/several')
    await page.selectOption('#do', 'close.advice_given')
    await page.locator('input[name=cases]').first().check()
    await submit(page, '/cases/several')
    await submit(page, '/cases/several')
    await open(page, '/searches/new?status=open')
    await submit(page, '/searches')
    await page.fill('#name', 'открытые')
    await submit(page, '/searches')
    await lookAt(page, '/cases/find')
    expect([...eye.wrong, ...complaints]).toEqual([])
    await context.close()
  })

  test('a month prints as two pages: nothing is shrunk, and only what is to be read is on them', async () => {
    const { page, context } = await enter('coordinator')
    await open(page, '/reports/2024-01')
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(paper.toString('latin1').match(/\/Type ?\/Page\b/g)).toHaveLength(2)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize(textOfA4)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(textOfA4.width)
    const seen = (selector: string) => page.locator(`:is(${selector}):visible`).count()
    expect(await seen('.topbar, form, nav, .chart-narrow')).toBe(0)
    expect(await seen('.facts li')).toBeGreaterThan(0)
    expect(await Promise.all(['.chart-wide', '.method', '.internal'].map(seen))).toEqual([1, 1, 1])
    await context.close()
  })

  test('so are those on which cases change hands', async () => {
    const volunteer = await enter('volunteer')
    await open(volunteer.page, '/')
    await submit(volunteer.page, '/next-case')
    const path = new URL(volunteer.page.url()).pathname
    await lookAt(volunteer.page, `${path}/assignment`)
    await submit(volunteer.page, `${path}/assignment`)
    await volunteer.page.fill('#name', 'coordinator')
    await submit(volunteer.page, `${path}/assignment`)
    await open(volunteer.page, '/')
    const certificates = await demo.db.deleteFrom('certificates').returningAll().execute()
    await submit(volunteer.page, '/next-case')
    await demo.db.insertInto('certificates').values(certificates).execute()

    const { page, context, complaints } = await enter('coordinator')
    await lookAt(page, `${path}/assignment`)
    await submit(page, `${path}/assignment`)
    await lookAt(page, '/handovers')
    await page.locator('th a', { hasText: 'volunteer' }).click()
    await eye.look(page)
    const all = new URL(page.url()).pathname
    await submit(page, all)
    await page.locator('label.chip').first().click()
    await submit(page, all)
    expect(await page.textContent('[role=status]')).toMatch(/^(Done|Готово)/)
    expect([...eye.wrong, ...complaints, ...volunteer.complaints]).toEqual([])
    await context.close()
    await volunteer.context.close()
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
