import type { Actor } from '../../src/auth/actor'
import { month } from '../../src/calendar/month'
import { listCases } from '../../src/cases/caseStore'
import { recordCases } from '../../src/cases/recordCase'
import { recount } from '../../src/counts/recount'
import type { Database } from '../../src/db/open'
import { casework } from '../cases/casework'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'

const all = Array.from({ length: 1200 }, (_, i) =>
  someFacts({
    category: i % 3 === 0 ? 'soldier' : 'other',
    month: month(i % 2 === 0 ? '2024-01' : '2024-02'),
    needs: i % 5 === 0 ? ['legal', 'money'] : [],
  }),
)

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let actor: Actor
  beforeEach(async () => {
    database = await open()
    actor = await addMember(database.db, 'coordinator')
    await recordCases(database.db, [actor.id], all, today)
  })
  afterEach(() => database.close())

  test('every case that there is, is counted, lot by lot', async () => {
    const heard: number[] = []
    expect(await recount(database.db, cases => heard.push(cases))).toEqual({ cases: 1200, short: [] })
    expect(heard).toEqual([500, 1000, 1200])
  })

  test('cases that were destroyed may stay counted', async () => {
    await database.db.deleteFrom('cases').where('category', '=', 'soldier').execute()
    expect(await recount(database.db)).toEqual({ cases: 800, short: [] })
  })

  test('a cell that counts too few is named, with what it should be', async () => {
    const cell = { month: month('2024-01'), category: 'soldier', dimension: 'need' as const, value: 'legal' }
    const { n } = await database.db
      .updateTable('counts')
      .set(eb => ({ n: eb('n', '-', 1) }))
      .where('dimension', '=', 'need')
      .where('value', '=', 'legal')
      .where('category', '=', 'soldier')
      .where('month', '=', cell.month)
      .returning('n')
      .executeTakeFirstOrThrow()
    expect(await recount(database.db)).toEqual({ cases: 1200, short: [{ ...cell, n, cases: n + 1 }] })
  })

  test('cases that change meanwhile are no finding', async () => {
    const cases = await listCases(database.db, actor, {}, { size: 40 })
    const changing = cases.map(async one => {
      const facts = someFacts({ category: one.category === 'other' ? 'soldier' : 'other' })
      expect(await casework(database.db).change(actor, one.code, one.version, facts)).toHaveProperty('saved')
    })
    const recounts = Promise.all(Array.from({ length: 3 }, () => recount(database.db)))
    await Promise.all(changing)
    expect((await recounts).map(one => one.short)).toEqual([[], [], []])
  })
})
