import type { Actor } from '../../src/auth/actor'
import type { CaseFacts } from '../../src/cases/case'
import { recordCase } from '../../src/cases/recordCase'
import { planner } from '../followUps/planner'
import { addMember, someFacts, today } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
})
afterEach(() => tropa.close())

const record = (facts: Partial<CaseFacts> = {}, assigned_to: string | null = volunteer.actor.id) =>
  recordCase(tropa.deps.db, volunteer.actor, someFacts(facts), today, { assigned_to })
const plan = (code: Awaited<ReturnType<typeof record>>, due: string, reason: string) =>
  planner(tropa.deps.db).set(volunteer.actor, code, due, reason)
const page = async (browser = volunteer) => (await browser.get('/')).text
const headings = (text: string) => [...text.matchAll(/<h2>([^<]*)<\/h2>/g)].map(match => match[1])
const names = (text: string) => [...text.matchAll(/name="id" value="([^"]+)"/g)].map(match => match[1]!)

test('admins go on to the reports, all others begin with their work, which the bar marks', async () => {
  const admin = await signedInAs(tropa, 'admin')
  expect((await admin.get('/')).headers.location).toBe('/reports')
  for (const browser of [volunteer, coordinator]) {
    expect(await page(browser)).toContain('<a href="/" aria-current="page">My work</a>')
  }
  expect((await volunteer.get('/cases')).text).toContain('<a href="/">My work</a>')
})

test('who has nothing is told what to do next', async () => {
  const text = await page()
  expect(text).toContain('Log a request.')
  expect(text).toContain('<form method="post" action="/next-case"')
  expect(headings(text)).toEqual([])
})

test('one key opens the first: what is due before the other cases', async () => {
  const other = await record()
  expect(await page()).toContain(`<a class="row" href="/cases/${other}" autofocus>`)
  const due = await record()
  await plan(due, '2024-03-14', 'call back')
  const text = await page()
  expect(text).toContain(`<a class="code" href="/cases/${due}" autofocus>`)
  expect(text.match(/autofocus/g)).toHaveLength(1)
  expect(headings(text)).toEqual(['Overdue: 1', 'My other open cases: 1'])
})

test('each case has its code, category, needs, status, last change and next step', async () => {
  const code = await record({ urgency: 'day', needs: ['legal', 'money'], status: 'in_progress' })
  const row = async () => new RegExp(`<a class="row" href="/cases/${code}"[^]*?</a>`).exec(await page())![0]
  expect(await row()).toContain('No next step')
  await plan(code, '2024-04-20', 'ask again')
  const shown = (await row())
    .replace(/<br>/g, ' / ')
    .replace(/<[^>]*>/g, '|')
    .replace(/[|\n]+/g, '|')
  expect(shown).toBe(
    `|${code}|Soldier · Legal advice · Money / |20 Apr: ask again|24 hours|In progress|changed 15 Mar|`,
  )
})

// Tbilisi is four hours ahead of UTC: its 16 March begins at 20:00 on the 15th.
test.each([
  ['2024-03-15T19:59:59Z', ['Today: 1', 'Within seven days: 1']],
  ['2024-03-15T20:00:00Z', ['Overdue: 1', 'Today: 1']],
  ['2024-03-16T20:00:00Z', ['Overdue: 2']],
])('at %s it is the day where the organisation works that counts', async (instant, expected) => {
  const code = await record()
  await plan(code, '2024-03-15', 'one')
  await plan(code, '2024-03-16', 'two')
  tropa.clock.set(instant)
  const browser = { ...(await browserOf(tropa, volunteer.actor)), actor: volunteer.actor }
  expect(headings(await page(browser))).toEqual(expected)
})

describe('several at once', () => {
  beforeEach(async () => {
    for (const day of ['2024-03-13', '2024-03-14', '2024-03-15'])
      await plan(await record(), day, `due ${day}`)
  })

  test('are done with one button, and undone with another', async () => {
    const done = await volunteer.post('/follow-ups', { id: names(await page()).slice(0, 2), what: 'done' })
    expect(done.headers.location).toMatch(/^\/\?undo=/)
    const after = await page()
    expect(after).toContain('Done on 2 cases.')
    expect(names(after)).toHaveLength(1)
    await volunteer.post(/action="(\/undo\/[^"]+)"/.exec(after)![1]!)
    expect(names(await page())).toHaveLength(3)
  })

  test('are moved to one of the near days, or to one that is asked for', async () => {
    const moved = await volunteer.post('/follow-ups', { id: names(await page()).slice(0, 2), when: '3' })
    expect(moved.headers.location).toBe('/?moved=2')
    expect((await volunteer.get('/?moved=2')).text).toContain('role="status">2 follow-ups are moved.')
    expect(headings(await page())).toEqual(['Today: 1', 'Within seven days: 2'])
    const asked = await volunteer.post('/follow-ups', { id: names(await page()), what: 'moved' })
    expect(names(asked.text)).toHaveLength(3)
    expect(asked.text).toContain('<a href="/">Back</a>')
  })

  test('what is gone or not theirs is passed over, and said', async () => {
    const ids = names(await page())
    await volunteer.post('/follow-ups', { id: ids[0]!, what: 'dropped' })
    const stranger = await signedInAs(tropa, 'volunteer', 'stranger')
    const refused = await stranger.post('/follow-ups', { id: ids, what: 'done' })
    expect(refused.headers.location).toBe('/?gone=3')
    expect((await stranger.get('/?gone=3')).text).toContain('3 follow-ups had been settled already.')
    const late = await volunteer.post('/follow-ups', { id: ids, when: '1' })
    expect(late.headers.location).toBe('/?gone=1&moved=2')
  })

  test('none ticked is refused, and the page stands as it was', async () => {
    const refused = await volunteer.post('/follow-ups', { what: 'done' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Tick at least one line')
    expect(names(refused.text)).toHaveLength(3)
  })
})

test('coordinators see how many cases nobody has, and the most urgent', async () => {
  await record({}, null)
  const urgent = await record({ urgency: 'day' }, null)
  const text = await page(coordinator)
  expect(headings(text)).toEqual(['Cases that nobody has: 2'])
  expect(text.indexOf(urgent)).toBeLessThan(text.lastIndexOf('<a class="row"'))
  const address = /<a href="([^"]+)">All cases that nobody has/.exec(text)![1]!.replaceAll('&amp;', '&')
  expect((await coordinator.get(address)).text).toContain('2 cases')
  const uncertified = await addMember(tropa.deps.db, 'coordinator', 'newcomer', { certified: false })
  const browser = { ...(await browserOf(tropa, uncertified)), actor: uncertified }
  expect(headings(await page(browser))).toEqual([])
  expect(headings(await page())).toEqual([])
})

test('who is not confirmed is told why steps do not open', async () => {
  const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
  const code = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
  await planner(tropa.deps.db).set(newcomer, code, '2024-03-15', 'x')
  const browser = { ...(await browserOf(tropa, newcomer)), actor: newcomer }
  const text = await page(browser)
  expect(text).toContain('follow-ups do not open for you, not even your own')
  expect(text).toContain('change not known')
})

test('a long day weighs under 40 kB in Russian: 50 cases, 20 of them due, and the rest is a link away', async () => {
  const russian: Actor = { ...volunteer.actor, language: 'ru' }
  await tropa.deps.db.updateTable('users').set({ language: 'ru' }).where('id', '=', russian.id).execute()
  for (let i = 0; i < 70; i++) {
    const code = await record({
      status: ['new', 'in_progress', 'awaiting_reply'][i % 3]!,
      needs: i % 2 ? ['legal'] : ['legal', 'documents'],
      urgency: i < 5 ? 'day' : null,
    })
    if (i < 20) await plan(code, '2024-03-16', 'Узнать ответ: документы')
    else if (i % 2) await plan(code, '2024-04-16', 'Перезвонить')
  }
  const text = await page()
  expect(text).toContain('Остальные мои дела: 50')
  expect(names(text)).toHaveLength(20)
  expect(text.match(/<a class="row"/g)).toHaveLength(30)
  const [, css] = /href="(\/assets\/tropa[^"]+)"/.exec(text)!
  const weight = Buffer.byteLength(text) + (await volunteer.get(css!)).text.length
  expect(weight).toBeLessThan(40_000)
}, 30_000)
