import { listAudit } from '../../src/audit/auditStore'
import { insertSeries, listPoints, listSeries } from '../../src/series/seriesStore'
import { today } from '../support/members'
import { hidden } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

const words = {
  ...{ name_en: 'Raids seen', name_ru: 'Замеченные облавы', unit_en: 'raids', unit_ru: 'облавы' },
  definition_en: 'Raids that volunteers read about, each city once a day.',
  definition_ru: 'Облавы, о которых прочли волонтёры; город считается раз в день.',
}

let tropa: TestApp
let rowan: Awaited<ReturnType<typeof signedInAs>>
beforeEach(async () => {
  tropa = await testApp()
  rowan = await signedInAs(tropa, 'coordinator', 'rowan')
})
afterEach(() => tropa.close())

test('a tally begins with words in both languages, and once however often the form is sent', async () => {
  expect((await rowan.get('/tallies')).text).toContain('There is none yet')
  const id = hidden(await rowan.get('/tallies/new'), 'id')!
  const answers = [
    await rowan.post('/tallies', { id, ...words }),
    await rowan.post('/tallies', { id, ...words }),
  ]
  expect(answers.map(answer => answer.headers.location)).toEqual([`/tallies/${id}`, `/tallies/${id}`])
  expect(await listSeries(tropa.deps.db)).toEqual([
    {
      ...{
        id,
        kind: 'tally',
        source: '',
        sourceUrl: '',
        rounding: 1,
        step: 'month',
        enteredDay: `${today.month}-01`,
      },
      name: { en: words.name_en, ru: words.name_ru },
      unit: { en: words.unit_en, ru: words.unit_ru },
      definition: { en: words.definition_en, ru: words.definition_ru },
    },
  ])
  await rowan.post(`/tallies/${id}`, { ...words, name_en: 'Raids' })
  expect((await rowan.get('/tallies')).text).toContain('>Raids</a>')
})

test('a month is set, set again and taken away, and each time audited with the month alone', async () => {
  const id = await begin()
  const set = (value: string, month = '2024-02') =>
    rowan.post(`/tallies/${id}/months`, { month, value, note: value && 'mostly at stations' })
  const answer = await set('1 200')
  expect(answer.headers.location).toBe(`/tallies/${id}?set=2024-02`)
  expect((await rowan.get(answer.headers.location!)).text).toContain('February 2024: 1,200.')
  await set('37')
  await set('5', '1.2024')
  expect(await points(id)).toEqual([
    ['2024-01', 5, 'mostly at stations'],
    ['2024-02', 37, 'mostly at stations'],
  ])
  expect((await rowan.get('/tallies')).text).toContain('February 2024: 37')
  expect((await rowan.get(`/tallies/${id}`)).text).toContain('name="month" value="2024-03"')
  expect((await rowan.get(`/tallies/${id}?month=2024-01`)).text).toContain('name="value" value="5"')
  await rowan.post(`/tallies/${id}/removal`)
  await set('')
  await set('', '2024-01')
  expect(await points(id)).toEqual([])
  const entries = await listAudit(tropa.deps.db, ['tally.entered'], 10)
  expect(entries.map(({ dated, object }) => [dated, object])).toEqual(Array(6).fill(['2024-03', '']))
  await rowan.post(`/tallies/${id}/removal`)
  expect(await listSeries(tropa.deps.db)).toEqual([])
})

test('a refused form keeps what was typed and says how to mend it; nothing that leads to a person is stored', async () => {
  const empty = await rowan.post('/tallies', {
    ...words,
    unit_ru: '',
    definition_en: 'Ask anna@example.org',
  })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('href="#unit_ru">Write what is counted')
  expect(empty.text).toContain('This may lead to a person (an e-mail address)')
  expect(empty.text).toContain('Ask anna@example.org</textarea>')
  expect(await listSeries(tropa.deps.db)).toEqual([])

  const id = await begin()
  const typed = { month: '2024-04', value: '12.5', note: 'told by +7 916 123-45-67' }
  const page = await rowan.post(`/tallies/${id}/months`, typed)
  expect(page.status).toBe(422)
  for (const field of ['month', 'value', 'note']) expect(page.text).toContain(`id="${field}-problem"`)
  expect(page.text).toContain('value="12.5"')
  expect(await points(id)).toEqual([])
})

test('an admin reads and changes nothing, and a series of others is no tally', async () => {
  const id = await begin()
  const admin = await signedInAs(tropa, 'admin')
  const page = await admin.get(`/tallies/${id}`)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('id="words"')
  const theirs = { ...(await listSeries(tropa.deps.db))[0]!, id: '00000000-0000-4000-8000-000000000001' }
  await insertSeries(tropa.deps.db, { ...theirs, kind: 'context' })
  for (const path of ['', '/months', '/removal']) {
    expect((await rowan.post(`/tallies/${theirs.id}${path}`, words)).status).toBe(404)
  }
  const { headers } = await rowan.post('/tallies', { id: theirs.id, ...words })
  expect(headers.location).not.toContain(theirs.id)
})

async function begin(): Promise<string> {
  return (await rowan.post('/tallies', words)).headers.location!.split('/')[2]!
}

async function points(id: string) {
  return (await listPoints(tropa.deps.db, id)).map(({ period, value, note }) => [period, value, note])
}
