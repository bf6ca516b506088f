import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
)

/**
 * `describe` where there is a Chromium. On a laptop without one the tests are skipped, loudly; in CI they
 * fail, so that nobody takes a green run for a tested one.
 */
export const describeInChromium: jest.Describe = executable || process.env.CI ? describe : skipLoudly()

function skipLoudly(): jest.Describe {
  process.stderr.write(
    '\nBROWSER TESTS SKIPPED: there is no Chromium. Install one (Debian: apt-get install chromium).\n\n',
  )
  return describe.skip
}

export function launchChromium(): Promise<Browser> {
  if (!executable) throw new Error('There is no Chromium. Install one (Debian: apt-get install chromium).')
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking']
  const more = ['--disable-component-update', '--disable-sync', '--disable-gpu', '--no-sandbox']
  return chromium.launch({ executablePath: executable, args: [...quiet, ...more] })
}

/**
 * What the browser itself reports of what is meant: every 4xx answer, as refused forms have, what Exit cleared, and
 * an address that leads to a part of the page, which takes the focus.
 */
const expected =
  /^Failed to load resource|^Clear-Site-Data header .* Cleared data types|^Autofocus processing was blocked/

/** A browser window as a volunteer has it, JavaScript off; whatever goes wrong in it is kept in `complaints`. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', message => {
    if (!expected.test(message.text())) complaints.push(message.text())
  })
  page.on('request', request => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`request to ${request.url()}`)
  })
  page.on('requestfailed', request => {
    // A download, or a page left before its icon came, counts as aborted.
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why}: ${request.url()}`)
  })
  return { context, page, complaints }
}

/**
 * What axe-core finds wrong with the page as it stands, in these colour schemes: rule, and first place. axe
 * needs scripts, which the window has not, so it looks at the same markup in one that has. Do not call it twice at once.
 */
export async function violations(
  browser: Browser,
  page: Page,
  colorSchemes: ('light' | 'dark')[] = ['light', 'dark'],
): Promise<string[]> {
  const copy = await axePage(browser)
  await copy.setViewportSize(page.viewportSize() ?? { width: 1200, height: 800 })
  const html = await page.content()
  const address = page.url()
  await copy.route(address, route => route.fulfill({ contentType: 'text/html', body: html }), { times: 1 })
  await copy.goto(address)
  await copy.evaluate(axe.source)
  const found: string[] = []
  for (const colorScheme of colorSchemes) {
    await copy.emulateMedia({ colorScheme })
    // Nothing but the colours can differ in the second.
    const rules = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {}
    const { violations } = await copy.evaluate(
      options =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'], ...options }),
      rules,
    )
    found.push(...violations.map(one => `${colorScheme} ${one.id}: ${one.nodes[0]?.html}`))
  }
  return found
}

const axePages = new WeakMap<Browser, Promise<Page>>()

/** Opening a window for every page that is looked at would take longer than looking. */
function axePage(browser: Browser): Promise<Page> {
  const known = axePages.get(browser)
  if (known) return known
  const made = browser.newContext({ bypassCSP: true }).then(context => context.newPage())
  axePages.set(browser, made)
  return made
}
