import type { Browser, Page } from 'playwright-core'
import { violations } from '../support/chromium'

export const phone = { width: 360, height: 740 }

export interface Inspection {
  /** All that is wrong with the pages looked at so far. */
  wrong: string[]
  look(page: Page): Promise<void>
}

/** Looks at pages as they stand, on a narrow phone: language, Exit, width, weight, and what axe-core finds. */
export function inspection(browser: Browser, locale: string): Inspection {
  const wrong: string[] = []
  // The colours of a page are the same in every language, and looking at them takes long.
  const schemes: ('light' | 'dark')[] = locale === 'en' ? ['light', 'dark'] : ['light']
  return {
    wrong,
    async look(page) {
      const { pathname, search } = new URL(page.url())
      const name = `${pathname}${search} (${await page.title()})`
      if ((await page.getAttribute('html', 'lang')) !== locale) wrong.push(`${name} is in another language`)
      const ways = await page.locator('form[action="/exit"] button').count()
      if (ways === 0 && pathname !== '/calendar') wrong.push(`${name} has no way out`)
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > phone.width) wrong.push(`${name} is ${width} px wide`)
      const sheets = await styleSheets(page)
      const weight = Buffer.byteLength(await page.content()) + sheets.join('').length
      const needsReportSheet = await page.locator('.report-table, .facts, .chart, .bar, .internal').count()
      if (needsReportSheet > 0 && sheets.length < 2) wrong.push(`${name} lacks the style sheet of reports`)
      // The report, with its chart drawn twice, is the one page that may be larger.
      if (weight > 40_000 && !pathname.startsWith('/reports')) wrong.push(`${name} has ${weight} bytes`)
      wrong.push(...(await violations(browser, page, schemes)).map(one => `${name} ${one}`))
    },
  }
}

/** The style sheets as browsers get them. */
async function styleSheets(page: Page): Promise<string[]> {
  const links = await page.locator('link[rel=stylesheet]').all()
  const addresses = await Promise.all(links.map(link => link.getAttribute('href')))
  return Promise.all(addresses.map(async address => (await fetch(new URL(address!, page.url()))).text()))
}
