import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import type { Database } from '../../src/db/open'
import { changeSeveral } from '../../src/several/changeSeveral'
import { undoChange } from '../../src/undo/undoChange'
import { casework, noon } from '../cases/casework'
import { planner } from '../followUps/planner'
import { addMember, today } from '../support/members'
import { testDatabase } from '../support/testDatabase'

/*
 * Nothing that SQLite answers lets anybody else have a turn: a form with many cases would hold up everybody until the last
 * is done.
 */
let database: Database
let vera: Actor
let work: ReturnType<typeof casework>
let codes: CaseCode[]
beforeEach(async () => {
  database = await testDatabase()
  await addMember(database.db, 'coordinator')
  vera = await addMember(database.db, 'volunteer')
  work = casework(database.db)
  codes = []
  for (let i = 0; i < 5; i++) codes.push(await work.record(vera))
})
afterEach(() => database.close())

test('follow-ups of many cases are settled with a turn for others between two cases', async () => {
  const plans = planner(database.db)
  for (const code of codes) await plans.set(vera, code, '2024-03-20', 'call')
  const ticked = []
  for (const code of codes) ticked.push(...(await plans.list(vera, code)))
  const { done, turns } = await countTurns(plans.change(vera, ticked, { what: 'done' }))
  expect(done.changed).toBe(5)
  expect(turns).toBeGreaterThanOrEqual(4)
})

test('so are many cases closed, and opened again', async () => {
  const change = { what: 'close', outcome: 'declined' } as const
  const order = { change, cases: codes.map(code => ({ code, version: 1 })) }
  const closing = { reason: '', followUps: 'keep' } as const
  const closed = await countTurns(
    changeSeveral(work.parts, work.writer(vera), { ...order, closing }, noon, today),
  )
  expect(closed.done.done).toHaveLength(5)
  expect(closed.turns).toBeGreaterThanOrEqual(4)
  const undo = { undoing: 'closing', cases: closed.done.done } as const
  const undone = await countTurns(undoChange(work.parts, work.writer(vera), undo, today))
  expect(undone.done.undone).toHaveLength(5)
  expect(undone.turns).toBeGreaterThanOrEqual(4)
})

/** How often somebody else could have been answered until it was done. */
async function countTurns<Result>(work: Promise<Result>): Promise<{ done: Result; turns: number }> {
  let [turns, going] = [0, true]
  const count = () => {
    turns++
    if (going) setImmediate(count)
  }
  setImmediate(count)
  const done = await work
  going = false
  return { done, turns }
}
