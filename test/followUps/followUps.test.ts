import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { Day } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { TrustBroken } from '../../src/readers/epoch'
import { undoChange } from '../../src/undo/undoChange'
import { NotFound } from '../../src/web/errors'
import { desk } from '../handovers/desk'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'
import { planner } from './planner'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, vera: Actor, victor: Actor
  let code: CaseCode
  let plans: ReturnType<typeof planner>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    code = await recordCase(database.db, vera, someFacts(), today)
    plans = planner(database.db)
  })
  afterEach(() => database.close())

  const said = async (actor: Actor) => (await plans.list(actor, code)).map(one => one.said)
  const history = (actor: Actor) => desk(database.db).history(actor, code)

  test('whoever has the case and the coordinators read what is due, the earliest first, and what was set', async () => {
    await plans.set(vera, code, '2024-04-02', 'call back')
    await plans.set(anna, code, '2024-03-20', 'check documents')
    for (const actor of [vera, anna]) {
      expect(await said(actor)).toEqual(['2024-03-20 check documents', '2024-04-02 call back'])
    }
    expect(await history(vera)).toEqual([
      { what: 'follow_up_set', due: '2024-04-02', reason: 'call back', day: today.day, by: vera.id },
      { what: 'follow_up_set', due: '2024-03-20', reason: 'check documents', day: today.day, by: anna.id },
    ])
  })

  test('one that is done or dropped leaves nothing but its line of history; one that is moved stays', async () => {
    for (const reason of ['one', 'two', 'three']) await plans.set(vera, code, '2024-03-20', reason)
    const [one, two, three] = await plans.list(vera, code)
    expect(await plans.change(vera, [one!], { what: 'done' })).toMatchObject({ changed: 1, gone: 0 })
    await plans.change(vera, [two!], { what: 'dropped' })
    await plans.change(anna, [three!], { what: 'moved', due: '2024-05-01' as Day })
    expect(await said(vera)).toEqual([`2024-05-01 ${three!.said.slice(11)}`])
    expect((await history(vera)).slice(3)).toMatchObject([
      { what: 'follow_up_done', due: '2024-03-20', reason: one!.said.slice(11), by: vera.id },
      { what: 'follow_up_dropped', due: '2024-03-20', reason: two!.said.slice(11), by: vera.id },
      { what: 'follow_up_moved', from: '2024-03-20', due: '2024-05-01', reason: three!.said.slice(11) },
    ])
    const rows = await database.db.selectFrom('sealed').select('id').where('kind', '=', 'follow_up').execute()
    expect(rows).toEqual([{ id: three!.id }])
  })

  test('several at once, of several cases; what somebody else has settled meanwhile is passed over', async () => {
    const other = await recordCase(database.db, vera, someFacts(), today)
    await plans.set(vera, code, '2024-03-20', 'one')
    await plans.set(vera, code, '2024-03-21', 'two')
    await plans.set(vera, other, '2024-03-22', 'three')
    const ticked = [...(await plans.list(vera, code)), ...(await plans.list(vera, other))]
    await plans.change(anna, [ticked[0]!], { what: 'done' })
    const outcome = await plans.change(vera, ticked, { what: 'moved', due: '2024-04-01' as Day })
    expect(outcome).toMatchObject({ changed: 2, gone: 1 })
    expect(await said(vera)).toEqual(['2024-04-01 two'])
    expect((await plans.list(vera, other)).map(one => one.said)).toEqual(['2024-04-01 three'])
  })

  test('the same ticked by two at once is done once', async () => {
    await plans.set(vera, code, '2024-03-20', 'one')
    const ticked = await plans.list(vera, code)
    const both = await Promise.all([vera, anna].map(actor => plans.change(actor, ticked, { what: 'done' })))
    expect(both.map(one => one.changed).sort()).toEqual([0, 1])
    expect(
      (await history(vera)).filter(one => typeof one !== 'string' && one.what === 'follow_up_done'),
    ).toHaveLength(1)
  })

  test("of another's case nobody settles, sets or learns anything", async () => {
    await plans.set(vera, code, '2024-03-20', 'one')
    const ticked = await plans.list(vera, code)
    const own = await recordCase(database.db, victor, someFacts(), today)
    const before = await everyValue(database.db)
    await expect(plans.set(victor, code, '2024-03-20', 'x')).rejects.toThrow(NotFound)
    const attempts = [ticked, [{ code: own, id: ticked[0]!.id }], [{ code, id: randomUUID() }]]
    for (const attempt of attempts) {
      expect(await plans.change(victor, attempt, { what: 'done' })).toEqual({
        changed: 0,
        gone: 1,
        undoable: [],
      })
    }
    expect(await everyValue(database.db)).toBe(before)
  })

  test('a form that is sent twice is one, also at once; with other words it is another', async () => {
    const id = randomUUID()
    const send = (reason: string) => plans.set(vera, code, '2024-03-20', reason, id)
    await Promise.all([send('once'), send('once')])
    await send('otherwise')
    expect((await said(vera)).sort()).toEqual(['2024-03-20 once', '2024-03-20 otherwise'])
  })

  test('who is not confirmed sets what others read', async () => {
    const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
    code = await recordCase(database.db, sasha, someFacts(), today)
    await plans.set(sasha, code, '2024-03-20', 'call back')
    expect(await said(sasha)).toEqual([])
    expect(await said(anna)).toEqual(['2024-03-20 call back'])
    // Nor can they settle unread what they do not see.
    await plans.settle(sasha, code, 'done')
    expect(await said(anna)).toEqual(['2024-03-20 call back'])
  })

  test('settling all of a case does one thing to each, and keeping them nothing', async () => {
    await plans.set(vera, code, '2024-03-20', 'one')
    await plans.set(vera, code, '2024-03-21', 'two')
    await plans.settle(vera, code, 'keep')
    expect(await said(vera)).toHaveLength(2)
    await plans.settle(vera, code, 'dropped')
    expect(await said(vera)).toEqual([])
    expect((await history(vera)).slice(2)).toMatchObject([
      { what: 'follow_up_dropped', reason: 'one' },
      { what: 'follow_up_dropped', reason: 'two' },
    ])
  })

  test('what was marked as done by a slip comes back', async () => {
    await plans.set(vera, code, '2024-03-20', 'call back')
    const { undoable } = await plans.change(vera, await plans.list(vera, code), { what: 'done' })
    const parts = { db: database.db, anchor: anchorOf(database.db) }
    const writer = { actor: vera, holder: keyHolderOf(vera) }
    const undo = { undoing: 'follow_ups_done', cases: undoable } as const
    expect(await undoChange(parts, writer, undo, today)).toMatchObject({ undone: [{ code }], left: [] })
    expect(await said(vera)).toEqual(['2024-03-20 call back'])
  })

  test('the database and the audit log know neither the day nor the words', async () => {
    await plans.set(vera, code, '2025-07-19', 'xylophone lesson')
    await plans.change(vera, await plans.list(vera, code), { what: 'moved', due: '2025-08-23' as Day })
    const whole = await everyValue(database.db)
    for (const secret of ['2025-07', '2025-08', 'xylophone', 'lesson']) expect(whole).not.toContain(secret)
    const entries = await database.db.selectFrom('audit').selectAll().orderBy('number').execute()
    expect(entries.filter(one => one.action.startsWith('follow_up'))).toMatchObject([
      { action: 'follow_up.set', dated: '2024-03', actor: vera.id, object: '' },
      { action: 'follow_up.moved', dated: '2024-03', actor: vera.id, object: '' },
    ])
  })
})

test('before the first coordinator nothing is set, and that is said', async () => {
  const [, open] = engines[0]!
  const database = await open()
  const vera = await addMember(database.db, 'volunteer')
  const code = await recordCase(database.db, vera, someFacts(), today)
  await expect(planner(database.db).set(vera, code, '2024-03-20', 'x')).rejects.toThrow(TrustBroken)
  await database.close()
})
