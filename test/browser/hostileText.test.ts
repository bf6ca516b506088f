import type { Browser, Page } from 'playwright-core'
import type { Role } from '../../src/db/schema'
import { describeInChromium, launchChromium, openWindow } from '../support/chromium'
import { startDemo, type DemoOnDisk } from './demoOnDisk'
import { addHostilePartners, addStrangers, fillWithHostileText, removeStrangers } from './hostileDemo'
import { invite, signIn } from './people'
import { inPieces, xssCorpus } from './xssCorpus'

jest.setTimeout(180_000)

let browser: Browser
let demo: DemoOnDisk
let path: string

/** As few as fit into addresses, and into every field of a form at once. */
const pieces = inPieces(xssCorpus, 150)

/*
 * With JavaScript on: nothing of the corpus runs, and nothing is stopped by the policy alone, which would complain.
 */
describeInChromium('hostile text does nothing', () => {
  beforeAll(async () => {
    browser = await launchChromium()
    demo = await startDemo({ filled: false })
    path = await fillWithHostileText(demo)
  })
  afterAll(async () => {
    await browser.close()
    await demo.stop()
  })

  test('although it would: most of it runs where it is put into a page as it is', async () => {
    expect(xssCorpus.length).toBeGreaterThanOrEqual(500)
    const { page, context } = await openWindow(browser, { javaScriptEnabled: true, bypassCSP: true })
    await page.goto(`${demo.base}/calendar`)
    const bodies = xssCorpus.slice(0, 60)
    const frames = bodies.map(
      body => `<iframe srcdoc="${body.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`,
    )
    await page.setContent(`<body>${frames.join('')}`)
    await page.waitForTimeout(500)
    const run = await page.evaluate(`Array.from(frames).filter(frame => frame.__xss).length`)
    expect(run).toBeGreaterThan(bodies.length / 2)
    await context.close()
  })

  test('and the policy stops it, and says so, if ever a page let it in', async () => {
    const { page, context, complaints } = await openWindow(browser, { javaScriptEnabled: true })
    await page.route('**/calendar', async route => {
      const response = await route.fetch()
      await route.fulfill({ response, body: xssCorpus.slice(0, 30).join('') })
    })
    await page.goto(`${demo.base}/calendar`)
    expect(await page.evaluate('window.__xss')).toBeUndefined()
    expect(complaints.join()).toContain('Content Security Policy')
    await context.close()
  })

  test('in an address, whoever opens it', async () => {
    const paths = ['join?code=', 'join/', 'setup/', 'sign-in?locked=', 'nothing/', 'calendar?', 'sign-in?x=']
    await inWindow(undefined, page => openAll(page, paths))
  })

  test('in a form before signing in', async () => {
    const code = await inWindow('admin', page => invite(page, demo.base, 'volunteer'))
    await inWindow(undefined, async page => {
      await poison(page, '/sign-in', 'form[action="/sign-in"]')
      await poison(page, `/join/${code}`, 'main form')
    })
  })

  test('in pseudonyms, notes and a log that somebody has tampered with, on every page that shows them', async () => {
    await addStrangers(demo)
    await inWindow('admin', async page => {
      await openAndCheck(page, ['users', 'audit', 'releases', 'reports', 'account', 'seized'])
      await page.goto(`${demo.base}/users`)
      await page.click('th a')
      await check(page)
    })
    await inWindow('coordinator', page =>
      openAndCheck(page, [
        'cases',
        'cases/new',
        'readers',
        'audit',
        'account',
        path,
        `${path}/edit`,
        `${path}/erasure`,
      ]),
    )
    await inWindow('volunteer', page => openAndCheck(page, ['cases', 'account', path, `${path}/notes/new`]))
    // The other tests open many pages, which these would make slow.
    await removeStrangers(demo)
  })

  test('in what members search for', async () => {
    await inWindow('coordinator', page =>
      openAll(page, [
        ...[
          'cases?code=',
          'cases?status=',
          'cases?after=1.',
          'cases/',
          'cases/new?category=',
          'cases/new?after=',
        ],
        ...['audit?dated=', 'audit?number=1&words=', 'audit?number=', 'audit?actor=', 'audit?action='],
        ...['reports?from=', 'reports/', 'second-step?to=/', 'readers?confirmed='],
      ]),
    )
    await inWindow('admin', page => openAll(page, ['releases/closures?through=', 'releases?from=', 'users/']))
  })

  test('in what members type, given back to be mended', async () => {
    await inWindow('admin', page => poison(page, '/users', 'form[action="/users/invitations"]'))
    await inWindow('coordinator', async page => {
      await poison(page, '/cases/new', 'form#words')
      await poison(page, `${path}/edit`, 'form#words')
      await poison(page, `${path}/repeat`, 'form[action$="/repeat"]')
      await poison(page, '/readers', 'li.waiting form')
      await poison(page, '/second-step', 'form[action="/second-step"]')
    })
  })

  test('in a note that is refused, screened, or about to be masked', async () => {
    await inWindow('volunteer', async page => {
      await poison(page, `${path}/notes/new`, 'form#words')
      for (const piece of pieces) {
        await page.goto(`${demo.base}${path}/notes/new`)
        await page.fill('#text', `+7 916 123-45-67\n${piece.slice(0, 9_900)}`)
        await submit(page, 'form#words')
        await page.locator('mark').first().waitFor()
      }
      await page.goto(demo.base + path)
      await page.locator('li.note a[href$="/mask"]').last().click()
      const mask = new URL(page.url()).pathname
      await poison(page, mask, 'main form')
      for (const piece of inPieces(
        xssCorpus.filter(one => one.length < 100),
        40,
      )) {
        await page.goto(demo.base + mask)
        await page.fill('#mask', piece)
        await submit(page, 'main form')
      }
      await page.goto(demo.base + mask)
      await page.fill('#mask', '__xss')
      await submit(page, 'main form')
      await page.locator('button[name=confirmed]').waitFor()
    })
  })

  test('in partners, in what came of a referral, and in the text for a partner', async () => {
    await addHostilePartners(demo, path)
    await inWindow('coordinator', async page => {
      await page.goto(`${demo.base}/partners`)
      const partner = (await page.getAttribute('main ul a', 'href'))!
      const notes = await demo.db.selectFrom('sealed').select('id').where('kind', '=', 'note').execute()
      const ticked = notes.slice(0, 200).map(note => `note=${note.id}`)
      await openAndCheck(page, ['partners', partner, `${partner}/edit`, `${partner}/retirement`])
      await openAndCheck(page, [path, `${path}/referrals/new`, `${path}/hand-over-text?${ticked.join('&')}`])
      await page.goto(demo.base + path)
      const referral = (await page.getAttribute('#referrals li a', 'href'))!
      await openAndCheck(page, [referral])
      await poison(page, referral, 'form#words')
      await poison(page, `${path}/referrals/new`, 'main form')
      await poison(page, '/partners/new', 'form#words')
      await poison(page, `${partner}/edit`, 'form#words')
      await openAll(page, [`${path.slice(1)}/hand-over-text?note=a&in=`, 'partners?confirmed=', 'partners/'])
      await demo.db.updateTable('partners').set({ signature: '' }).execute()
      await openAndCheck(page, ['partners', partner])
      await poison(page, '/partners', 'main form')
    })
    await demo.db.deleteFrom('partners').execute()
  })

  test('in a form that comes back after a lock, whatever its fields are called', async () => {
    await inWindow('volunteer', async page => {
      for (const piece of pieces) {
        await page.goto(`${demo.base}${path}/notes/new`)
        if (new URL(page.url()).pathname === '/sign-in') await signIn(page, demo.people.volunteer)
        await page.goto(`${demo.base}${path}/notes/new`)
        await page.fill('#text', piece)
        await runOn(page, 'form#words', addField, piece)
        demo.clock.forward(16 * 60)
        await submit(page, 'form#words', 403)
        await signIn(page, demo.people.volunteer)
        await check(page)
        expect(await page.inputValue('textarea')).toContain('window')
      }
    })
  })

  async function inWindow<T>(role: Role | undefined, work: (page: Page) => Promise<T>): Promise<T> {
    const { page, context, complaints } = await openWindow(browser, { javaScriptEnabled: true })
    page.on('dialog', dialog => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    if (role) {
      await page.goto(`${demo.base}/sign-in`)
      await signIn(page, demo.people[role])
    }
    const result = await work(page)
    expect(complaints).toEqual([])
    await context.close()
    return result
  }

  /** Opens each address with each piece of the corpus at its end. */
  async function openAll(page: Page, addresses: string[]): Promise<void> {
    for (const address of addresses) {
      for (const piece of pieces) {
        const answer = await page.goto(`${demo.base}/${address}${encodeURIComponent(piece)}`)
        expect(answer!.status()).not.toBe(431)
        await check(page)
      }
    }
  }

  async function openAndCheck(page: Page, addresses: string[]): Promise<void> {
    for (const address of addresses) {
      await page.goto(new URL(address, demo.base).href)
      await check(page)
    }
  }

  /** Puts each piece of the corpus into every field of a form, hidden ones and choices too, and sends it. */
  async function poison(page: Page, address: string, form: string): Promise<void> {
    for (const piece of pieces) {
      await page.goto(demo.base + address)
      await runOn(page, form, fillEveryField, piece)
      await submit(page, form)
    }
  }

  async function submit(page: Page, form: string, status?: number): Promise<void> {
    const [answer] = await Promise.all([
      page.waitForResponse(response => response.request().method() === 'POST'),
      page.locator(form).first().locator('.button').first().click(),
    ])
    expect(answer.request().postData()).toContain('__xss')
    // Not merely turned away as too large or too often.
    expect(status ? [status] : [200, 303, 404, 409, 422]).toContain(answer.status())
    await check(page)
  }

  async function check(page: Page): Promise<void> {
    await page.evaluate('new Promise(requestAnimationFrame)')
    expect([page.url(), await page.evaluate('window.__xss')]).toEqual([page.url(), undefined])
  }
})

/** Runs a function, given as text, on an element and a text. */
function runOn(page: Page, element: string, work: string, text: string): Promise<unknown> {
  return page.evaluate(
    `(${work})(document.querySelector(${JSON.stringify(element)}), ${JSON.stringify(text)})`,
  )
}

/** One field of each name, whatever it was: a choice, hidden, or to type into. */
const fillEveryField = `(form, text) => {
  const done = new Set(['csrf'])
  for (const field of form.querySelectorAll('input, select, textarea')) {
    if (!done.has(field.name)) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: field.name, value: text }))
    }
    done.add(field.name)
    if (field.name !== 'csrf') field.disabled = true
  }
}`

/** A field that is called as hostile as it is filled. */
const addField = `(form, text) => {
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: text, value: text }))
}`
