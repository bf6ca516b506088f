import fc from 'fast-check'
import type { Actor } from '../../src/auth/actor'
import { addMonths, month, type Day } from '../../src/calendar/month'
import type { Today } from '../../src/calendar/today'
import type { CaseFacts } from '../../src/cases/case'
import { listCases, type HelpCase } from '../../src/cases/caseStore'
import { eraseCase } from '../../src/cases/eraseCase'
import { evaporateCases } from '../../src/cases/evaporate'
import { recordCase, recordCases } from '../../src/cases/recordCase'
import { plainMoves } from '../../src/cases/moveCase'
import { countsOf, dimensions, sumCounts, type Count } from '../../src/counts/count'
import { listCounts } from '../../src/counts/countStore'
import type { Database } from '../../src/db/open'
import { casework, noon } from '../cases/casework'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

/** What comes first comes mostly, so that many look alike. */
function mostly<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.constantFrom(first, first, first, first, ...others)
}

const facts: fc.Arbitrary<CaseFacts> = fc
  .record({
    month: mostly(month('2023-12'), month('2024-01')),
    category: mostly('soldier', 'other'),
    place: mostly<string | null>('eu', null, 'unknown'),
    outcome: mostly<string | null>(null, 'spam', 'repeat', 'advice_given'),
    needs: mostly(['legal', 'money'], ['money', 'legal'], ['leaving'], []),
    situations: mostly<string[]>([], ['awol'], ['hospital', 'awol']),
  })
  .map(some => someFacts({ ...some, status: some.outcome === null ? 'new' : 'closed' }))

/** One step of a history, some months after the one before; `which` is the n-th case that there is. */
const steps = fc.array(
  fc.record({
    verb: fc.constantFrom(
      ...(['record', 'record', 'change', 'move', 'close', 'close', 'reopen', 'undo', 'erase'] as const),
      ...(['repeat', 'repeat', 'evaporate'] as const),
    ),
    which: fc.nat(20),
    facts,
    move: fc.constantFrom(...plainMoves),
    outcome: fc.constantFrom('spam', 'advice_given', 'contact_lost'),
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
            const [alike, others] = splitAlike(await counted())
            expect(others).toEqual(await recount(destroyed))
            // Of what was destroyed nobody knows any more what it looked like, so that more may be counted, never less.
            const found = recountAlike(await cases())
            if (destroyed.length === 0) expect(alike).toEqual(found)
            for (const one of found) expect(numberIn(alike, one)).toBeGreaterThanOrEqual(one.n)
          }
        })
        .beforeEach(() => clear(database)),
      { numRuns: 40 },
    )
  })

  test('many cases saved at once are counted as if each had been recorded by itself', async () => {
    const all = fc.sample(facts, { numRuns: 700, seed: 7 })
    await recordCases(database.db, [actor.id], all, today)
    const [alike, others] = splitAlike(await counted())
    expect(others).toEqual(sorted(sumCounts(all.flatMap(countsOf))))
    expect(others).toEqual(await recount())
    expect(alike).toEqual(recountAlike(await cases()))
    expect(alike.length).toBeGreaterThan(0)
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

  async function take({ verb, which, facts, move, outcome }: Step, now: Today): Promise<void> {
    const { change, close, keep, move: moveOn, record, reopen, repeat, undo } = casework(database.db)
    const all = await cases()
    const chosen = all[which % Math.max(1, all.length)]
    if (verb === 'evaporate') return void (await evaporateCases(database.db, now, 30))
    if (verb === 'record' || !chosen) return void (await record(actor, facts, noon, now))
    if (verb === 'erase') return void (await eraseCase(database.db, actor, chosen.code, 'asked', now))
    if (verb === 'move') return void (await moveOn(actor, chosen.code, move, noon, now))
    if (verb === 'reopen') return void (await reopen(actor, chosen.code, now))
    if (verb === 'repeat') return void (await repeat(actor, chosen.code, all[0]!.code, noon, now))
    if (verb === 'change') return void (await change(actor, chosen.code, chosen.version, facts, now))
    const closed = await close(actor, chosen.code, outcome, { when: now })
    if (verb === 'close' || !closed) return
    const undone = await undo(actor, await keep(actor, { undoing: 'closing', cases: [closed] }))
    expect(undone).toMatchObject({ left: [] })
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

/** Counted in the plainest way: of all that have the same codes, those beyond the first. */
function recountAlike(cases: CaseFacts[]): Count[] {
  const counting = cases.filter(one => one.outcome !== 'spam' && one.outcome !== 'repeat')
  const described = counting.filter(one => {
    const { profile, asker, place, needs, situations } = one
    const known = [profile, asker, place === 'unknown' ? null : place, needs[0], situations[0]]
    return known.filter(code => code).length >= 2
  })
  const looks = described.map(({ month, category, profile, asker, place, needs, situations }) =>
    JSON.stringify([
      ...[month, category, profile, asker, place === 'unknown' ? null : place],
      ...[[...needs].sort(), [...situations].sort()],
    ]),
  )
  const repeated = described.filter((_, i) => looks.indexOf(looks[i]!) < i)
  const cells = repeated.map(({ month, category }): Count => ({
    ...{ month, category, n: 1 },
    ...{ dimension: 'look_alike', value: 'all' },
  }))
  return sorted(sumCounts(cells))
}

function splitAlike(counts: Count[]): [alike: Count[], others: Count[]] {
  const isAlike = (count: Count) => count.dimension === 'look_alike'
  return [counts.filter(isAlike), counts.filter(count => !isAlike(count))]
}

function numberIn(counts: Count[], { month, category }: Count): number {
  return counts.find(one => one.month === month && one.category === category)?.n ?? 0
}

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
