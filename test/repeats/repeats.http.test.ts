import { correctionsOf } from '../../src/cases/codeCorrections'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase } from '../../src/cases/caseStore'
import { casework } from '../cases/casework'
import { addMember } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
let rowan: Awaited<ReturnType<typeof signedInAs>>
let raven: typeof rowan
let work: ReturnType<typeof casework>
beforeEach(async () => {
  tropa = await testApp()
  await signedInAs(tropa, 'coordinator')
  rowan = await signedInAs(tropa, 'volunteer', 'rowan')
  raven = await signedInAs(tropa, 'volunteer', 'raven')
  work = casework(tropa.deps.db)
})
afterEach(() => tropa.close())

const form = { category: 'soldier', place: 'eu', needs: ['legal', 'money'] }

/** With one wrong character at the end. */
function mistyped(code: CaseCode): string {
  return code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
}

test('after logging, a case of the month that looks the same is offered, to be marked with one press', async () => {
  const first = await work.record(rowan.actor, form)
  const theirs = await work.record(raven.actor, form)
  for (const then of ['', 'another']) {
    const saved = await rowan.post('/cases', { ...form, then })
    const page = (await rowan.get(saved.headers.location!)).text
    expect(page).toContain('Perhaps the same request as')
    expect(page).toContain(`name="of" value="${first}"`)
    expect(page).not.toContain(theirs)
    const action = /action="(\/cases\/[\w-]+\/repeat)"/.exec(page)![1]!
    const marked = await rowan.post(action, { of: first })
    expect(marked.status).toBe(303)
    const after = (await rowan.get(marked.headers.location!)).text
    expect(after).toContain('is marked as a repeat')
    expect(after.replace(/<[^>]+>/g, '')).toContain(`rowan marked it as a repeat of ${first}`)
    expect(after).not.toContain(`${action}"`)
    expect((await rowan.get(action)).status).toBe(409)
  }
})

test('nothing is offered when nothing looks the same, or only what does not count', async () => {
  const spam = await work.record(rowan.actor, form)
  await work.close(rowan.actor, spam, 'spam')
  await work.record(rowan.actor, { ...form, needs: ['legal'] })
  const saved = await rowan.post('/cases', form)
  expect((await rowan.get(saved.headers.location!)).text).not.toContain('Perhaps the same')
})

test('the page asks for the other case, and a mistyped code is corrected if it is a case of theirs', async () => {
  const [first, second] = [await work.record(rowan.actor), await work.record(rowan.actor)]
  const path = `/cases/${second}/repeat`
  expect((await rowan.get(`/cases/${second}`)).text).toContain(`href="${path}"`)
  expect((await rowan.get(path)).text).toContain('Code of the case that it repeats')
  const wrong = await rowan.post(path, { typed: mistyped(first).toLowerCase() })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain(`value="${mistyped(first).toLowerCase()}"`)
  expect(wrong.text).toContain(`name="of" value="${first}"`)
  expect((await rowan.post(path, { of: first, typed: mistyped(first) })).status).toBe(303)
  expect(await findCase(tropa.deps.db, rowan.actor, second)).toMatchObject({ outcome: 'repeat' })
})

test.each([
  ['', 'Choose a case or type its code'],
  ['K7M', 'A code has seven letters and digits'],
  ['its own', 'A case repeats neither itself nor its own repeat'],
  ['spam', 'That case was closed as spam'],
])('with %p it stays as it is, and the page says what to mend', async (typed, said) => {
  const code = await work.record(rowan.actor)
  const spam = await work.record(rowan.actor)
  await work.close(rowan.actor, spam, 'spam')
  const codes: Record<string, string> = { 'its own': code, spam }
  const answer = await rowan.post(`/cases/${code}/repeat`, { typed: codes[typed] ?? typed })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(said)
  expect(answer.text).toContain('href="#typed"')
  expect(await findCase(tropa.deps.db, rowan.actor, code)).toMatchObject({ status: 'new' })
})

test("another's case looks like none, typed right or wrong", async () => {
  const own = await work.record(rowan.actor)
  const theirs = await work.record(raven.actor)
  const none = correctionsOf(mistyped(theirs)).find(code => code !== theirs)!
  const without = (text: string, code: string) => text.replaceAll(code, '').replace(/value="[\w-]{43}"/g, '')
  for (const wrong of [(code: CaseCode) => code as string, mistyped]) {
    const [asked, absent] = [wrong(theirs), wrong(none)]
    const marked = await rowan.post(`/cases/${own}/repeat`, { typed: asked })
    const markedNone = await rowan.post(`/cases/${own}/repeat`, { typed: absent })
    expect(marked.status).toBe(422)
    expect(without(marked.text, asked)).toBe(without(markedNone.text, absent))
    const found = await rowan.get(`/cases?code=${asked}`)
    const foundNone = await rowan.get(`/cases?code=${absent}`)
    expect(found.status).toBe(200)
    expect(without(found.text, asked)).toBe(without(foundNone.text, absent))
  }
})

test('the list corrects a mistyped code of a case that the member sees, and of no other', async () => {
  const code = await work.record(rowan.actor)
  const plain = code.replaceAll('-', '')
  const slips = [
    mistyped(code),
    plain.slice(1),
    plain + plain.at(-1)!,
    `${plain[1]}${plain[0]}${plain.slice(2)}`,
  ]
  for (const typed of slips.filter(one => one !== plain)) {
    const own = (await rowan.get(`/cases?code=${typed}`)).text
    expect(own).toContain('Did you mean:')
    expect(own).toContain(`<a class="code" href="/cases/${code}">`)
    expect(own).toContain('Soldier, March 2024')
    const others = (await raven.get(`/cases?code=${typed}`)).text
    expect(others).not.toContain('Did you mean:')
    expect(others).not.toContain(code)
  }
})

test('a coordinator looks through the cases of a month that look alike, and marks one', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator', 'heron')
  const path = '/repeats?month=2024-03'
  expect((await coordinator.get(path)).text).toContain('No two cases of this month')
  const [first, second] = [await work.record(rowan.actor, form), await work.record(raven.actor, form)]
  const page = (await coordinator.get(path)).text
  expect(page).toContain('Soldier · Legal advice, Money · European Union')
  expect(page).toContain(`action="/cases/${second}/repeat"`)
  expect(page).toContain(`Repeat of ${first}`)
  expect((await coordinator.get('/reports')).text).toContain(`href="${path}"`)
  const admin = await signedInAs(tropa, 'admin')
  expect((await admin.get('/reports')).text).not.toContain('href="/repeats')
  expect((await coordinator.post(`/cases/${second}/repeat`, { of: first })).status).toBe(303)
  expect((await coordinator.get(path)).text).not.toContain(second)
})

test('a coordinator whom nobody has confirmed sees only their own there', async () => {
  await work.record(rowan.actor, form)
  await work.record(raven.actor, form)
  const { db } = tropa.deps
  const newcomer = await addMember(db, 'coordinator', 'finch', { certified: false })
  const page = (await (await browserOf(tropa, newcomer)).get('/repeats')).text
  expect(page).toContain('No two cases of this month')
})

test('whoever logs is shown where to look for a code that was quoted', async () => {
  expect((await rowan.get('/cases/new')).text).toContain('href="/cases#code"')
})
