import { signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let admin: Browser
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  admin = await signedInAs(tropa, 'admin')
})
afterEach(() => tropa.close())

/** Numbers and words invented for this test. */
const form = {
  ...{
    name_en: 'Court <cases>',
    name_ru: 'Уголовные дела',
    unit_en: 'court cases',
    definition_en: 'All <of> them',
  },
  ...{ source: 'Mediazona', source_url: 'https://en.zona.media/?a=1&b=2', rounding: '' },
  points: 'month,value,source_url,note\n2025-05,: c,,\n2025-06,18 159 p,https://example.org/<x>,<b>note</b>',
}

test('while there is none, each is told what they can do', async () => {
  const keeper = (await coordinator.get('/series')).text
  expect(keeper).toContain('npx tropa series import FILE --name NAME')
  expect(keeper).toContain('href="/series/new"')
  const reader = (await admin.get('/series')).text
  expect(reader).toContain('A coordinator can paste a few numbers here.')
  expect(reader).not.toContain('href="/series/new"')
})

test('a pasted series is shown with all that is needed to quote it, and nothing of it is markup', async () => {
  const saved = await coordinator.post('/series', form)
  expect([saved.status, saved.headers.location]).toEqual([
    303,
    expect.stringMatching(/^\/series\/[0-9a-f-]{36}\?saved$/),
  ])
  for (const browser of [coordinator, admin]) {
    expect((await browser.get('/series')).text).toContain('Court &lt;cases&gt;</a>')
    const { text } = await browser.get(saved.headers.location!)
    expect(text).toContain('<h1 dir="auto">Court &lt;cases&gt;</h1>')
    expect(text).toContain('<td class="num">18,159</td><td>provisional</td>')
    expect(text).toContain('<td class="num"></td><td>no number, confidential</td>')
    expect(text).toContain('href="https://example.org/%3Cx%3E" rel="noreferrer"')
    expect(text).toContain('href="https://en.zona.media/?a&#x3D;1&amp;b&#x3D;2" rel="noreferrer"')
    expect(text).toContain('&lt;b&gt;note&lt;/b&gt;')
    expect(text.includes('/removal')).toBe(browser === coordinator)
  }
})

test('what cannot be saved is shown again with every word, each problem, and its line', async () => {
  const wrong = {
    ...form,
    unit_en: '',
    source_url: 'javascript:alert(1)',
    rounding: '0',
    points: 'month,value\n2025-6,5',
  }
  const { status, text } = await coordinator.post('/series', wrong)
  expect(status).toBe(422)
  for (const field of ['unit_en', 'source_url', 'rounding', 'points'])
    expect(text).toContain(`href="#${field}"`)
  expect(text).toContain('line 2: “2025-6” is not a month or a year')
  expect(text).toContain('value="javascript:alert(1)"')
  expect(text).toContain('month,value\n2025-6,5</textarea>')
  expect((await coordinator.get('/series')).text).toContain('There is no series yet.')
})

test('a series of the same name is replaced only when that is ticked', async () => {
  await coordinator.post('/series', form)
  const again = { ...form, name_en: 'Another', points: 'year,value\n2024,7' }
  const refused = await coordinator.post('/series', again)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('<input type="checkbox" name="replace" value="yes">')
  const replaced = await coordinator.post('/series', { ...again, replace: 'yes' })
  expect(replaced.headers.location).toMatch(/\?replaced$/)
  const { text } = await coordinator.get(replaced.headers.location!)
  expect(text).toContain('<h1 dir="auto">Another</h1>')
  expect(text).toContain('<th scope="row">2024</th><td class="num">7</td>')
  expect(text).not.toContain('18,159')
})

test('a series is removed after a question', async () => {
  const saved = await coordinator.post('/series', form)
  const address = saved.headers.location!.replace('?saved', '')
  const { text } = await coordinator.get(`${address}/removal`)
  expect(text).toContain('Court &lt;cases&gt;')
  expect((await coordinator.post(`${address}/removal`)).headers.location).toBe('/series?removed')
  expect((await coordinator.get(address)).status).toBe(404)
  expect((await coordinator.post(`${address}/removal`)).status).toBe(404)
})

test('an address that is none is not there', async () => {
  expect((await coordinator.get('/series/%00')).status).toBe(404)
})
