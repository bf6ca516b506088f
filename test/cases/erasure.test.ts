import type { Actor } from '../../src/auth/actor'
import { addDays, month, type Day } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase, listCases } from '../../src/cases/caseStore'
import { eraseCase } from '../../src/cases/eraseCase'
import { evaporateCases, forecastEvaporation } from '../../src/cases/evaporate'
import { recordCase, recordCases } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { casework } from './casework'

const closed = someFacts({
  status: 'closed',
  outcome: 'advice_given',
  needs: ['legal'],
  situations: ['awol'],
})
const july = { day: '2024-07-01' as Day, month: month('2024-07') }

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
  })
  afterEach(() => database.close())

  test('a case knows the month in which it was closed, while it is closed', async () => {
    const code = await recordCase(database.db, volunteer, someFacts(), today)
    const { move, close, change, reopen } = casework(database.db)
    const steps = [
      [() => move(volunteer, code, 'start'), 'in_progress', null],
      [() => close(volunteer, code, 'declined'), 'closed', '2024-03'],
      [() => change(volunteer, code, 3, closed, july), 'closed', '2024-03'],
      [() => reopen(volunteer, code, july), 'in_progress', null],
      [() => close(volunteer, code, 'declined', { when: july }), 'closed', '2024-07'],
    ] as const
    for (const [step, status, closed_month] of steps) {
      expect(await step()).toBeTruthy()
      expect(await findCase(database.db, volunteer, code)).toMatchObject({ status, closed_month })
    }
  })

  test('a case that is recorded or imported as closed was closed that month, whatever its own month is', async () => {
    const facts = { ...closed, month: month('2023-01') }
    await recordCase(database.db, volunteer, facts, today)
    await recordCases(database.db, [volunteer.id], [facts, someFacts()], today)
    const months = (await listCases(database.db, volunteer, {}, { size: 9 })).map(one => one.closed_month)
    expect(months.sort()).toEqual(['2024-03', '2024-03', null])
  })

  test('an erased case leaves nothing but its counts and the reason', async () => {
    const code = await recordCase(database.db, volunteer, closed, today)
    await addNote(code)
    const counts = await rows('counts')
    expect(await eraseCase(database.db, coordinator, code, 'asked', today)).toBe(true)
    for (const table of ['cases', 'case_needs', 'case_situations', 'sealed', 'grants', 'settings'] as const) {
      expect([table, await rows(table)]).toEqual([table, []])
    }
    expect(await rows('counts')).toEqual(counts)
    const entry = { action: 'case.erased', dated: '2024-03', actor: coordinator.id, object: 'asked' }
    expect((await rows('audit')).at(-1)).toMatchObject(entry)
    expect(JSON.stringify(await rows('audit'))).not.toContain(code)
    expect(await eraseCase(database.db, coordinator, code, 'asked', today)).toBe(false)
  })

  test('nobody but a certified coordinator erases, and erasing one case leaves the others as they were', async () => {
    const code = await recordCase(database.db, volunteer, closed, today)
    const other = await recordCase(database.db, volunteer, closed, today)
    await addNote(other)
    const admin = await addMember(database.db, 'admin')
    const uncertified = await addMember(database.db, 'coordinator', 'new', { certified: false })
    for (const actor of [volunteer, admin, uncertified])
      expect(await eraseCase(database.db, actor, code, 'other', today)).toBe(false)
    const kept = await findCase(database.db, coordinator, other)
    expect(await eraseCase(database.db, coordinator, code, 'other', today)).toBe(true)
    expect(await findCase(database.db, coordinator, other)).toEqual(kept)
    for (const table of ['sealed', 'grants'] as const) expect(await rows(table)).toHaveLength(1)
  })

  test('closed cases go on their day and not before; open ones stay for ever', async () => {
    await recordCase(database.db, volunteer, closed, today)
    const open = await recordCase(database.db, volunteer, someFacts(), today)
    const counts = await rows('counts')
    const day = (text: string) => ({ day: text as Day, month: month(text.slice(0, 7)) })
    expect(await forecastEvaporation(database.db, day('2024-06-29'), 90)).toEqual({
      due: 0,
      next: { month: '2024-03', n: 1 },
    })
    expect(await evaporateCases(database.db, day('2024-06-29'), 90)).toEqual({ destroyed: 0, wiped: true })
    expect(await forecastEvaporation(database.db, day('2024-06-30'), 90)).toEqual({ due: 1, next: undefined })
    expect(await evaporateCases(database.db, day('2024-06-30'), 90)).toEqual({ destroyed: 1, wiped: true })
    expect(await evaporateCases(database.db, day('2034-06-30'), 90)).toEqual({ destroyed: 0, wiped: true })
    expect((await listCases(database.db, coordinator, {}, { size: 9 })).map(one => one.code)).toEqual([open])
    expect(await rows('counts')).toEqual(counts)
    const entries = (await rows('audit')).filter(one => one.action === 'cases.evaporated')
    expect(entries).toMatchObject([{ dated: '2024-06', actor: 'system', object: '1' }])
  })

  test('many go in lots, and one entry tells of all', async () => {
    await recordCases(
      database.db,
      [volunteer.id],
      Array.from({ length: 1000 }, () => closed),
      today,
    )
    const heard: number[] = []
    const later = { day: addDays(today.day, 400), month: month('2025-04') }
    await evaporateCases(database.db, later, 90, destroyed => heard.push(destroyed))
    expect(heard).toEqual([500, 1000])
    const entries = (await rows('audit')).filter(one => one.action === 'cases.evaporated')
    expect(entries).toMatchObject([{ dated: '2025-04', object: '1000' }])
    expect(await rows('case_needs')).toEqual([])
  })

  test('while lots go, others are served: a case that is reopened meanwhile stays or goes whole', async () => {
    const code = await recordCase(database.db, volunteer, closed, today)
    await recordCases(
      database.db,
      [volunteer.id],
      Array.from({ length: 600 }, () => closed),
      today,
    )
    const later = { day: '2025-04-01' as Day, month: month('2025-04') }
    const reopening = casework(database.db).reopen(volunteer, code, later)
    const [, reopened] = await Promise.allSettled([evaporateCases(database.db, later, 90), reopening])
    const found = await findCase(database.db, coordinator, code)
    if (reopened.status === 'fulfilled')
      expect(found).toMatchObject({ needs: ['legal'], situations: ['awol'] })
    else expect(found).toBeUndefined()
  })

  async function addNote(code: CaseCode): Promise<void> {
    const { id } = (await findCase(database.db, coordinator, code))!
    await database.db
      .insertInto('sealed')
      .values({
        id: `note-${id}`,
        case_id: id,
        kind: 'note',
        position: 1,
        generation: 1,
        version: 1,
        ciphertext: 'x',
      })
      .execute()
    const grant = { case_id: id, generation: 1, reader: 'group:1', sealed_key: 'x', mark: '' }
    await database.db.insertInto('grants').values(grant).execute()
  }

  function rows<
    T extends
      'cases' | 'case_needs' | 'case_situations' | 'sealed' | 'grants' | 'settings' | 'counts' | 'audit',
  >(table: T) {
    return database.db
      .selectFrom(table as 'audit')
      .selectAll()
      .execute()
  }
})
