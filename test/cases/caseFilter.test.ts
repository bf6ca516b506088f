import fc from 'fast-check'
import type { Actor } from '../../src/auth/actor'
import { month, type Month } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import { filterQuery, parseCaseFilter, type CaseFilter } from '../../src/cases/caseFilter'
import { countCases, listCases } from '../../src/cases/caseStore'
import { monthOnly } from '../../src/cases/changeOrder'
import { recordCase } from '../../src/cases/recordCase'
import type { Db } from '../../src/db/schema'
import type { Database } from '../../src/db/open'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

jest.setTimeout(60_000)

/** A case as a test remembers it. */
interface Known {
  code: string
  facts: CaseFacts
  recorder: string
  holder: string | null
  /** The month of its last change. */
  changed: Month
}

const few = {
  status: ['new', 'in_progress', 'awaiting_reply'],
  category: ['soldier', 'mobilised_civilian', 'other'],
  profile: ['conscript', 'summoned'],
  asker: ['self', 'parent'],
  channel: ['email', 'phone'],
  place: ['eu', 'unknown'],
  urgency: ['day', 'week'],
  outcome: ['declined', 'advice_given'],
  first_response: ['within_1h', 'later'],
  needs: ['legal', 'money', 'medical_review'],
  situations: ['awol', 'hospital'],
}
const months = [month('2024-01'), month('2024-02'), month('2024-03')]

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let db: Db
  let members: Actor[]
  let known: Known[]
  beforeAll(async () => {
    database = await open()
    db = database.db
    const coordinator = await addMember(db, 'coordinator')
    members = [
      coordinator,
      await addMember(db, 'volunteer', 'heron'),
      await addMember(db, 'volunteer', 'raven'),
    ]
    known = []
    for (const facts of fc.sample(someCase(), { numRuns: 60, seed: 7 })) known.push(await record(facts))
  })
  afterAll(() => database.close())

  async function record(facts: CaseFacts): Promise<Known> {
    const i = known.length
    const [recorder, holder] = [members[i % 3]!, [...members, null][i % 4]!]
    const changed = months[i % 3]!
    const when = { ...today, month: changed }
    const code = await recordCase(db, recorder, facts, when, { assigned_to: holder?.id ?? null })
    // Otherwise a later month of another case would have moved it on.
    const change_order = monthOnly(changed) + i
    await db.updateTable('cases').set({ change_order }).where('code', '=', code).execute()
    return { code, facts, recorder: recorder.id, holder: holder?.id ?? null, changed }
  }

  async function found(viewer: Actor, filter: CaseFilter): Promise<string[]> {
    const rows = await listCases(db, viewer, filter, { size: 1000 })
    expect(await countCases(db, viewer, filter)).toBe(rows.length)
    return rows.map(one => one.code).sort()
  }

  type Row = [field: string, code: string, filter: CaseFilter]
  const single = Object.entries(few).flatMap(([field, codes]) =>
    codes.map((code): Row => [field, code, { [field]: /^(needs|situations)$/.test(field) ? [code] : code }]),
  )
  test.each<Row>([
    ...single,
    ['status', 'open', { status: 'open' }],
    ['needs', 'both', { needs: ['legal', 'money'] }],
    ['situations', 'both', { situations: ['awol', 'hospital'] }],
    ['month', 'February', { month: months[1] }],
    ['from', 'February', { from: months[1] }],
    ['to', 'February', { to: months[1] }],
    ['last_change', 'January', { last_change: months[0] }],
    ['last_change', 'February', { last_change: months[1] }],
    ['assigned_to', 'nobody', { assigned_to: 'nobody' }],
  ])('%s %s narrows the list and its count alike', async (_field, _code, filter) => {
    const [coordinator] = members
    const expected = known.filter(one => fits(one, filter)).map(one => one.code)
    // A filter that finds all or nothing here would prove nothing.
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(known.length)
    expect(await found(coordinator!, filter)).toEqual(expected.sort())
  })

  test('any combination finds just what a filter in plain words does, and nobody finds the cases of others', async () => {
    const ids = members.map(one => one.id)
    await fc.assert(
      fc.asyncProperty(someFilter(ids), fc.constantFrom(...members), async (filter, viewer) => {
        const visible = known.filter(
          one => viewer.role === 'coordinator' || [one.recorder, one.holder].includes(viewer.id),
        )
        const expected = visible.filter(one => fits(one, filter)).map(one => one.code)
        expect(await found(viewer, filter)).toEqual(expected.sort())
      }),
      { numRuns: 150, seed: 11 },
    )
  })

  test('an address gives back the filter it was made of', async () => {
    const taxonomy = await readTaxonomy(db)
    const [viewer] = members
    const states = members.map(({ id, pseudonym }) => ({ id, pseudonym, state: 'active' as const }))
    const ids = members.map(one => one.id)
    fc.assert(
      fc.property(someFilter(ids), filter => {
        const own = { ...filter, recorded_by: filter.recorded_by && viewer!.id }
        const finding = { viewer: viewer!, taxonomy, members: states }
        const parsed = parseCaseFilter(queryOf(own), finding)
        expect(parseCaseFilter(queryOf(parsed), finding)).toEqual(parsed)
        expect(filterQuery(parsed)).toEqual(filterQuery(parseCaseFilter(queryOf(parsed), finding)))
        expect(known.filter(one => fits(one, parsed))).toEqual(known.filter(one => fits(one, turned(own))))
      }),
    )
  })
})

test('codes that are none, months that are none and people who are none are left out', () => {
  const query = {
    status: 'x',
    needs: ['x', 'y'],
    from: '2024-13',
    assigned_to: 'x',
    recorded: 'x',
    last_change: '',
  }
  expect(parseCaseFilter(query, { viewer: { id: 'a' }, taxonomy: {}, members: [] })).toEqual({})
})

/** The filter in plain TypeScript. */
function fits({ facts, recorder, holder, changed }: Known, filter: CaseFilter): boolean {
  const { needs = [], situations = [], month: only, from, to, last_change, assigned_to, recorded_by } = filter
  const singles = Object.keys(few).filter(field => field !== 'needs' && field !== 'situations')
  const code = (field: string) => (filter as Record<string, string | undefined>)[field]
  return (
    singles.every(field => {
      const wanted = code(field)
      const has = facts[field as 'status']
      return wanted === undefined || (wanted === 'open' ? has !== 'closed' : has === wanted)
    }) &&
    needs.every(need => facts.needs.includes(need)) &&
    situations.every(situation => facts.situations.includes(situation)) &&
    (only === undefined || facts.month === only) &&
    (from === undefined || facts.month >= from) &&
    (to === undefined || facts.month <= to) &&
    (last_change === undefined || changed <= last_change) &&
    (assigned_to === undefined || (holder ?? 'nobody') === assigned_to) &&
    (recorded_by === undefined || recorder === recorded_by)
  )
}

function someCase(): fc.Arbitrary<CaseFacts> {
  const one = (codes: string[]) => fc.option(fc.constantFrom(...codes), { nil: null, freq: 2 })
  return fc
    .record({
      month: fc.constantFrom(...months),
      category: fc.constantFrom(...few.category),
      profile: one(few.profile),
      asker: one(few.asker),
      channel: one(few.channel),
      place: one(few.place),
      urgency: one(few.urgency),
      first_response: one(few.first_response),
      needs: fc.subarray(few.needs),
      situations: fc.subarray(few.situations),
      closed: fc.constantFrom(...few.outcome, null, null),
      status: fc.constantFrom(...few.status),
    })
    .map(({ closed, ...facts }) =>
      someFacts(closed ? { ...facts, status: 'closed', outcome: closed } : { ...facts, outcome: null }),
    )
}

/** Few filters at once, so that something is found. */
function someFilter(ids: string[]): fc.Arbitrary<CaseFilter> {
  const given = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 })
  const rarely = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
  return fc.record({
    status: given(fc.constantFrom('open', 'closed', ...few.status)),
    category: rarely(fc.constantFrom(...few.category)),
    profile: rarely(fc.constantFrom(...few.profile)),
    asker: rarely(fc.constantFrom(...few.asker)),
    channel: rarely(fc.constantFrom(...few.channel)),
    place: rarely(fc.constantFrom(...few.place)),
    urgency: rarely(fc.constantFrom(...few.urgency)),
    outcome: rarely(fc.constantFrom(...few.outcome)),
    first_response: rarely(fc.constantFrom(...few.first_response)),
    needs: rarely(fc.subarray(few.needs, { minLength: 1 })),
    situations: rarely(fc.subarray(few.situations, { minLength: 1 })),
    month: rarely(fc.constantFrom(...months)),
    from: rarely(fc.constantFrom(...months)),
    to: rarely(fc.constantFrom(...months)),
    last_change: rarely(fc.constantFrom(...months)),
    assigned_to: rarely(fc.constantFrom('nobody', ...ids)),
    recorded_by: rarely(fc.constantFrom(...ids)),
  })
}

/** As Express reads it: a name that comes several times has an array. */
function queryOf(filter: CaseFilter): Record<string, string | string[]> {
  const query: Record<string, string[]> = {}
  for (const [name, value] of filterQuery(filter)) (query[name] ??= []).push(value)
  return Object.fromEntries(
    Object.entries(query).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]),
  )
}

/** A single month says more than a period, and a period the wrong way round is turned. */
function turned({ month: only, from, to, ...rest }: CaseFilter): CaseFilter {
  if (only) return { ...rest, month: only }
  return from && to && from > to ? { ...rest, from: to, to: from } : { ...rest, from, to }
}
