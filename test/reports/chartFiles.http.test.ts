import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { insertDemoCounts } from './demoReport'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ at: '2026-11-23T12:00:00Z' })
  await insertDemoCounts(app.deps.db)
})
afterAll(() => app.close())

it('is a picture that says what it shows, and that it is internal', async () => {
  const browser = await signedInAs(app, 'coordinator')
  await app.deps.db.updateTable('users').set({ language: 'ru' }).execute()
  const page = await browser.get('/reports?from=2023-01&to=2024-02&chart=lines&by=need&step=quarter')
  const link = /href="(\/reports\/chart\.svg[^"]*)"/
    .exec(page.text)![1]!
    .replace(/&amp;|&#x3D;/g, word => (word === '&amp;' ? '&' : '='))
  const { headers, body } = await browser.get(link)
  expect(headers).toMatchObject({
    'content-disposition': 'attachment; filename=chart.svg',
    'content-type': expect.stringContaining('image/svg+xml'),
    'cache-control': 'no-store',
  })
  const svg = String(body as Buffer)
  const shown = [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(match => match[1]).join(' ')
  expect(shown).toContain('Обращения по кварталам')
  expect(shown).toContain('январь 2023 года — февраль 2024 года')
  expect(shown).toContain('Точные цифры, для внутреннего пользования.')
  expect(svg).toContain('stroke-linecap')

  const picture = await browser.get(link.replace('.svg', '.png'))
  expect(picture.headers).toMatchObject({
    'content-disposition': 'attachment; filename=chart.png',
    'content-type': 'image/png',
    'cache-control': 'no-store',
  })
  expect((picture.body as Buffer).subarray(1, 4).toString()).toBe('PNG')
})

it('of a question that cannot be answered leads to where that is said', async () => {
  const browser = await signedInAs(app, 'admin', 'another')
  const { status, headers } = await browser.get('/reports/chart.png?from=2024-02&to=2023-01')
  expect([status, headers.location]).toEqual([303, '/reports?from=2024-02&to=2023-01'])
})
