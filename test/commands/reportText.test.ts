import { month } from '../../src/calendar/month'
import { reportText } from '../../src/commands/reportText'
import type { Database } from '../../src/db/open'
import { plainQuestion } from '../../src/reports/question'
import { readCounted, readReport } from '../../src/reports/reportStore'
import { insertDemoCounts } from '../reports/demoReport'
import { period, texts } from '../reports/demoRecords'
import { testDatabase } from '../support/testDatabase'

describe('the report for a terminal', () => {
  let database: Database
  beforeEach(async () => {
    database = await testDatabase()
    await insertDemoCounts(database.db)
  })
  afterEach(() => database.close())

  async function text(language: 'en' | 'ru', from: string, to: string) {
    const counted = (await readCounted(database.db, month('2024-02')))!
    const report = await readReport(database.db, counted, plainQuestion(period(from, to)))
    return reportText(report, texts, language).replace(/[\u00A0\u202F]/g, ' ')
  }

  it('has the sentences, then an aligned table, then the notes', async () => {
    const lines = (await text('en', '2023-12', '2024-02')).split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'December 2023 – February 2024',
      'Internal, exact figures. Not for publication.',
    ])
    expect(lines.find(line => line.startsWith('- 284 of 789'))).toContain('10.1 times')
    const table = lines.filter(line => /^(Month|\w{3} 20|Whole)/.test(line))
    expect(table).toHaveLength(5)
    expect(new Set(table.map(line => line.length)).size).toBe(1)
    expect(table[3]).toMatch(/^Feb 2024 \(provisional\) +713 +231 +32.4%/)
    expect(lines.at(-2)).toMatch(
      /^2,\d+ requests came in: spam \d+, repeats of other cases 0, counted 2,125\. As far as /,
    )
  })

  it('speaks Russian', async () => {
    const report = await text('ru', '2023-12', '2024-02')
    expect(report).toContain('- В январе 2024 года от военных поступило 284 из 789 обращений (36 %)')
    expect(report).toMatch(/Весь период +2 125/)
  })
})
