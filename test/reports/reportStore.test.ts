import { month } from '../../src/calendar/month'
import { moveCounts } from '../../src/counts/countStore'
import type { Database } from '../../src/db/open'
import { defaultPeriod } from '../../src/reports/period'
import { plainQuestion } from '../../src/reports/question'
import { readCounted, readReport } from '../../src/reports/reportStore'
import { someFacts } from '../support/members'
import { engines } from '../support/testDatabase'
import { insertDemoCounts } from './demoReport'
import { period } from './demoRecords'

describe.each(engines)('a report from %s', (_, open) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  it('does not exist before the first request', async () => {
    expect(await readCounted(database.db, month('2024-03'))).toBeUndefined()
  })

  it('reads the counts alone, so that it needs no case', async () => {
    await insertDemoCounts(database.db)
    const counted = (await readCounted(database.db, month('2026-11')))!
    const report = await readReport(database.db, counted, plainQuestion(defaultPeriod(counted.totals)))
    expect(report.trend.period).toEqual(period('2023-01', '2024-02'))
    expect(report.trend.rows[0]).toMatchObject({ from: '2023-01', total: 651 })
    expect(report.facts).toHaveLength(6)
  })

  it('leaves spam and repeats out of every figure and says how many of them there were', async () => {
    const spam = someFacts({ status: 'closed', outcome: 'spam' })
    const repeat = someFacts({ status: 'closed', outcome: 'repeat' })
    await moveCounts(database.db, [], [someFacts(), spam, spam, repeat])
    const counted = (await readCounted(database.db, month('2024-03')))!
    const report = await readReport(database.db, counted, plainQuestion(period('2024-03', '2024-03')))
    expect(report.trend.sum.total).toBe(1)
    expect(report.leftOut).toEqual({ spam: 2, repeat: 1 })
  })

  it('begins with the records and ends with the current month, whatever was asked', async () => {
    await moveCounts(database.db, [], [someFacts({ month: month('2024-01') })])
    const counted = (await readCounted(database.db, month('2024-03')))!
    const shown = async (from: string, to: string) =>
      (await readReport(database.db, counted, plainQuestion(period(from, to)))).trend.rows.map(
        row => row.from,
      )
    expect(await shown('2020-01', '2030-01')).toEqual(['2024-01', '2024-02', '2024-03'])
    expect(await shown('2020-01', '2020-12')).toEqual([])
  })
})
