import { reportChart } from '../../src/reports/reportChart'
import { plainQuestion } from '../../src/reports/question'
import type { Report } from '../../src/reports/reportStore'
import { trendOf } from '../../src/reports/trend'
import { defaultTaxonomy, demoRecords, period, texts } from './demoRecords'

test('the chart of a report without a finding says what it shows', async () => {
  const records = demoRecords()
  const months = period('2023-01', '2023-02')
  const report = { records, trend: trendOf(records, months), facts: [], question: plainQuestion(months) }
  const taxonomy = await defaultTaxonomy()
  const chart = reportChart(report as unknown as Report, 'columns', { language: 'en', texts, taxonomy })!
  expect(chart.title).toBe('Requests by month and category')
  expect(chart.caption).toContain('January–February 2023')
})
