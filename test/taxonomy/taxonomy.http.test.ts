import { month } from '../../src/calendar/month'
import { parseCaseForm } from '../../src/cases/caseForm'
import { recordCase } from '../../src/cases/recordCase'
import { factsText, parseFactsText } from '../../src/cases/sides'
import { readCases } from '../../src/imports/caseRows'
import { problemText } from '../../src/imports/importProblem'
import { closeMonths } from '../../src/releases/closeMonths'
import { makeRelease } from '../../src/releases/makeRelease'
import { listFiles } from '../../src/releases/releaseStore'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { readCsv } from '../releases/attacker'
import { countRequests } from '../releases/counted'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, texts, type TestApp } from '../support/testApp'

let tropa: TestApp
let coordinator: Awaited<ReturnType<typeof signedInAs>>
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
})
afterEach(() => tropa.close())

const send = (path: string, form: Record<string, string>) =>
  coordinator.post(`/settings/taxonomy/${path}`, form)
const retire = (path: string, last = '2024-02', counts_as = '') =>
  send(path, { do: 'retire', last, counts_as })
const record = (facts = {}) => recordCase(tropa.deps.db, coordinator.actor, someFacts(facts), today)
const abroad = { term: 'abroad', label_en: 'Abroad', label_ru: 'За границей', from: '2024-02' }

describe('the pages', () => {
  test('list every code with its months; what Tropa decides itself is no page', async () => {
    await send('category/new', abroad)
    await retire('category/soldier', '2024-02', 'abroad')
    const list = await coordinator.get('/settings/taxonomy')
    expect(list.text).toContain('until February 2024 · counts as “Abroad”')
    expect(list.text).toContain('from February 2024')
    expect(list.text).not.toContain('/settings/taxonomy/status')
    for (const path of ['status/new', 'status/closed', 'first_response/none', 'need/nothing', 'colour/new'])
      expect((await coordinator.get(`/settings/taxonomy/${path}`)).status).toBe(404)
    expect((await send('need/nothing', { do: 'take_back' })).status).toBe(404)
  })

  test('give back what was typed when it is refused, with what to mend', async () => {
    const typed = { ...abroad, label_en: '<b>Abroad', label_ru: '', meaning_en: 'People who are "out"' }
    const refused = await send('category/new', typed)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('<a href="#label_ru">Give it a name in both languages</a>')
    expect(refused.text).toContain('value="&lt;b&gt;Abroad"')
    expect(refused.text).toContain('People who are &quot;out&quot;</textarea>')
    expect(refused.text).toContain('Every published table names every category')
    const unsaid = await send('category/soldier', { do: 'word', label_en: 'Military', label_ru: 'Военный' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('value="Military"')
    expect(unsaid.text).toContain('<a href="#belongs">')
  })

  test('say what was done, and show the words so far', async () => {
    const words = { do: 'word', label_en: 'Military', label_ru: 'Военнослужащий', from: '2024-03' }
    const saved = await send('category/soldier', { ...words, belongs: 'others' })
    expect(saved.headers.location).toBe('/settings/taxonomy/category/soldier?worded')
    const page = (await coordinator.get(saved.headers.location!)).text
    expect(page).toContain('The words are saved.')
    expect(page).toContain('<b>Soldier</b> <span class="muted">from the beginning')
    expect(page).toContain('the series breaks here')
    expect((await coordinator.get('/audit')).text).toContain('category/soldier')
  })
})

describe('a form', () => {
  test('offers what a request of its month may have, and leads to the choices of before', async () => {
    await send('category/new', abroad)
    await retire('category/soldier')
    const now = (await coordinator.get('/cases/new')).text
    expect(now).not.toContain('value="soldier"')
    expect(now).not.toContain('value="conscript"')
    expect(now).toContain('value="abroad"')
    expect(now).toContain('href="/cases/new?month=2024-02"')
    const then = (await coordinator.get('/cases/new?month=2024-01')).text
    expect(then).toContain('value="soldier"')
    expect(then).not.toContain('value="abroad"')
  })

  test('is refused with a sentence, and what was chosen stays to be seen', async () => {
    await retire('need/legal')
    const form = { category: 'soldier', month: '2024-03', needs: 'legal' }
    const refused = await coordinator.post('/cases', form)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('<a href="#needs">Not in use in the month of the request')
    expect(refused.text).toContain('egal advice (until February 2024)')
    expect((await coordinator.post('/cases', { ...form, month: '2024-02' })).status).toBe(303)
  })

  test('keeps every letter where it was, also for a retired need, and gives a new one its own', async () => {
    const letters = async () => {
      const page = (await coordinator.get('/cases/new?month=2024-03')).text
      const chips = [...page.matchAll(/name="needs" value="(\w+)" data-letter="(.)"/g)]
      return new Map(chips.map(([, code, letter]) => [code!, letter!]))
    }
    const before = await letters()
    await retire('need/legal')
    await send('need/new', { ...abroad, label_en: 'Quiet place' })
    const after = await letters()
    expect([...after]).toEqual([...[...before].filter(([code]) => code !== 'legal'), ['abroad', 'q']])
    const taxonomy = await readTaxonomy(tropa.deps.db)
    const typed = (need_letters: string) =>
      parseCaseForm({ category: 'soldier', need_letters }, taxonomy, 'en', month('2024-03'))
    expect(typed('qm')).toMatchObject({ ok: true, value: { needs: ['abroad', 'medical_review'] } })
    expect(typed('l')).toEqual({ ok: false, problems: { needs: 'case.problem.not_in_use' } })
  })

  test('that edits a case keeps what it has, and takes nothing else that is retired', async () => {
    const code = await record({ category: 'soldier', needs: ['legal', 'money'] })
    for (const path of ['category/soldier', 'need/legal', 'need/asylum']) await retire(path)
    const page = (await coordinator.get(`/cases/${code}/edit`)).text
    expect(page).toContain('oldier (until February 2024)')
    // So that two who edit it at once can be compared.
    const facts = someFacts({ needs: ['legal', 'money'] })
    const taxonomy = await readTaxonomy(tropa.deps.db)
    expect(parseFactsText(factsText(facts), taxonomy, today.month)).toEqual(facts)
    const form = { version: '1', category: 'soldier', month: '2024-03', needs: ['legal', 'leaving'] }
    expect((await coordinator.post(`/cases/${code}`, form)).status).toBe(303)
    const more = { ...form, version: '2', needs: ['legal', 'asylum'] }
    expect((await coordinator.post(`/cases/${code}`, more)).status).toBe(422)
    // In another month it would be a new choice.
    await send('need/new', { ...abroad, from: '2024-03' })
    const other = await record({ needs: ['abroad'] })
    const moved = { version: '1', category: 'other', month: '2024-01', needs: 'abroad' }
    expect((await coordinator.post(`/cases/${other}`, moved)).status).toBe(422)
    expect((await coordinator.post(`/cases/${other}`, { ...moved, needs: '' })).status).toBe(303)
  })

  test('that closes offers the outcomes of now, and a filter all there ever were', async () => {
    const code = await record()
    await retire('outcome/declined')
    for (const path of [`/cases/${code}/closure`, '/cases/several'])
      expect((await coordinator.get(path)).text).not.toContain('eclined')
    const form = { outcome: 'declined' }
    expect((await coordinator.post(`/cases/${code}/closure`, form)).status).toBe(422)
    const find = (await coordinator.get('/cases/find')).text
    expect(find).toContain('<option value="declined">Declined to help (until February 2024)</option>')
    // Retired after the case was closed, it does not stand in the way of an edit.
    const closed = await record({ status: 'closed', outcome: 'declined' })
    const edit = { version: '1', category: 'other', month: '2024-03' }
    expect((await coordinator.post(`/cases/${closed}`, edit)).status).toBe(303)
  })

  test('for partners offers the needs of now', async () => {
    await retire('need/money')
    const page = (await coordinator.get('/partners/new')).text
    expect(page).toContain('value="documents"')
    expect(page).not.toContain('value="money"')
  })
})

test('an imported row with a retired code is refused, and the month named', async () => {
  await retire('need/legal')
  await retire('category/soldier')
  const taxonomy = await readTaxonomy(tropa.deps.db)
  const csv = 'month,category,needs\n2024-02,soldier,legal\n2024-03,soldier,legal gold money\n'
  const read = readCases(Buffer.from(csv), taxonomy, today.month)
  const problems = read.ok ? [] : read.problems
  expect(problems.map(one => problemText(one, 'en', { texts, taxonomy }))).toEqual([
    'line 3: category: the code “soldier” is not in use in 2024-03',
    'line 3: needs: the code “legal” is not in use in 2024-03',
    'line 3: needs: there is no code “gold”',
  ])
})

test('a category retired in the middle, and one added, have their rows in report and release', async () => {
  const { db } = tropa.deps
  await countRequests(db, {
    '2023-12': { soldier: 100, other: 200 },
    '2024-01': { abroad: 100, other: 200 },
  })
  await send('category/new', { ...abroad, from: '2024-01' })
  await retire('category/soldier', '2023-12')
  await closeMonths(db, today, month('2024-01'), 'admin')
  const period = { from: month('2023-12'), to: month('2024-01') }
  const made = await makeRelease(db, texts, today, period, 'admin')
  const [table] = await listFiles(db, made.ok ? made.value.id : '')
  const rows = readCsv(table!.content.toString())
  for (const name of ['2023-12', '2024-01'])
    expect(rows.filter(row => row[0] === name).map(row => row[2])).toEqual([
      ...['total', 'soldier', 'mobilised_civilian', 'other', 'abroad'],
    ])
  const report = (await coordinator.get('/reports?from=2023-12&to=2024-01')).text
  for (const label of ['Soldier', 'Abroad']) expect(report).toContain(`>${label}</th>`)
  // Its words change; what was released stays.
  const words = { do: 'word', label_en: 'Elsewhere', label_ru: 'Вне страны', from: 'start', belongs: 'same' }
  expect((await send('category/abroad', words)).status).toBe(303)
  expect((await makeRelease(db, texts, today, period, 'admin')).ok).toBe(true)
  expect(await listFiles(db)).toHaveLength(2)
  expect((await listFiles(db))[0]!.content.equals(table!.content)).toBe(true)
})
