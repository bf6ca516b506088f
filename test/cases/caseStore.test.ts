import type { Actor } from '../../src/auth/actor'
import { month, type Day } from '../../src/calendar/month'
import { countCases, findCase, listCases, type CaseCursor } from '../../src/cases/caseStore'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { NotFound } from '../../src/web/errors'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { casework } from './casework'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let volunteer: Actor
  let coordinator: Actor
  beforeEach(async () => {
    database = await open()
    volunteer = await addMember(database.db, 'volunteer')
    coordinator = await addMember(database.db, 'coordinator')
  })
  afterEach(() => database.close())

  test('a case comes back with everything that was recorded', async () => {
    const facts = someFacts({
      profile: 'conscript',
      place: 'eu',
      needs: ['legal', 'money'],
      situations: ['awol'],
    })
    const code = await recordCase(database.db, volunteer, facts, today)
    expect(await findCase(database.db, volunteer, code)).toMatchObject({ ...facts, code, version: 1 })
  })

  test("another volunteer's case does not exist, in no way of asking", async () => {
    const other = await addMember(database.db, 'volunteer', 'other')
    const code = await recordCase(database.db, volunteer, someFacts(), today)
    expect(await findCase(database.db, other, code)).toBeUndefined()
    expect(await listCases(database.db, other, {}, { size: 10 })).toEqual([])
    expect(await countCases(database.db, other, { category: 'soldier' })).toBe(0)
    await expect(casework(database.db).change(other, code, 1, someFacts())).rejects.toThrow(NotFound)
  })

  test('an admin sees no case, a coordinator all, an assigned volunteer theirs', async () => {
    const admin = await addMember(database.db, 'admin')
    const code = await recordCase(database.db, coordinator, someFacts(), today)
    await casework(database.db).assign(coordinator, code, volunteer)
    expect(await findCase(database.db, admin, code)).toBeUndefined()
    expect(await findCase(database.db, coordinator, code)).toBeDefined()
    expect(await findCase(database.db, volunteer, code)).toBeDefined()
  })

  test('filters narrow the list and its count alike', async () => {
    await recordCase(database.db, volunteer, someFacts({ category: 'other', month: month('2024-01') }), today)
    await recordCase(database.db, volunteer, someFacts({ status: 'closed', outcome: 'declined' }), today)
    const filters = [
      { status: 'open' },
      { status: 'closed' },
      { category: 'other' },
      { month: month('2024-03') },
      { assigned_to: volunteer.id },
      { assigned_to: 'nobody' },
    ]
    for (const [i, expected] of [1, 1, 1, 1, 2, 0].entries()) {
      expect(await listCases(database.db, coordinator, filters[i]!, { size: 10 })).toHaveLength(expected)
      expect(await countCases(database.db, coordinator, filters[i]!)).toBe(expected)
    }
  })

  test('pages hold every case once, the latest change first, also while cases are added', async () => {
    const codes: string[] = []
    for (let i = 0; i < 7; i++) codes.unshift(await recordCase(database.db, volunteer, someFacts(), today))
    const seen: string[] = []
    let after: CaseCursor | undefined
    do {
      const page = await listCases(database.db, volunteer, {}, { size: 3, after })
      seen.push(...page.map(one => one.code))
      after = page.at(-1)
      await recordCase(database.db, volunteer, someFacts(), today)
    } while (after)
    expect(seen).toEqual(codes)
  })

  test('a changed case comes first', async () => {
    const first = await recordCase(database.db, volunteer, someFacts(), today)
    await recordCase(database.db, volunteer, someFacts(), today)
    await casework(database.db).change(volunteer, first, 1, someFacts({ place: 'eu' }))
    expect((await listCases(database.db, volunteer, {}, { size: 1 }))[0]!.code).toBe(first)
  })

  test('the order of all but the latest hundred changes is forgotten, across a change of month too', async () => {
    for (let i = 0; i < 60; i++) await recordCase(database.db, volunteer, someFacts(), today)
    const april = { day: '2024-04-02' as Day, month: month('2024-04') }
    for (let i = 0; i < 90; i++) await recordCase(database.db, volunteer, someFacts(), april)
    const rows = await database.db.selectFrom('cases').select('change_order').execute()
    const ordered = rows.filter(row => row.change_order % 1_000_000 !== 0)
    expect(rows).toHaveLength(150)
    expect(ordered).toHaveLength(100)
  })

  test('of two edits of the same version the second is a conflict and changes nothing', async () => {
    const code = await recordCase(database.db, volunteer, someFacts(), today)
    const { change } = casework(database.db)
    expect(await change(volunteer, code, 1, someFacts({ place: 'eu' }))).toHaveProperty('saved')
    const second = await change(coordinator, code, 1, someFacts({ place: 'unknown' }))
    expect(second).toMatchObject({ conflict: { place: 'eu', version: 2 } })
    expect(await findCase(database.db, volunteer, code)).toMatchObject({ place: 'eu', version: 2 })
  })

  test('of fifty editors at once one wins and the others are told', async () => {
    const code = await recordCase(database.db, volunteer, someFacts(), today)
    const { change } = casework(database.db)
    const changes = await Promise.all(
      Array.from({ length: 50 }, () => change(coordinator, code, 1, someFacts({ place: 'eu' }))),
    )
    expect(changes.filter(change => 'saved' in change)).toHaveLength(1)
    expect(changes.filter(change => 'conflict' in change)).toHaveLength(49)
  })

  test('nothing kept with a case says on which day it came', async () => {
    const code = await recordCase(database.db, volunteer, someFacts(), today)
    const row = await database.db
      .selectFrom('cases')
      .selectAll()
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('2024-03-15')
    // A day beside the order of changes would give the day of each case away, so the audit has the month.
    const entries = database.db.selectFrom('audit').selectAll().where('action', 'like', 'case.%')
    const audit = await entries.execute()
    expect(audit).toMatchObject([{ action: 'case.recorded', dated: '2024-03', object: '' }])
    expect(JSON.stringify(audit)).not.toContain(code)
    expect(JSON.stringify(audit)).not.toContain(row.id)
  })
})
