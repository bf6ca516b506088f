import { addMonths, month, type Month } from '../../src/calendar/month'
import { moveCounts } from '../../src/counts/countStore'
import type { Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { breakdowns, notRecorded } from '../../src/reports/breakdown'
import { plainQuestion, type Question } from '../../src/reports/question'
import { countIn } from '../../src/reports/records'
import { readCounted, readReport } from '../../src/reports/reportStore'
import { someFacts } from '../support/members'
import { testDatabase } from '../support/testDatabase'
import { insertDemoCounts } from './demoReport'
import { demoCounts, period } from './demoRecords'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

async function read(changes: Partial<Question>, from = '2023-01', to = '2024-02') {
  const counted = (await readCounted(database.db, month('2026-11')))!
  return readReport(database.db, counted, { ...plainQuestion(period(from, to)), ...changes })
}

/** A sum of its own over the raw counts. */
function recount(
  dimension: string,
  value: string,
  category: string | null,
  from: string,
  to: string,
): number {
  return demoCounts
    .filter(count => count.dimension === dimension && count.month >= from && count.month <= to)
    .filter(count => dimension === 'total' || count.value === value)
    .filter(count => category === null || count.category === category)
    .reduce((sum, { n }) => sum + n, 0)
}

describe('a report by anything that is counted', () => {
  beforeEach(() => insertDemoCounts(database.db))

  it.each(breakdowns.filter(by => by !== 'category'))('has the counts of the cube: %s', async by => {
    for (const category of [null, 'soldier']) {
      const { trend } = await read({ by, of: category, step: 'quarter' })
      for (const row of trend.rows) {
        expect(row.total).toBe(recount('total', '', category, row.from, row.to))
        for (const cell of row.cells.filter(one => one.group !== notRecorded))
          expect(cell.count).toBe(recount(by, cell.group, category, row.from, row.to))
      }
      expect(trend.sum.cells.some(cell => cell.count > 0)).toBe(true)
    }
  })

  it('adds up to all requests, with a row for those of which it was not recorded', async () => {
    const { trend } = await read({ by: 'place' })
    const last = trend.sum.cells.at(-1)!
    expect(last.group).toBe(notRecorded)
    expect(trend.sum.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(trend.sum.total)
  })

  it('has shares of requests where each can have several values', async () => {
    const { trend } = await read({ by: 'need' })
    const shares = trend.sum.cells.map(cell => cell.share ?? 0)
    expect(shares.reduce((sum, share) => sum + share)).toBeGreaterThan(1)
    expect(trend.sum.cells.map(cell => cell.group)).not.toContain(notRecorded)
  })

  it('holds a period against another, group by group', async () => {
    const { comparison } = await read({ against: period('2023-01', '2023-01') }, '2024-01', '2024-01')
    expect(comparison!.rows.slice(0, 2)).toEqual([
      expect.objectContaining({ group: null, way: 'more' }),
      expect.objectContaining({
        group: 'soldier',
        figure: expect.objectContaining({ count: 284, total: 789 }),
        against: expect.objectContaining({ count: 28, total: 651 }),
        way: 'more',
      }),
    ])
  })

  it('holds nothing against months before the records', async () => {
    const { comparison } = await read({ against: period('2022-01', '2022-01') }, '2023-01', '2023-01')
    expect(comparison!.rows.map(row => row.against)).toEqual(comparison!.rows.map(() => undefined))
  })
})

describe('definitions that changed', () => {
  const first = month('2023-01')
  beforeEach(async () => {
    for (const at of [0, 1, 2, 3]) await log(addMonths(first, at), at < 2 ? 'soldier' : 'serving')
    await database.db
      .insertInto('taxonomy_terms')
      .values({
        field: 'category',
        code: 'serving',
        parent: '',
        position: 9,
        from_month: month('2023-03'),
        to_month: '',
        counts_as: '',
      })
      .execute()
    await retire(database.db, '2023-02', '')
  })

  it('are a break: nothing is compared across it but the total', async () => {
    const { records, trend, comparison } = await read(
      { against: period('2023-01', '2023-02') },
      '2023-03',
      '2023-04',
    )
    expect(records.breaks).toEqual(['2023-03'])
    expect(trend.rows[0]!.cells.map(cell => cell.change)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(comparison!.rows.map(row => row.against !== undefined)).toEqual([true, false, false, false, false])
    expect((await read({}, '2023-01', '2023-04')).trend.rows.map(row => row.breaks)).toEqual([
      false,
      false,
      true,
      false,
    ])
  })

  it('are none if the old code goes on as the new one', async () => {
    await retire(database.db, '2023-02', 'serving')
    const { records, trend } = await read({}, '2023-01', '2023-04')
    expect(records.breaks).toEqual([])
    expect(records.groups).toEqual(['mobilised_civilian', 'other', 'serving'])
    expect(countIn(records, 'serving', period('2023-01', '2023-04'))).toBe(100)
    expect(trend.rows[2]!.cells[2]!.change).toBe(0)
    expect((await read({ of: 'serving', by: 'need' }, '2023-01', '2023-04')).trend.sum.total).toBe(100)
  })

  async function log(when: Month, category: string): Promise<void> {
    await moveCounts(
      database.db,
      [],
      Array.from({ length: 25 }, () => someFacts({ month: when, category, profile: null })),
    )
  }

  async function retire(db: Db, to: string, counts_as: string): Promise<void> {
    await db
      .updateTable('taxonomy_terms')
      .set({ to_month: month(to), counts_as })
      .where('field', '=', 'category')
      .where('code', '=', 'soldier')
      .execute()
  }
})
