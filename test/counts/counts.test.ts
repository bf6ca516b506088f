import fc from 'fast-check'
import type { Actor } from '../../src/auth/actor'
import { addMonths, month, type Day } from '../../src/calendar/month'
import type { Today } from '../../src/calendar/today'
import type { CaseFacts } from '../../src/cases/case'
import { listCases, type HelpCase } from '../../src/cases/caseStore'
import { changeCase } from '../../src/cases/changeCase'
import { eraseCase } from '../../src/cases/eraseCase'
import { evaporateCases } from '../../src/cases/evaporate'
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

/** One step of a history, some months after the one before; `which` is the n-th case that there is. */
const steps = fc.array(
  fc.record({
    verb: fc.constantFrom('record', 'record', 'change', 'erase', 'evaporate'),
    which: fc.nat(20),
    facts,
    monthsLater: fc.nat(3),
  }),
  { maxLength: 14 },
)
type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let actor: Actor
  beforeEach(async () => {
    database = await open()
    actor = await addMember(database.db, 'coordinator')
  })
  afterEach(() => database.close())

  test('after any history of cases that come, change and are destroyed the counts equal a recount of all', async () => {
    await fc.assert(
      fc
        .asyncProperty(steps, async history => {
          let now = today
          const destroyed: HelpCase[] = []
          for (const step of history) {
            now = later(now, step.monthsLater)
            const before = await cases()
            await take(step, now)
            const left = new Set((await cases()).map(one => one.id))
            destroyed.push(...before.filter(one => !left.has(one.id)))
            expect(await counted()).toEqual(await recount(destroyed))
          }
        })
        .beforeEach(() => clear(database)),
      { numRuns: 40 },
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

  async function take({ verb, which, facts }: Step, now: Today): Promise<void> {
    const all = await cases()
    const chosen = all[which % Math.max(1, all.length)]
    if (verb === 'evaporate') return void (await evaporateCases(database.db, now, 30))
    if (verb === 'record' || !chosen) return void (await recordCase(database.db, actor, facts, now))
    if (verb === 'erase') return void (await eraseCase(database.db, actor, chosen.code, 'asked', now))
    const change = { facts, assigned_to: undefined }
    await changeCase(database.db, actor, chosen.code, chosen.version, change, now)
  }

  function cases(): Promise<HelpCase[]> {
    return listCases(database.db, actor, {}, { size: 10_000 })
  }

  async function counted(): Promise<Count[]> {
    const all = await Promise.all(
      dimensions.map(dimension => listCounts(database.db, dimension, month('2000-01'), month('2099-12'))),
    )
    return sorted(all.flat())
  }

  async function recount(destroyed: CaseFacts[] = []): Promise<Count[]> {
    return sorted(sumCounts([...(await cases()), ...destroyed].flatMap(countsOf)))
  }
})

function later(now: Today, months: number): Today {
  const then = addMonths(now.month, months)
  return { day: `${then}-15` as Day, month: then }
}

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
