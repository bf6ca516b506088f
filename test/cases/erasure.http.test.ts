import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const closed = someFacts({ status: 'closed', outcome: 'advice_given' })

test('a coordinator erases a case: the page says what goes, and the list that it is gone', async () => {
  const { actor } = await signedInAs(tropa, 'volunteer')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  await addNotes(2)
  const { get, post } = await signedInAs(tropa, 'coordinator')
  const link = `/cases/${code}/erasure`
  expect((await get(`/cases/${code}`)).text).toContain(`href="${link}"`)
  const page = (await get(link)).text
  expect(page).toContain(`<h1>Erase this case? <span class="code nowrap">${code}</span></h1>`)
  expect(page).toContain('The case and its 2 notes will be destroyed')
  const done = await post(link, { reason: 'asked' })
  expect([done.status, done.headers.location]).toEqual([303, '/cases?erased'])
  expect((await get('/cases?erased')).text).toMatch(/role="status">The case is erased\. The figures stay/)
  expect((await get('/cases')).text).not.toContain('role="status"')
  for (const path of [`/cases/${code}`, link]) expect((await get(path)).status).toBe(404)
  expect((await post(link, { reason: 'asked' })).status).toBe(404)
})

test.each([{}, { reason: 'because of Ivan' }, { reason: ['asked', 'other'] }])(
  'without one of the four reasons nothing is erased, and the error summary leads to them: %p',
  async form => {
    const { actor, get, post } = await signedInAs(tropa, 'coordinator')
    const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
    const page = await post(`/cases/${code}/erasure`, form)
    expect(page.status).toBe(422)
    expect(page.text).toContain('<a href="#reason">Choose why the case is erased.</a>')
    expect(page.text).toContain('<fieldset id="reason" aria-describedby="reason-problem">')
    expect(page.text).not.toContain('Ivan')
    expect((await get(`/cases/${code}`)).status).toBe(200)
  },
)

test('a volunteer is not offered to erase, nor allowed to', async () => {
  const { actor, get, post } = await signedInAs(tropa, 'volunteer')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  expect((await get(`/cases/${code}`)).text).not.toContain('erasure')
  expect((await post(`/cases/${code}/erasure`, { reason: 'asked' })).status).toBe(403)
  expect((await get(`/cases/${code}`)).status).toBe(200)
})

test('a closed case says on which day it goes, an open one does not', async () => {
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  const [gone, open] = [
    await recordCase(tropa.deps.db, actor, closed, today),
    await recordCase(tropa.deps.db, actor, someFacts(), today),
  ]
  expect((await get(`/cases/${gone}`)).text).toContain('Will be destroyed on or soon after 30 June 2024.')
  expect((await get(`/cases/${open}`)).text).not.toContain('Will be destroyed')
})

async function addNotes(n: number): Promise<void> {
  const { id } = await tropa.deps.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
  const note = { case_id: id, kind: 'note' as const, generation: 1, version: 1, ciphertext: 'x' }
  for (let position = 1; position <= n; position++) {
    await tropa.deps.db
      .insertInto('sealed')
      .values({ ...note, id: `note ${position}`, position })
      .execute()
  }
}
