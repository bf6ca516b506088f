import type { Actor } from '../../src/auth/actor'
import { listCases } from '../../src/cases/caseStore'
import { recordCases } from '../../src/cases/recordCase'
import { listCounts } from '../../src/counts/countStore'
import { recount } from '../../src/counts/recount'
import type { Database } from '../../src/db/open'
import { casework } from '../cases/casework'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

const described = { place: 'eu', needs: ['legal', 'money'] }
const otherwise = someFacts({ place: 'armenia_georgia', needs: ['legal'] })

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let actor: Actor
  let work: ReturnType<typeof casework>
  beforeEach(async () => {
    database = await open()
    actor = await addMember(database.db, 'coordinator')
    work = casework(database.db)
  })
  afterEach(() => database.close())

  test('of requests that look alike each beyond the first is counted, in whatever order codes were chosen', async () => {
    await work.record(actor, described)
    expect(await alike()).toBe(0)
    await work.record(actor, { ...described, needs: ['money', 'legal'], urgency: 'day', channel: 'email' })
    await work.record(actor, described)
    expect(await alike()).toBe(2)
  })

  test.each([
    ['too little is known', { place: 'eu' }, { place: 'eu' }],
    [
      'a place that is unknown says nothing',
      { place: 'unknown', needs: ['legal'] },
      { place: 'unknown', needs: ['legal'] },
    ],
    ['another category', described, { ...described, category: 'other' }],
    ['another need', described, { ...described, needs: ['legal'] }],
  ])('requests do not look alike: %s', async (_name, one, other) => {
    await work.record(actor, one)
    await work.record(actor, other)
    expect(await alike()).toBe(0)
  })

  test('spam and repeats look like nobody, until they are opened again', async () => {
    const [first, second] = [await work.record(actor, described), await work.record(actor, described)]
    await work.repeat(actor, second, first)
    expect(await alike()).toBe(0)
    await work.reopen(actor, second)
    expect(await alike()).toBe(1)
    await work.close(actor, first, 'spam')
    expect(await alike()).toBe(0)
  })

  test('members who log, change and close at once lose no count', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, () => work.record(actor, described)))
    expect(await alike()).toBe(11)
    await Promise.all([
      ...codes.slice(0, 4).map(code => work.change(actor, code, 1, otherwise)),
      ...Array.from({ length: 4 }, () => work.record(actor, otherwise)),
      ...codes.slice(4, 7).map(code => work.close(actor, code, 'spam')),
    ])
    // Five of the first kind are left, eight of the other.
    expect(await alike()).toBe(4 + 7)
    expect((await recount(database.db)).short).toEqual([])
  })

  test('members who move cases there and back at once do not wait for each other for ever', async () => {
    const there = await Promise.all(
      Array.from({ length: 8 }, () => work.record(actor, { status: 'in_progress' })),
    )
    const back = await Promise.all(
      Array.from({ length: 8 }, () => work.record(actor, { status: 'referred' })),
    )
    const moved = await Promise.all(
      there.flatMap((code, i) => [work.move(actor, code, 'wait'), work.move(actor, back[i]!, 'resume')]),
    )
    expect(moved.every(Boolean)).toBe(true)
    expect((await recount(database.db)).short).toEqual([])
  })

  test('a recount says when too few were counted as alike', async () => {
    await recordCases(
      database.db,
      [actor.id],
      [1, 2, 3].map(() => someFacts(described)),
      today,
    )
    expect((await recount(database.db)).short).toEqual([])
    await database.db.updateTable('counts').set({ n: 1 }).where('dimension', '=', 'look_alike').execute()
    expect((await recount(database.db)).short).toMatchObject([{ dimension: 'look_alike', n: 1, cases: 2 }])
  })

  test('a case that was opened again is counted as reopened, however often', async () => {
    const code = await work.record(actor)
    for (let i = 0; i < 2; i++) {
      await work.close(actor, code, 'advice_given')
      await work.reopen(actor, code)
    }
    expect(await listCounts(database.db, 'reopened', today.month, today.month)).toMatchObject([
      { value: 'once_or_more', n: 1 },
    ])
    expect(await listCases(database.db, actor, {}, { size: 1 })).toMatchObject([{ reopenings: 2 }])
  })

  async function alike(): Promise<number> {
    const counts = await listCounts(database.db, 'look_alike', today.month, today.month)
    return counts.reduce((sum, count) => sum + count.n, 0)
  }
})
