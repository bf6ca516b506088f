import { moveCounts } from '../../src/counts/countStore'
import { month } from '../../src/calendar/month'
import { insertDemoCounts } from '../reports/demoReport'
import { someFacts } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let app: TestApp
beforeEach(async () => {
  app = await testApp({ at: '2026-11-23T12:00:00Z' })
  await insertDemoCounts(app.deps.db)
})
afterEach(() => app.close())

/** Not an Error of this file's own: the driver makes it. */
const refused = { message: expect.stringContaining('never changes') as string }

const january = { by: 'category', group: 'soldier', from: '2024-01' }

function wordsOf(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/[\s\u00A0\u202F]+/g, ' ')
}

/** An address as a browser follows it. */
function addressIn(attribute: string): string {
  return attribute.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
}

function cards() {
  return app.deps.db.selectFrom('cards').selectAll().execute()
}

it('leads from every sentence and number of a report to a card that says the same, and keeps none of them', async () => {
  const { get } = await signedInAs(app, 'coordinator')
  for (const path of ['/reports', '/reports/2024-01', '/reports?by=place&category=soldier&step=quarter']) {
    const { text } = await get(path)
    const sentences = [
      ...text.matchAll(/<li>([^<]+) <a class="no-print" href="(\/reports\/cards\/new[^"]+)"/g),
    ]
    const numbers = [...text.matchAll(/<td class="num"><a href="(\/reports\/cards\/new[^"]+)">([^<]+)</g)]
    expect([sentences.length > 2, numbers.length > 9]).toEqual([true, true])
    for (const [, sentence, address] of sentences) {
      expect(wordsOf((await get(addressIn(address!))).text)).toContain(wordsOf(sentence!))
    }
    for (const [, address, number] of numbers.filter((_, i) => i % 7 === 0)) {
      expect([address, wordsOf((await get(addressIn(address!))).text)]).toEqual([
        address,
        expect.stringMatching(new RegExp(`\\b${number!} (of|requests)`)),
      ])
    }
  }
  expect(await cards()).toEqual([])
})

it('keeps what a report says, and writes down that a card was made', async () => {
  const { post, actor } = await signedInAs(app, 'coordinator')
  const said = { ...january, fact: 'year_change', report_from: '2023-01', report_to: '2024-02' }
  const kept = await post('/reports/cards', said)
  const [card] = await cards()
  expect([kept.status, kept.headers.location]).toEqual([303, `/reports/cards/${card!.id}`])
  const entry = await app.deps.db.selectFrom('audit').selectAll().where('action', '=', 'card.made').execute()
  expect(entry).toMatchObject([{ object: '', actor: actor.id, dated: '2026-11' }])
})

it('keeps the same card of one day once, and the next day another', async () => {
  const [coordinator, admin] = [await signedInAs(app, 'coordinator'), await signedInAs(app, 'admin')]
  const first = await coordinator.post('/reports/cards', january)
  const second = await admin.post('/reports/cards', january)
  expect(second.headers.location).toBe(first.headers.location)
  app.clock.set('2026-11-24T12:00:00Z')
  const again = await signedInAs(app, 'coordinator', 'another')
  const third = await again.post('/reports/cards', january)
  expect(third.headers.location).not.toBe(first.headers.location)
  expect(await cards()).toHaveLength(2)
})

it('stays as it was when the figures change, and its page says what changed', async () => {
  const { get, post } = await signedInAs(app, 'coordinator')
  const path = (await post('/reports/cards', january)).headers.location!
  const before = await Promise.all(['.txt', '.svg'].map(async end => (await get(path + end)).body.toString()))
  expect(wordsOf((await get(path)).text)).toContain('It stands')
  const content = await cards()
  await moveCounts(app.deps.db, [], [someFacts({ month: month('2024-01'), category: 'soldier' })])

  expect(await cards()).toEqual(content)
  const after = await Promise.all(['.txt', '.svg'].map(async end => (await get(path + end)).body.toString()))
  expect(after).toEqual(before)
  const page = wordsOf((await get(path)).text)
  expect(page).toContain('284 of 789 (36%)')
  expect(page).toContain('January 2024: now 285 of 790 (+1, +1)')
  expect(wordsOf((await get('/reports/cards')).text)).toMatch(/came from soldiers\. Changed since/)
  await expect(app.deps.db.updateTable('cards').set({ content: '{}' }).execute()).rejects.toMatchObject(
    refused,
  )
})

it('hands out a text, a drawing without style or script, and a picture of the size of a post', async () => {
  const { get, post } = await signedInAs(app, 'coordinator')
  const path = (await post('/reports/cards', january)).headers.location!
  const svg = (await get(`${path}.svg?language=ru`)).body.toString()
  expect(svg).toContain('Точные цифры, только для своих')
  expect(svg).not.toMatch(/style|<script|class=|href|url\(|\son\w+=/)
  const png = (await get(`${path}.png?language=en`)).body as Buffer
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 675])
  const text = await get(`${path}.txt?language=ru`)
  expect(text.text).toMatch(/^Точные цифры, только для своих/)
  expect(text.text).toContain(`Карточка: ${path}`)
  expect(text.headers['content-disposition']).toMatch(/^attachment; filename="?card-[\da-f]{8}-ru\.txt/)
})

it('refuses a card of too few requests with a sentence that says why', async () => {
  const { get, post } = await signedInAs(app, 'coordinator')
  const empty = await get('/reports/cards/new?by=category&group=soldier&from=2026-10')
  expect([empty.status, wordsOf(empty.text)]).toEqual([
    422,
    expect.stringContaining('There are no requests here'),
  ])
  expect(
    (
      await post('/reports/cards', {
        ...january,
        fact: 'record',
        report_from: '2023-01',
        report_to: '2023-12',
      })
    ).status,
  ).toBe(422)
  expect(await cards()).toEqual([])
})

it('finds nothing where no report leads', async () => {
  const { get } = await signedInAs(app, 'coordinator')
  const paths = [
    'new',
    'new?from=2024-13',
    'new?from=2022-12',
    'new?from=2026-12',
    'new?from=2024-01&by=nothing',
    'new?from=2024-01&group=nobody',
    'new?from=2024-01&fact=record',
    'some-id',
    'some-id.svg',
    'some-id.constructor',
  ]
  for (const path of paths) expect([path, (await get(`/reports/cards/${path}`)).status]).toEqual([path, 404])
})

it('tells who has kept none how to make one', async () => {
  const { get } = await signedInAs(app, 'admin')
  expect(wordsOf((await get('/reports/cards')).text)).toContain('No card has been kept yet.')
})
