import type { Browser, Page, Route } from 'playwright-core'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { phone } from './inspection'
import { signIn } from './people'

jest.setTimeout(180_000)

describeInChromium('a page left open, in a browser without JavaScript', () => {
  let browser: Browser
  let demo: DemoOnDisk
  beforeAll(async () => {
    browser = await launchChromium()
    demo = await startDemo({ filled: false })
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  test.each([
    ['wide', { width: 1100, height: 700 }],
    ['narrow', phone],
  ])(
    'covers unsent words when its time is over; they come back after signing in, on a %s screen',
    async (_, viewport) => {
      const { page, context, complaints } = await openWindow(browser, { viewport })
      await enter(page)
      await page.goto(`${demo.base}/cases/new`)
      await choose(page, 'soldier')
      await choose(page, 'medical_review')
      expect(await wordsInSight(page)).toBeGreaterThan(0)
      await letTimePass(page)
      for (const where of ['0', 'document.body.scrollHeight']) {
        await page.evaluate(`window.scrollTo(0, ${where})`)
        expect(await wordsInSight(page)).toBe(0)
      }
      await page.click('.cover button')
      expect(await page.textContent('main')).toContain('Locked')
      expect(await page.content()).not.toContain('medical_review')
      await signIn(page, demo.people.volunteer)
      await page.click('form#words button')
      await page.waitForURL('**/cases/*?saved')
      expect(await page.textContent('dl')).toMatch(/Soldier[\s\S]*Medical review/)
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  test('a note is covered and comes back just so, and only to who wrote it', async () => {
    const { page, context, complaints } = await openWindow(browser)
    await enter(page)
    await page.goto(`${demo.base}/cases`)
    await page.click('a.row')
    await page.click('a[href$="/notes/new"]')
    const words = 'Ждёт ответа из части.\n\n  "Tea" <b>&amp;</b> sympathy.'
    await page.fill('#text', words)
    await letTimePass(page)
    expect(await wordsInSight(page)).toBe(0)
    await page.click('.cover button')
    const kept = await page.inputValue('input[name=kept]')
    await signIn(page, demo.people.volunteer)
    expect((await page.inputValue('textarea')).replaceAll('\r\n', '\n')).toBe(words)
    await page.click('form#words button')
    await page.waitForURL('**/cases/*?noted*')
    expect(await page.textContent('#notes')).toContain('"Tea" <b>&amp;</b> sympathy.')
    await context.close()

    // The page before the sign-in stays open in the history of a shared computer.
    const other = await openWindow(browser)
    await other.page.goto(`${demo.base}/sign-in`)
    await other.page.evaluate(`document.querySelector('form[action="/sign-in"]').insertAdjacentHTML(
      'beforeend', '<input type="hidden" name="kept" value="${kept}">')`)
    await signIn(other.page, demo.people.coordinator)
    expect(await other.page.content()).not.toContain('sympathy')
    expect([...complaints, ...other.complaints]).toEqual([])
    await other.context.close()
  })

  test('leads to the sign-in page by itself where nothing is typed', async () => {
    const { page, context, complaints } = await openWindow(browser)
    await enter(page)
    let refresh = ''
    const inOneSecond = async (route: Route) => {
      const answer = await route.fetch()
      const headers = answer.headers()
      refresh = headers.refresh!
      demo.clock.forward(905)
      await route.fulfill({ response: answer, headers: { ...headers, refresh: refresh.replace('905', '1') } })
    }
    await page.route('**/cases', inOneSecond, { times: 1 })
    await page.goto(`${demo.base}/cases`)
    expect(refresh).toMatch(/^905; url=/)
    await page.waitForURL('**/sign-in?locked')
    expect(await page.textContent('[role=status]')).toContain('Locked')
    await page.goto(`${demo.base}/cases`)
    expect(page.url()).toBe(`${demo.base}/sign-in`)
    expect(complaints).toEqual([])
    await context.close()
  })

  test('shows nothing but the way on when another window has kept the session awake', async () => {
    const { page, context, complaints } = await openWindow(browser)
    await enter(page)
    await page.goto(`${demo.base}/sign-in?locked`)
    expect(await page.locator('#passphrase').count()).toBe(0)
    await page.click('main a.button')
    expect(page.url()).toBe(`${demo.base}/`)
    expect(complaints).toEqual([])
    await context.close()
  })

  async function enter(page: Page): Promise<void> {
    await page.goto(`${demo.base}/sign-in`)
    await signIn(page, demo.people.volunteer)
  }

  /** A quarter of an hour: for the server by its clock, for the page by its animation. */
  async function letTimePass(page: Page): Promise<void> {
    demo.clock.forward(15 * 60 + 1)
    await page.evaluate('document.getAnimations().forEach(one => one.finish())')
  }

  async function choose(page: Page, value: string): Promise<void> {
    await page.focus(`input[value=${value}]`)
    await page.keyboard.press('Space')
  }

  /** In how many of two hundred places of the window something of the form is on top. */
  function wordsInSight(page: Page): Promise<number> {
    return page.evaluate(`Array.from({ length: 200 }, (_, i) =>
      document.elementFromPoint(((i % 10) + 0.5) * (innerWidth / 10), (Math.floor(i / 10) + 0.5) * (innerHeight / 20)),
    ).filter(one => one?.closest('form#words')).length`)
  }
})
