import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { CaseFacts } from '../../src/cases/case'
import type { CaseCode } from '../../src/cases/caseCode'
import { month } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import type { Work } from '../../src/work/readWork'
import { planner } from '../followUps/planner'
import { desk } from '../handovers/desk'
import { notebook } from '../notes/notebook'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, vera: Actor, victor: Actor
  let plans: ReturnType<typeof planner>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    plans = planner(database.db)
  })
  afterEach(() => database.close())

  const record = (actor: Actor, facts: Partial<CaseFacts> = {}) =>
    recordCase(database.db, actor, someFacts(facts), today)
  const reasons = ({ due }: Work) =>
    Object.fromEntries(
      Object.entries(due).map(([when, steps]) => [when, steps.map(one => one.content.reason)]),
    )
  const codes = ({ others }: Work) => others.map(one => one.helpCase.code)

  test('what is due stands by day, the earliest first, and not among the other cases', async () => {
    const code = await record(vera)
    const due = ['2024-03-14', '2024-03-15', '2024-03-16', '2024-03-22', '2024-03-23']
    for (const day of [...due].reverse()) await plans.set(vera, code, day, day)
    const work = await plans.work(vera, '2024-03-15')
    expect(reasons(work)).toEqual({
      overdue: ['2024-03-14'],
      today: ['2024-03-15'],
      week: ['2024-03-16', '2024-03-22'],
    })
    expect([work.steps.length, work.others]).toEqual([5, []])
    expect(reasons(await plans.work(vera, '2024-03-16'))).toMatchObject({
      overdue: ['2024-03-14', '2024-03-15'],
      today: ['2024-03-16'],
    })
  })

  test('the other cases come by urgency, then the oldest first, each with its earliest step', async () => {
    const routine = await record(vera, { urgency: 'routine', month: month('2023-01') })
    const [second, first] = [
      await record(vera, { urgency: 'day' }),
      await record(vera, { urgency: 'day', month: month('2024-02') }),
    ]
    const third = await record(vera, { urgency: 'day' })
    const week = await record(vera, { urgency: 'week' })
    await plans.set(vera, week, '2024-06-02', 'later')
    await plans.set(vera, week, '2024-06-01', 'sooner')
    const work = await plans.work(vera)
    expect(codes(work)).toEqual([first, second, third, week, routine])
    expect(work.others.map(one => one.next?.content.reason)).toEqual([
      ...[undefined, undefined, undefined, 'sooner', undefined],
    ])
  })

  test('only what a member has: not what they recorded and somebody else has, nobody has, or is closed', async () => {
    const [mine, given, pooled, closed] = [
      await record(vera),
      await record(vera),
      await record(vera),
      await record(vera),
    ]
    for (const code of [mine, given, pooled]) await plans.set(vera, code, '2024-03-15', code)
    await desk(database.db).assign(vera, given, victor)
    await desk(database.db).assign(vera, pooled, null)
    expect(reasons(await plans.work(vera)).today).toEqual([mine])
    expect(reasons(await plans.work(victor)).today).toEqual([given])
    expect(await plans.work(anna)).toMatchObject({ steps: [], others: [] })
    // What is still to be done on a closed case is not forgotten.
    await plans.set(vera, closed, '2024-03-15', 'last letter')
    await database.db
      .updateTable('cases')
      .set({ status: 'closed', outcome: 'declined' })
      .where('code', '=', closed)
      .execute()
    expect(reasons(await plans.work(vera)).today!.sort()).toEqual([mine, 'last letter'].sort())
  })

  test('says on which day something was last written or done, if that opens', async () => {
    const code = await record(vera)
    const day = async (actor: Actor) => [...(await plans.work(actor)).latest.values()]
    expect(await day(vera)).toEqual([])
    await plans.set(vera, code, '2024-06-01', 'x', randomUUID(), { ...today, day: dayOf('2024-03-10') })
    expect(await day(vera)).toEqual(['2024-03-10'])
    await notebook(database.db).add(vera, code, 'x', randomUUID(), { ...today, day: dayOf('2024-03-12') })
    expect(await day(vera)).toEqual(['2024-03-12'])
  })

  test('who is not confirmed is told that steps are there, and why they do not open', async () => {
    const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
    const code = await record(sasha)
    await plans.set(sasha, code, '2024-03-15', 'x')
    const work = await plans.work(sasha)
    expect(work).toMatchObject({ steps: [], sealed: [{ code }], obstacle: 'unconfirmed' })
    expect([codes(work), [...work.latest.values()]]).toEqual([[code], ['sealed']])
  })

  test('what somebody has sealed to the member and is no follow-up keeps none of the others from them', async () => {
    const code = await record(vera)
    await plans.set(vera, code, 'no day', 'x')
    await plans.set(vera, code, '2024-03-15', 'y')
    expect(await plans.work(vera)).toMatchObject({
      sealed: [{ code }],
      steps: [{ content: { reason: 'y' } }],
    })
    expect((await plans.list(vera, code)).map(one => one.said)).toEqual(['2024-03-15 y'])
  })

  test('of many cases the days of those alone are read that are shown', async () => {
    const all: CaseCode[] = []
    for (let i = 0; i < 4; i++) all.push(await record(vera))
    for (const code of all) await plans.set(vera, code, '2024-06-01', 'x')
    const work = await plans.work(vera, today.day, 2)
    expect([work.othersCount, work.others.length, work.latest.size]).toEqual([4, 2, 2])
  })
})

function dayOf(text: string) {
  return text as typeof today.day
}
