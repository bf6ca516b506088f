import { moveCounts } from '../../src/counts/countStore'
import { month } from '../../src/calendar/month'
import { someFacts } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { insertDemoCounts } from './demoReport'

let app: TestApp
beforeEach(async () => {
  app = await testApp({ at: '2026-11-23T12:00:00Z' })
})
afterEach(() => app.close())

/** What a reader sees: no markup, plain spaces. */
function wordsOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/[\s\u00A0\u202F]+/g, ' ')
}

async function read(
  path: string,
  language: 'en' | 'ru' = 'en',
  role: 'coordinator' | 'admin' = 'coordinator',
) {
  const browser = await signedInAs(app, role, `${role} ${language}`)
  await app.deps.db.updateTable('users').set({ language }).where('id', '=', browser.actor.id).execute()
  const answer = await browser.get(path)
  return { status: answer.status, html: answer.text, words: wordsOf(answer.text), headers: answer.headers }
}

describe('the report page', () => {
  it('tells who has logged nothing what comes first', async () => {
    const { status, words, html } = await read('/reports')
    expect(status).toBe(200)
    expect(words).toContain('No request has been logged yet')
    expect(html).toContain('href="/cases/new"')
    expect((await read('/reports', 'ru', 'admin')).html).not.toContain('class="button" href="/cases/new"')
  })

  it('says the published figures in English', async () => {
    await insertDemoCounts(app.deps.db)
    const { words } = await read('/reports')
    for (const said of [
      '28 of 651 (4.3%) in January 2023',
      '284 of 789 requests (36%) in January 2024 came from soldiers, 10.1 times the number a year before',
      '577 of 2,014 requests (28.6%) in September–November 2023 came from soldiers, up 89% on the number in June–August 2023: 305 of',
      'More than 500 requests (515 of 1,502) in January–February 2024',
      '3% of requests in March–May 2023 came from soldiers',
      'Internal, exact figures. Not for publication.',
      '9,329 requests came in: spam 119, repeats of other cases 0, counted 9,210.',
      'Shares are rounded',
    ]) {
      expect(words).toContain(said)
    }
  })

  it('says the published figures in Russian', async () => {
    await insertDemoCounts(app.deps.db)
    const { words } = await read('/reports', 'ru', 'admin')
    for (const said of [
      '28 из 651 (4,3 %) в январе 2023 года',
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — в 10,1 раза больше, чем годом ранее',
      'на 89 % больше, чем в июне–августе 2023 года: 305 из',
      'В январе–феврале 2024 года от военных поступило более 500 обращений (515 из 1 502)',
      'В марте–мае 2023 года от военных поступило 3 % обращений',
      'Не для публикации.',
      'Поступило 9 329 обращений: спам — 119, повторы других дел — 0, учтено — 9 210.',
    ]) {
      expect(words).toContain(said)
    }
  })

  it('puts sentences first, then the chart, then the table with the same numbers', async () => {
    await insertDemoCounts(app.deps.db)
    const { html } = await read('/reports')
    const places = [
      'class="facts"',
      '<svg',
      'id="requests-caption"',
      'id="changes-caption"',
      'id="method-heading"',
    ]
    const found = places.map(place => html.indexOf(place))
    expect(found).toEqual([...found].sort((a, b) => a - b))
    expect(found[0]).toBeGreaterThan(0)
    expect(html).toMatch(
      /<td class="num"><a href="[^"]+">284<\/a><span class="bar w-57 series-1" aria-hidden="true"><\/span><\/td><td class="num">36\.0%/,
    )
  })

  it('has nothing inline, and a chart under 20 kB', async () => {
    await insertDemoCounts(app.deps.db)
    for (const path of ['/reports', '/reports?chart=lines']) {
      const { html } = await read(path)
      expect(html).not.toMatch(/ style=|<style|<script|javascript:| on\w+=/)
      const drawings = html.match(/<svg[\s\S]*?<\/svg>/g)!
      expect(drawings).toHaveLength(2)
      expect(drawings.join('').length).toBeLessThan(20_000)
      for (const drawing of drawings)
        expect(drawing).toMatch(/role="img" aria-labelledby="([\w-]+)-title \1-desc"/)
      await app.deps.db.deleteFrom('users').execute()
    }
  })

  it('shows the months asked for, and keeps the choice', async () => {
    await insertDemoCounts(app.deps.db)
    const { words, html } = await read('/reports?from=2023-06&to=2023-08')
    expect(words).toContain('June–August 2023')
    expect(html).toContain('<option value="2023-06" selected>')
    expect(html).not.toContain('href="/reports/2023-09"')
  })

  it('says where the records begin when more was asked for', async () => {
    await insertDemoCounts(app.deps.db)
    const { words } = await read('/reports?from=2022-01&to=2023-08')
    expect(words).toContain('Records begin in January 2023')
  })

  it('says so when no month asked for has figures', async () => {
    await insertDemoCounts(app.deps.db)
    const { status, words } = await read('/reports?from=2020-01&to=2020-12')
    expect(status).toBe(200)
    expect(words).toContain('There are no figures for these months.')
  })

  it.each([
    ['/reports?from=2024-02&to=2023-01', 'to', 'The last month must not be before the first'],
    ['/reports?from=2023-13', 'from', 'Choose a month, such as 2024-01'],
    ['/reports?to=spring', 'to', 'Choose a month, such as 2024-01'],
  ])('refuses %s, and keeps what was typed', async (path, field, sentence) => {
    await insertDemoCounts(app.deps.db)
    const { status, html, words } = await read(path)
    expect(status).toBe(422)
    expect(html).toMatch(/<title>Error: /)
    expect(words).toContain('There is a problem')
    expect(html).toContain(`<a href="#${field}">${sentence}</a>`)
    const typed = new URL(path, 'http://x').searchParams.get(field)!
    expect(html).toMatch(
      new RegExp(`<select id="${field}"[^>]*aria-invalid="true"[\\s\\S]*?<option value="${typed}" selected>`),
    )
  })

  it('marks the current month as provisional and rests no sentence on it', async () => {
    app.clock.set('2024-02-10T12:00:00Z')
    await insertDemoCounts(app.deps.db)
    const { words, html } = await read('/reports')
    expect(words).toContain('Feb 2024 Provisional')
    expect(words).toContain('Hatched: provisional')
    expect(/<ul class="facts">[\s\S]*?<\/ul>/.exec(html)![0]).not.toContain('February 2024')
  })

  it('escapes whatever stands in an address', async () => {
    await insertDemoCounts(app.deps.db)
    const { status, html } = await read('/reports?from=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
    expect(status).toBe(422)
    expect(html).not.toContain('<script')
  })

  it('is a page to read and never a file', async () => {
    await insertDemoCounts(app.deps.db)
    const { headers, html } = await read('/reports')
    expect(headers['content-type']).toMatch('text/html')
    expect(headers['content-disposition']).toBeUndefined()
    expect(html).not.toMatch(/download|\.csv|\.json|\.xlsx/)
  })
})

describe('a breakdown', () => {
  beforeEach(() => insertDemoCounts(app.deps.db))

  it('by need of one category, in seasons, says of what the shares are', async () => {
    const { words, html } = await read(
      '/reports?by=need&category=soldier&step=season&from=2023-03&to=2024-02',
    )
    expect(words).toContain('Only requests of the category “Soldier”')
    expect(words).toContain('together they may be more than 100%')
    for (const name of ['Spring 2023', 'Summer 2023', 'Autumn 2023', 'Winter 2023/24'])
      expect(words).toContain(name)
    expect(html).toContain('<option value="need" selected>')
  })

  it('against a year before says what is more than chance', async () => {
    const { words } = await read('/reports?from=2024-01&to=2024-01&compare=year')
    expect(words).toMatch(/January 2024 against January 2023/)
    expect(words).toMatch(/Soldier 284 36\.0% 28 4\.3% \+31\.7 ×10\.1 More/)
  })

  it('by status makes no sentence of what still changes', async () => {
    const { words } = await read('/reports?by=status', 'ru')
    expect(words).toContain('Эти показатели меняются по ходу работы с делами')
  })
})

describe('the page of a month', () => {
  beforeEach(() => insertDemoCounts(app.deps.db))

  it('has its sentences, its table and its neighbours', async () => {
    const { html, words } = await read('/reports/2024-01')
    expect(words).toContain('789 requests in January 2024.')
    expect(words).toContain('284 of 789 requests (36%) in January 2024 came from soldiers, 10.1 times')
    expect(words).toMatch(/Soldier 284 36\.0% \+9\.0 ×10\.1/)
    expect(words).toContain('Internal, exact figures. Not for publication.')
    expect(html).toContain('href="/reports/2023-12"')
    expect(html).toContain('href="/reports/2024-02"')
    expect(words).toContain('Made on 23 November 2026')
  })

  it('speaks Russian', async () => {
    const { words } = await read('/reports/2023-01', 'ru')
    expect(words).toContain('Январь 2023 года')
    expect(words).toContain('В январе 2023 года поступило 651 обращение.')
    expect(words).toContain('В январе 2023 года от военных поступило 28 из 651 обращения (4,3 %).')
    expect(words).toContain('Составлено 23 ноября 2026 г.')
  })

  it('prints without navigation, with repeated heads and the day it was made', async () => {
    const { html } = await read('/reports/2024-01')
    expect(html).toMatch(/<nav class="[^"]*no-print/)
    expect(html).toMatch(/<thead>/)
  })

  it('shows an empty month between the first and this one as zeros', async () => {
    const { status, words } = await read('/reports/2025-06')
    expect(status).toBe(200)
    expect(words).toContain('0 requests in June 2025.')
  })

  it.each([
    '/reports/2022-12',
    '/reports/2026-12',
    '/reports/2024-1',
    '/reports/january',
    '/reports/__proto__',
  ])('does not exist at %s', async path => {
    expect((await read(path)).status).toBe(404)
  })

  it('does not exist for anybody before the first request', async () => {
    await app.deps.db.deleteFrom('counts').execute()
    expect((await read('/reports/2026-11')).status).toBe(404)
    await moveCounts(app.deps.db, [], [someFacts({ month: month('2026-11') })])
    const browser = await signedInAs(app, 'admin', 'another')
    expect((await browser.get('/reports/2026-11')).status).toBe(200)
  })
})

it('volunteers read no report', async () => {
  const volunteer = await signedInAs(app, 'volunteer')
  expect((await volunteer.get('/reports')).status).toBe(403)
  expect((await volunteer.get('/reports/2024-01')).status).toBe(403)
})
