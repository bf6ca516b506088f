import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { addMember, someFacts, today } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
  code = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today)
})
afterEach(() => tropa.close())

const set = (form: Record<string, string>, browser = volunteer) =>
  browser.post(`/cases/${code}/follow-ups`, form)
const section = async (browser = volunteer) =>
  /<section id="follow-ups"[\s\S]*?<\/section>/.exec((await browser.get(`/cases/${code}`)).text)![0]
/** The session of before has run out by then. */
const again = async () => ({ actor: volunteer.actor, ...(await browserOf(tropa, volunteer.actor)) })
const nameIn = (page: string) => /name="id" value="([^"]+)"/.exec(page)![1]!
const settle = (name: string, form: Record<string, string>, browser = volunteer) =>
  browser.post('/follow-ups', { id: name, from: code, ...form })

describe('setting a follow-up', () => {
  test('takes two keys: the first reason has the focus, and tomorrow is chosen', async () => {
    const page = await volunteer.get(`/cases/${code}/follow-ups/new`)
    expect(page.text).toMatch(/name="usual" value="call" autofocus>/)
    expect(page.text).toMatch(/name="when" value="1" checked>/)
    const saved = await set({ usual: 'call', when: '1', due: '', reason: '' })
    expect([saved.status, saved.headers.location]).toEqual([303, `/cases/${code}?follow_up_set`])
    for (const browser of [volunteer, coordinator]) {
      expect(await section(browser)).toMatch(
        /Call back<\/strong><br>Tomorrow <span class="hint">16 March 2024/,
      )
    }
    expect((await volunteer.get(saved.headers.location!)).text).toContain(
      'role="status">The follow-up is saved',
    )
  })

  test('keeps what was typed when it is refused, and says how to mend it', async () => {
    const page = await set({ due: '14.3.2024', reason: 'a'.repeat(201), when: '7', usual: 'other' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('<a href="#due">That day is over: choose today or a later one</a>')
    expect(page.text).toContain('<a href="#reason">Shorten this to 200 characters')
    for (const kept of [
      'value="14.3.2024"',
      `value="${'a'.repeat(201)}"`,
      'value="7" checked',
      'value="other" checked',
    ]) {
      expect(page.text).toContain(kept)
    }
    expect(await section()).toContain('No next step')
  })

  test('looks for what may lead to a person, and saves when that is masked or kept', async () => {
    const words = { usual: 'call', reason: '+7 912 345-67-89', due: '20.3' }
    const found = await set(words)
    expect(found.status).toBe(422)
    expect(found.text).toContain('<mark>+7 912 345-67-89</mark>')
    // Day and words go on from there.
    const again = { due: '2024-03-20', reason: 'Call back: +7 912 345-67-89' }
    for (const [name, value] of Object.entries(again)) {
      expect(found.text).toMatch(new RegExp(`name="${name}" value="${value.replaceAll('+', '\\+')}"`))
    }
    await set({ ...again, screened: 'mask' })
    expect(await section()).toMatch(/Call back: ▒▒▒<\/strong><br>Wed 20 Mar/)
    await set({ ...again, screened: 'keep' })
    expect(await section()).toContain('+7 912 345-67-89')
  })

  test('who is not confirmed may, is told that they will not read it, and sees that it is there', async () => {
    const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
    const browser = { actor: newcomer, ...(await browserOf(tropa, newcomer)) }
    code = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
    const page = await browser.get(`/cases/${code}/follow-ups/new`)
    expect(page.text).toContain('follow-ups do not open for you, not even your own')
    expect((await set({ usual: 'call' }, browser)).status).toBe(422)
    expect((await set({ usual: 'call', when: '1' }, browser)).status).toBe(303)
    expect(await section(browser)).toContain('1 follow-up does not open for you.')
    expect(await section(coordinator)).toContain('Call back')
  })
})

test('before the first coordinator the page says that nothing can be sealed, and keeps the words', async () => {
  const lonely = await testApp()
  const browser = await signedInAs(lonely, 'volunteer')
  code = await recordCase(lonely.deps.db, browser.actor, someFacts(), today)
  expect((await browser.get(`/cases/${code}/follow-ups/new`)).text).not.toContain(
    '<form method="post" action="/cases',
  )
  const refused = await set({ when: '1', reason: 'letter' }, browser)
  expect(refused.status).toBe(503)
  expect(refused.text).toContain('value="letter"')
  await lonely.close()
})

describe('on the page of a case', () => {
  beforeEach(() => set({ due: '20.3', reason: '<b>letter</b>' }))

  test('what is over stands first, says by how long, and in no other way than as words', async () => {
    await set({ when: '0', reason: 'sooner' })
    tropa.clock.set('2024-03-18T12:00:00Z')
    const page = await section(await again())
    expect(page.indexOf('sooner')).toBeLessThan(page.indexOf('&lt;b&gt;letter'))
    expect(page).toContain('<span class="problem">3 days overdue</span> <span class="hint">15 March 2024')
    tropa.clock.set('2024-03-21T12:00:00Z')
    expect(await section(await again())).toContain('1 day overdue')
  })

  test('"Done" takes it off, and can be undone', async () => {
    const done = await settle(nameIn(await section()), { what: 'done' })
    expect(done.headers.location).toMatch(new RegExp(`^/cases/${code}\\?undo=`))
    const page = await volunteer.get(done.headers.location!)
    expect(page.text).toContain(`Done on ${code}.`)
    expect(page.text).toContain('did what was due on 20 March 2024: &lt;b&gt;letter')
    const [, undo] = /action="(\/undo\/[^"]+)"/.exec(page.text)!
    expect((await volunteer.post(undo!)).status).toBe(303)
    expect(await section()).toContain('letter')
  })

  test('"Move…" asks for the day, and again when it is none', async () => {
    const name = nameIn(await section())
    const asked = await settle(name, { what: 'moved' })
    expect(asked.status).toBe(200)
    expect(asked.text).toContain(`name="id" value="${name}"`)
    expect(asked.text).not.toContain('error-summary')
    const again = await settle(name, { what: 'moved', asked: 'yes', when: '1', due: '31.2' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('value="31.2"')
    const moved = await settle(name, { what: 'moved', asked: 'yes', when: '1', due: '25.3' })
    expect(moved.headers.location).toBe(`/cases/${code}?moved=1`)
    expect((await volunteer.get(moved.headers.location!)).text).toContain(
      'role="status">Moved to another day.',
    )
    expect(await section()).toContain('25 March 2024')
  })

  test('one that somebody else has settled is said to be gone', async () => {
    const name = nameIn(await section())
    await settle(name, { what: 'dropped' }, coordinator)
    const late = await settle(name, { what: 'done' })
    expect(late.headers.location).toBe(`/cases/${code}?gone=1`)
    expect((await volunteer.get(late.headers.location!)).text).toContain('This had been settled already.')
  })

  test('a closed case says nothing of a next step, unless one was kept', async () => {
    await tropa.deps.db.updateTable('cases').set({ status: 'closed', outcome: 'resolved' }).execute()
    expect(await section()).toContain('letter')
    expect(await section()).not.toContain('follow-ups/new')
    await settle(nameIn(await section()), { what: 'done' })
    expect((await volunteer.get(`/cases/${code}`)).text).not.toContain('id="follow-ups"')
  })
})
