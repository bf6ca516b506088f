import type { Actor } from '../../src/auth/actor'
import type { Day } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase, type HelpCase } from '../../src/cases/caseStore'
import { listCounts } from '../../src/counts/countStore'
import type { Dimension } from '../../src/counts/count'
import type { Database } from '../../src/db/open'
import { readEntries } from '../../src/entries/readEntries'
import { setFollowUp } from '../../src/followUps/setFollowUp'
import type { HistoryEvent } from '../../src/history/event'
import { casework } from '../cases/casework'
import { addMember, keyHolderOf, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let work: ReturnType<typeof casework>
  let first: CaseCode
  let second: CaseCode
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    work = casework(database.db)
    first = await work.record(volunteer)
    second = await work.record(volunteer)
  })
  afterEach(() => database.close())

  test('a repeat is closed, counts as left out alone, and both histories say which case it is', async () => {
    expect(await work.repeat(volunteer, second, first)).toMatchObject({ code: second })
    expect(await find(second)).toMatchObject({ status: 'closed', outcome: 'repeat', first_response: null })
    expect(await find(first)).toMatchObject({ status: 'new', outcome: null })
    expect(await counted('total')).toEqual({ all: 1 })
    expect(await counted('left_out')).toEqual({ repeat: 1 })
    expect(await counted('outcome')).toEqual({})
    expect(await told(second)).toMatchObject([{ what: 'recorded' }, { what: 'repeat_of', code: first }])
    expect(await told(first)).toMatchObject([{ what: 'recorded' }, { what: 'repeated_by', code: second }])
  })

  test('which case it repeats stands nowhere in clear', async () => {
    await work.repeat(volunteer, second, first)
    const rows = [...new Set((await everyValue(database.db)).split('\n'))]
    for (const code of [first, second]) expect(rows.filter(row => row.includes(code))).toHaveLength(1)
  })

  test('it is taken back within ten minutes, with its opening', async () => {
    const marked = (await work.repeat(volunteer, second, first))!
    const id = await work.keep(volunteer, { undoing: 'repeat', cases: [marked] })
    expect(await work.undo(volunteer, id)).toMatchObject({ left: [] })
    expect(await find(second)).toMatchObject({ status: 'new', outcome: null })
    expect(await counted('total')).toEqual({ all: 2 })
    await work.move(volunteer, second, 'start')
    expect(await find(second)).toMatchObject({ first_response: 'within_1h' })
  })

  test('a case that is closed already can turn out to be a repeat', async () => {
    await work.close(volunteer, second, 'advice_given')
    const marked = (await work.repeat(volunteer, second, first))!
    expect(await find(second)).toMatchObject({ outcome: 'repeat', closed_month: today.month })
    const id = await work.keep(volunteer, { undoing: 'repeat', cases: [marked] })
    await work.undo(volunteer, id)
    expect(await find(second)).toMatchObject({ status: 'closed', outcome: 'advice_given' })
  })

  test('what was still to be done on it is dropped, and comes back with it', async () => {
    const draft = { code: second, due: '2024-03-20' as Day, reason: 'Call again' }
    await setFollowUp(work.parts, work.writer(volunteer), draft, today)
    const marked = (await work.repeat(volunteer, second, first))!
    expect(marked.followUps).toHaveLength(1)
    expect((await told(second)).map(event => event.what)).toContain('follow_up_dropped')
    await work.undo(volunteer, await work.keep(volunteer, { undoing: 'repeat', cases: [marked] }))
    expect(await sealed(second, 'follow_up')).toMatchObject([{ reason: 'Call again' }])
  })

  test('of a case that is itself a repeat it becomes a repeat of the first', async () => {
    const third = await work.record(volunteer)
    await work.repeat(volunteer, second, first)
    await work.repeat(volunteer, third, second)
    expect((await told(third)).at(-1)).toMatchObject({ what: 'repeat_of', code: first })
    expect((await told(first)).at(-1)).toMatchObject({ what: 'repeated_by', code: third })
  })

  test('no case repeats itself, its own repeat, spam, or one that repeats what the member cannot see', async () => {
    expect(await work.repeat(volunteer, first, first)).toBeUndefined()
    await work.repeat(volunteer, second, first)
    expect(await work.repeat(volunteer, first, second)).toBeUndefined()
    expect(await work.repeat(volunteer, second, first)).toBeUndefined()
    const spam = await work.record(volunteer)
    await work.close(volunteer, spam, 'spam')
    expect(await work.repeat(volunteer, first, spam)).toBeUndefined()
    const hidden = await work.record(coordinator)
    const between = await work.record(volunteer)
    await work.repeat(coordinator, between, hidden)
    expect(await work.repeat(volunteer, first, between)).toBeUndefined()
    expect(await find(first)).toMatchObject({ status: 'new', outcome: null })
  })

  test('neither is a case marked that the member cannot see, nor as a repeat of one', async () => {
    const hidden = await work.record(coordinator)
    expect(await work.repeat(volunteer, first, hidden)).toBeUndefined()
    await expect(work.repeat(volunteer, hidden, first)).rejects.toMatchObject({ name: 'NotFound' })
    expect(await counted('left_out')).toEqual({})
  })

  test('two members who mark each as a repeat of the other leave one that counts', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await work.record(volunteer), await work.record(volunteer)]
      const marked = await Promise.all([
        work.repeat(volunteer, one, other),
        work.repeat(coordinator, other, one),
      ])
      expect(marked.filter(Boolean)).toHaveLength(1)
      const outcomes = [(await find(one)).outcome, (await find(other)).outcome]
      expect(outcomes.sort()).toEqual([null, 'repeat'].sort())
    }
    expect(await counted('left_out')).toEqual({ repeat: 5 })
  })

  async function find(code: CaseCode): Promise<HelpCase> {
    return (await findCase(database.db, coordinator, code))!
  }

  async function counted(dimension: Dimension): Promise<Record<string, number>> {
    const counts = await listCounts(database.db, dimension, today.month, today.month)
    return Object.fromEntries(counts.map(({ value, n }) => [value, n]))
  }

  async function told(code: CaseCode): Promise<HistoryEvent[]> {
    return (await sealed(code, 'event')) as HistoryEvent[]
  }

  async function sealed(code: CaseCode, kind: 'event' | 'follow_up') {
    const reader = { actor: volunteer, keys: () => Promise.resolve(keyHolderOf(volunteer)) }
    const { entries } = await readEntries(work.parts, reader, await find(code), [kind])
    return entries.map(entry => entry.content)
  }
})
