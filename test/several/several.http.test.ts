import type { CaseCode } from '../../src/cases/caseCode'
import { findCaseById } from '../../src/cases/caseStore'
import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { hidden } from '../support/signIn'
import { everyValue } from '../support/wholeDatabase'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

type Member = Awaited<ReturnType<typeof signedInAs>>

const record = ({ actor }: Member, facts = {}) => recordCase(tropa.deps.db, actor, someFacts(facts), today)

async function stored(code: CaseCode) {
  const row = await tropa.deps.db.selectFrom('cases').select('id').where('code', '=', code).executeTakeFirst()
  return findCaseById(tropa.deps.db, row!.id)
}

/** The form of a preview, as a browser sends it on. */
function confirmation(page: { text: string }) {
  return { query: '', do: hidden(page, 'do')!, previewed: hidden(page, 'previewed')! }
}

test('nothing changes before the preview is confirmed; then it does, and all of it can be undone at once', async () => {
  const volunteer = await signedInAs(tropa, 'volunteer')
  const { get, post } = volunteer
  const fresh = [await record(volunteer), await record(volunteer, { status: 'in_progress' })]
  const closed = await record(volunteer, { status: 'closed', outcome: 'declined' })
  const choosing = await get('/cases/several?category=soldier')
  expect(choosing.text).toContain('3 cases of the search')
  const before = await everyValue(tropa.deps.db)
  const form = { query: 'category=soldier', which: 'all', codes: hidden(choosing, 'codes')!, do: 'wait' }
  const preview = await post('/cases/several', form)
  expect(preview.text).toContain('2 cases would change:')
  expect(preview.text).toContain('New → Awaiting a reply')
  expect(preview.text).toContain('“Closed”: this step does not lead on from there')
  expect(await everyValue(tropa.deps.db)).toBe(before)

  const done = await post('/cases/several', confirmation(preview))
  expect(done.text).toContain('2 cases changed</h1>')
  for (const code of fresh) expect(await stored(code)).toMatchObject({ status: 'awaiting_reply' })
  expect(await stored(closed)).toMatchObject({ status: 'closed', version: 1 })
  const [, undo] = /action="(\/undo\/[\w-]+)"/.exec(done.text)!
  await post(undo!)
  expect(await stored(fresh[0]!)).toMatchObject({ status: 'new' })
  expect(await stored(fresh[1]!)).toMatchObject({ status: 'in_progress' })
})

test('sent once more, or after somebody else was there, it changes nothing and says so', async () => {
  const volunteer = await signedInAs(tropa, 'volunteer')
  const code = await record(volunteer)
  const preview = await volunteer.post('/cases/several', { cases: code, do: 'start' })
  await volunteer.post('/cases/several', confirmation(preview))
  const again = await volunteer.post('/cases/several', confirmation(preview))
  expect(again.text).toContain('No case changed, 1 not')
  expect(again.text).toContain('Somebody has changed them since you looked')
  expect(await stored(code)).toMatchObject({ status: 'in_progress', version: 2 })
})

test('only those that are ticked change', async () => {
  const volunteer = await signedInAs(tropa, 'volunteer')
  const [ticked, other] = [await record(volunteer), await record(volunteer)]
  const form = { which: 'ticked', codes: `${ticked} ${other}`, cases: ticked, do: 'close.advice_given' }
  const preview = await volunteer.post('/cases/several', form)
  expect(preview.text).not.toContain(other)
  await volunteer.post('/cases/several', confirmation(preview))
  expect(await stored(ticked)).toMatchObject({ status: 'closed', outcome: 'advice_given' })
  expect(await stored(other)).toMatchObject({ status: 'new' })
})

test('who has chosen nothing is told what to choose, and what they ticked stays', async () => {
  const volunteer = await signedInAs(tropa, 'volunteer')
  const code = await record(volunteer)
  const nothing = await volunteer.post('/cases/several', { cases: code, do: '' })
  expect(nothing.status).toBe(422)
  expect(nothing.text).toContain('<a href="#do">Choose what to do</a>')
  expect(nothing.text).toContain(`value="${code}" checked`)
  const none = await volunteer.post('/cases/several', { do: 'wait' })
  expect(none.status).toBe(422)
  expect(none.text).toContain('Tick at least one case')
  expect(none.text).toContain('value="wait" selected')
})

test('a coordinator hands over to anybody who works; a volunteer only back to the pool, whatever they post', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const volunteer = await signedInAs(tropa, 'volunteer')
  const code = await record(volunteer)
  const order = { cases: code, do: `to.${coordinator.actor.id}` }
  expect((await volunteer.get('/cases/several')).text).not.toContain('value="to.')
  expect((await volunteer.post('/cases/several', order)).status).toBe(422)
  const preview = await coordinator.post('/cases/several', order)
  expect(preview.text).toContain('volunteer → coordinator')
  await coordinator.post('/cases/several', confirmation(preview))
  expect(await stored(code)).toMatchObject({ assigned_to: coordinator.actor.id })
})

test('the case of another volunteer is neither shown nor changed, like one that is not there', async () => {
  const owner = await signedInAs(tropa, 'volunteer', 'owner')
  const other = await signedInAs(tropa, 'volunteer', 'other')
  const code = await record(owner)
  expect((await other.get('/cases/several')).text).not.toContain(code)
  const absent = '000-000-0'
  const [real, none] = [code, absent].map(one => other.post('/cases/several', { cases: one, do: 'start' }))
  const pages = [(await real!).text.replaceAll(code, ''), (await none!).text.replaceAll(absent, '')]
  expect(pages[0]).toBe(pages[1])
  expect(pages[0]).toContain('not yours to see')
  const forced = await other.post('/cases/several', { do: 'start', previewed: `${code}.1` })
  expect(forced.text).toContain('No case changed, 1 not')
  expect(await stored(code)).toMatchObject({ status: 'new', version: 1 })
})
