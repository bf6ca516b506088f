import { listAudit } from '../../src/audit/auditStore'
import { month } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import { withoutCase } from '../../src/counts/count'
import { listCounts } from '../../src/counts/countStore'
import { recount } from '../../src/counts/recount'
import { someFacts, today } from '../support/members'
import { hidden, pass } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { everyValue } from '../support/wholeDatabase'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let heron: Browser
beforeEach(async () => {
  tropa = await testApp()
  heron = await signedInAs(tropa, 'volunteer', 'heron')
})
afterEach(() => tropa.close())

test('a letter with a number is counted in the month, and the page says so', async () => {
  const answer = await press(heron, { quick: 's5' })
  expect(answer.status).toBe(303)
  expect((await heron.get(answer.headers.location!)).text).toContain('Counted: Soldier +5')
  await press(heron, { category: 'other' })
  expect(await counted()).toEqual({ soldier: 5, other: 1 })
})

test('it is audited with the month alone, and no time of it is stored', async () => {
  const form = { id: await formOf(heron), quick: 's5' }
  const before = new Set((await everyValue(tropa.deps.db)).split('\n'))
  await heron.post('/surge', form)
  const [entry] = await listAudit(tropa.deps.db, ['request.tallied'], 10)
  expect(entry).toMatchObject({ dated: '2024-03', actor: 'heron', object: 'soldier/5' })
  const written = (await everyValue(tropa.deps.db)).split('\n').filter(row => !before.has(row))
  // Two cells, the entry and the end of the log.
  expect(written).toHaveLength(4)
  expect(written.filter(row => /2024-03-\d|\b17\d{8}\b/.test(row))).toEqual([])
})

test('a form that is sent twice counts once, also at the same time; with something else in it, once more', async () => {
  const form = { id: await formOf(heron), quick: 'm2' }
  const answers = await Promise.all([heron.post('/surge', form), heron.post('/surge', form)])
  expect(answers[0].headers.location).toBe(answers[1].headers.location)
  expect((await heron.post('/surge', form)).headers.location).toBe(answers[0].headers.location)
  expect(await counted()).toEqual({ mobilised_civilian: 2 })
  await heron.post('/surge', { ...form, quick: 'm' })
  expect(await counted()).toEqual({ mobilised_civilian: 3 })
})

test('a form from before a restart counts nothing until it is pressed again', async () => {
  const id = `${'0'.repeat(36)}.${'0'.repeat(36)}`
  const page = await heron.post('/surge', { id, quick: 's5' })
  expect(page.status).toBe(409)
  expect(page.text).toContain('value="s5"')
  expect(await counted()).toEqual({})
  await heron.post('/surge', { id: hidden(page, 'id')!, quick: 's5' })
  expect(await counted()).toEqual({ soldier: 5 })
})

test('what was counted can be taken back once, by whoever counted it, for ten minutes', async () => {
  await press(heron, { quick: 's7' })
  const id = (await press(heron, { quick: 's5' })).headers.location!.split('=')[1]!
  const raven = await signedInAs(tropa, 'volunteer', 'raven')
  expect((await raven.post(`/surge/${id}/removal`)).status).toBe(404)
  expect((await raven.get(`/surge?counted=${id}`)).text).not.toContain('role="status"')
  const back = await Promise.all([1, 2].map(() => heron.post(`/surge/${id}/removal`)))
  expect(back.map(answer => answer.headers.location)).toEqual([1, 2].map(() => `/surge?counted=${id}`))
  expect((await heron.get(`/surge?counted=${id}`)).text).toContain('Taken back: Soldier +5')
  expect(await counted()).toEqual({ soldier: 7 })
  expect(await listAudit(tropa.deps.db, ['request.taken_back'], 10)).toHaveLength(1)

  const late = (await press(heron, { quick: 's' })).headers.location!.split('=')[1]!
  pass(tropa, 601)
  expect((await heron.post(`/surge/${late}/removal`)).status).toBe(404)
  expect(await counted()).toEqual({ soldier: 8 })
})

test('what is counted without cases is in the total, and the counts of cases stay right', async () => {
  await recordCase(tropa.deps.db, heron.actor, someFacts({ needs: ['legal'] }), today)
  await press(heron, { quick: 's5' })
  const totals = await listCounts(tropa.deps.db, 'total', month('2024-03'), month('2024-03'))
  expect(totals.map(({ value, n }) => [value, n])).toEqual([
    ['all', 1],
    ['without_case', 5],
  ])
  expect(await recount(tropa.deps.db)).toEqual({ cases: 1, short: [] })
  const reader = await signedInAs(tropa, 'coordinator')
  expect((await reader.get('/reports/2024-03')).text).toMatch(/<td class="num">6/)
  expect((await reader.get('/surge')).text).toContain('5 requests without a case so far this month.')
  expect((await heron.get('/surge')).text).not.toContain('so far this month')
})

async function press(browser: Browser, form: Record<string, string>) {
  return browser.post('/surge', { id: await formOf(browser), ...form })
}

async function counted(): Promise<Record<string, number>> {
  const counts = await listCounts(tropa.deps.db, 'total', month('2000-01'), month('2099-12'))
  return Object.fromEntries(withoutCase(counts).get(month('2024-03')) ?? [])
}

async function formOf({ get }: Browser): Promise<string> {
  return hidden(await get('/surge'), 'id')!
}
