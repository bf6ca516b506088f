import type { Browser } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { describeInChromium, launchChromium, openWindow, violations } from '../support/chromium'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { signIn } from './people'

jest.setTimeout(180_000)

describeInChromium('the demo, in a browser without JavaScript', () => {
  let browser: Browser
  let demo: DemoOnDisk
  beforeAll(async () => {
    browser = await launchChromium()
    demo = await startDemo({ filled: true })
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  test('the report says in English and Russian what was published', async () => {
    const { page, context, complaints } = await openWindow(browser)
    await page.goto(`${demo.base}/sign-in`)
    await signIn(page, demo.people.coordinator)
    await page.goto(`${demo.base}/reports`)
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
    await page.goto(`${demo.base}/sign-in`)
    await signIn(page, demo.people.admin)
    await page.goto(`${demo.base}/releases`)
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
})
