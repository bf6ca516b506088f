import fc from 'fast-check'
import type { Actor } from '../../src/auth/actor'
import { month } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import { listCases } from '../../src/cases/caseStore'
import { changeCase } from '../../src/cases/changeCase'
import { recordCase, recordCases } from '../../src/cases/recordCase'
import { countsOf, dimensions, sumCounts, type Count } from '../../src/counts/count'
import { listCounts } from '../../src/counts/countStore'
import type { Database } from '../../src/db/open'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

const facts: fc.Arbitrary<CaseFacts> = fc
  .record({
    month: fc.constantFrom(month('2023-12'), month('2024-01')),
    category: fc.constantFrom('soldier', 'other'),
    place: fc.constantFrom(null, 'eu', 'unknown'),
    outcome: fc.constantFrom(null, 'spam', 'advice_given'),
    needs: fc.subarray(['legal', 'money', 'leaving']),
    situations: fc.subarray(['awol', 'hospital']),
  })
  .map(some => someFacts({ ...some, status: some.outcome === null ? 'new' : 'closed' }))

/** One step of a history: record a case, or change the n-th there is. */
const steps = fc.array(fc.record({ which: fc.option(fc.nat(20)), facts }), { maxLength: 12 })

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let actor: Actor
  beforeEach(async () => {
    database = await open()
    actor = await addMember(database.db, 'coordinator')
  })
  afterEach(() => database.close())

  test('after any history of records and changes the counts equal a recount of the cases', async () => {
    await fc.assert(
      fc
        .asyncProperty(steps, async history => {
          for (const step of history) await take(step)
          expect(await counted()).toEqual(await recount())
        })
        .beforeEach(() => clear(database)),
      { numRuns: 25 },
    )
  })

  test('many cases saved at once are counted as if each had been recorded by itself', async () => {
    const all = fc.sample(facts, { numRuns: 700, seed: 7 })
    await recordCases(database.db, [actor.id], all, today)
    expect(await counted()).toEqual(sorted(sumCounts(all.flatMap(countsOf))))
    expect(await counted()).toEqual(await recount())
  })

  test('a change that fails half-way moves no count', async () => {
    await recordCase(database.db, actor, someFacts(), today)
    const before = await counted()
    const nobody = { ...actor, id: 'nobody' }
    // The driver's errors are of another realm than Jest's, so toThrow would not know them.
    await expect(
      recordCase(database.db, nobody, someFacts({ needs: ['legal'] }), today),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/foreign key/i),
    })
    expect(await counted()).toEqual(before)
  })

  async function take({ which, facts }: { which: number | null; facts: CaseFacts }): Promise<void> {
    const cases = await listCases(database.db, actor, {}, { size: 100 })
    const chosen = which === null ? undefined : cases[which % Math.max(1, cases.length)]
    if (!chosen) return void (await recordCase(database.db, actor, facts, today))
    const change = { facts, assigned_to: undefined }
    await changeCase(database.db, actor, chosen.code, chosen.version, change, today)
  }

  async function counted(): Promise<Count[]> {
    const all = await Promise.all(
      dimensions.map(dimension => listCounts(database.db, dimension, month('2000-01'), month('2099-12'))),
    )
    return sorted(all.flat())
  }

  async function recount(): Promise<Count[]> {
    const cases = await listCases(database.db, actor, {}, { size: 10_000 })
    return sorted(sumCounts(cases.flatMap(countsOf)))
  }
})

async function clear({ db }: Database): Promise<void> {
  for (const table of ['case_needs', 'case_situations', 'cases', 'counts'] as const)
    await db.deleteFrom(table).execute()
}

function sorted(counts: Count[]): Count[] {
  const key = (count: Count) => `${count.dimension} ${count.month} ${count.category} ${count.value}`
  return counts
    .map(({ month, category, dimension, value, n }) => ({ month, category, dimension, value, n }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
