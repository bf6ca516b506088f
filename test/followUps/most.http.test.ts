import { randomUUID } from 'node:crypto'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { keepUndo, listUndos } from '../../src/undo/keepUndo'
import { enrolledAs, someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { planner } from './planner'

let tropa: TestApp
let vera: Awaited<ReturnType<typeof signedInAs>>
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  await signedInAs(tropa, 'coordinator')
  vera = await signedInAs(tropa, 'volunteer')
  code = await recordCase(tropa.deps.db, vera.actor, someFacts(), today)
})
afterEach(() => tropa.close())

test('a case has fifty open follow-ups at most, and the words of one too many stay in the form', async () => {
  const plans = planner(tropa.deps.db)
  const id = randomUUID()
  for (let i = 0; i < 49; i++) await plans.set(vera.actor, code, '2024-03-20', `step ${i}`)
  await plans.set(vera.actor, code, '2024-03-20', 'the last', id)
  const set = (form: object) => vera.post(`/cases/${code}/follow-ups`, { due: '2024-03-20', ...form })
  const refused = await set({ reason: 'one more' })
  expect([refused.status, refused.text.includes('value="one more"')]).toEqual([422, true])
  expect(refused.text).toContain('This case has 50 follow-ups already')
  // Sent twice is no other.
  expect((await set({ reason: 'the last', id })).status).toBe(303)
  await plans.change(vera.actor, [{ code, id }], { what: 'done' })
  expect((await set({ reason: 'one more' })).status).toBe(303)
})

test('more than a hundred ticked lines are refused before anything is done with them', async () => {
  const ticked = Array.from({ length: 101 }, () => `${code}.${randomUUID()}`)
  for (const how of [{ what: 'done' }, { when: '1' }, { what: 'moved' }]) {
    const refused = await vera.post('/follow-ups', { id: ticked, ...how })
    expect([refused.status, refused.text.includes('Tick at most 100 lines')]).toEqual([422, true])
  }
  const answer = await vera.post('/follow-ups', { id: ticked.slice(1), what: 'done' })
  expect(answer.headers.location).toBe('/?gone=100')
})

test('a member takes back the last twenty changes at most, each other’s are not touched', async () => {
  const { db } = tropa.deps
  const member = { userId: vera.actor.id, memberKey: enrolledAs(vera.actor).memberKey }
  const other = await signedInAs(tropa, 'volunteer', 'other')
  const undo = { undoing: 'closing' as const, cases: [] }
  await keepUndo(db, { userId: other.actor.id, memberKey: enrolledAs(other.actor).memberKey }, undo, 0)
  const ids: string[] = []
  for (let i = 0; i < 23; i++) ids.push(await keepUndo(db, member, undo, i * 60))
  const kept = await listUndos(db, member, 0)
  expect(kept.map(one => one.id)).toEqual(ids.slice(-20).reverse())
  const left = await db.selectFrom('undos').select('id').where('user_id', '=', other.actor.id).execute()
  expect(left).toHaveLength(1)
})
