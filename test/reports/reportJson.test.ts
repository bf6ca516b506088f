import { month } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import { reportJson } from '../../src/reports/reportJson'
import { plainQuestion } from '../../src/reports/question'
import { readCounted, readReport } from '../../src/reports/reportStore'
import { testDatabase } from '../support/testDatabase'
import { insertDemoCounts } from './demoReport'
import { period, texts } from './demoRecords'

describe('the report as JSON', () => {
  let database: Database
  beforeEach(async () => {
    database = await testDatabase()
    await insertDemoCounts(database.db)
  })
  afterEach(() => database.close())

  async function json(from: string, to: string, now = '2026-11') {
    const counted = (await readCounted(database.db, month(now)))!
    return reportJson(await readReport(database.db, counted, plainQuestion(period(from, to))), texts)
  }

  it('has the published months with counts, shares, changes and ratios', async () => {
    const report = await json('2023-01', '2024-02')
    expect(report).toMatchObject({
      format: 'tropa-report-2',
      from: '2023-01',
      to: '2024-02',
      records_began: '2023-01',
    })
    expect(report.rows[0]).toMatchObject({
      from: '2023-01',
      to: '2023-01',
      provisional: false,
      total: 651,
      ratio_to_year_before: null,
    })
    expect(report.rows[0]!.groups[0]).toEqual({
      group: 'soldier',
      count: 28,
      share_percent: 4.3,
      change_points: null,
      ratio_to_year_before: null,
    })
    expect(report.rows[12]!.groups[0]).toEqual({
      group: 'soldier',
      count: 284,
      share_percent: 36,
      change_points: 9,
      ratio_to_year_before: 10.1,
    })
  })

  it('has the facts as figures and as sentences in both languages', async () => {
    const [fact] = (await json('2023-01', '2024-02')).facts
    expect(fact).toMatchObject({
      kind: 'year_change',
      group: 'soldier',
      figure: { from: '2024-01', to: '2024-01', count: 284, total: 789, share_percent: 36 },
      against: { from: '2023-01', to: '2023-01', count: 28, total: 651, share_percent: 4.3 },
      record_since: null,
    })
    expect(fact!.en).toMatch(/^284 of 789 requests \(36%\)/)
    expect(fact!.ru).toMatch(/^В январе 2024 года от военных/)
  })

  it('says what is not for publication and what is provisional', async () => {
    const report = await json('2024-01', '2024-02', '2024-02')
    expect(report.use).toMatch('not for publication')
    expect(report.rows.map(row => row.provisional)).toEqual([false, true])
    expect(report.rows[1]!.groups[0]).toMatchObject({ change_points: null, ratio_to_year_before: null })
  })

  it('keeps its names, because scripts rely on them', async () => {
    const report = await json('2024-01', '2024-02')
    expect(Object.keys(report)).toEqual([
      ...[
        'format',
        'use',
        'unit',
        'by',
        'category',
        'step',
        'from',
        'to',
        'records_began',
        'definitions_changed',
        'groups',
        'rows',
        'sum',
        'comparison',
        'left_out',
        'without_case',
        'people',
        'reopened',
        'first_answers',
        'facts',
      ],
    ])
    expect(Object.keys(report.facts[0]!)).toEqual([
      'kind',
      'group',
      'figure',
      'against',
      'record_since',
      'en',
      'ru',
    ])
    expect(report.groups[0]).toEqual({ code: 'soldier', label: { en: 'Soldier', ru: 'Военный' } })
  })

  it('is empty for months before the records began', async () => {
    expect(await json('2020-01', '2020-02')).toMatchObject({ from: null, to: null, rows: [], facts: [] })
  })
})
