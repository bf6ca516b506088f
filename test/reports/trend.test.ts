import fc from 'fast-check'
import { formatShare } from '../../src/language/numbers'
import { sharesAddUp, trendOf } from '../../src/reports/trend'
import { recordsOf } from '../../src/reports/records'
import { month } from '../../src/calendar/month'
import { categories, demoRecords, period, recordsFrom } from './demoRecords'

describe('the trend', () => {
  const trend = trendOf(demoRecords(), period('2023-01', '2024-02'))

  it('has a row for each month with the published counts and shares', () => {
    expect(trend.rows).toHaveLength(14)
    const [first] = trend.rows
    expect(first).toMatchObject({
      from: '2023-01',
      total: 651,
      provisional: false,
      timesYearBefore: undefined,
    })
    expect(first!.cells[0]).toMatchObject({ group: 'soldier', count: 28, change: undefined })
    expect(first!.cells[0]!.share).toBeCloseTo(0.043, 3)
  })

  it('compares with the month before in points and with the year before as a ratio', () => {
    const january = trend.rows[12]!
    const december = trend.rows[11]!
    const soldiers = january.cells[0]!
    expect(soldiers.timesYearBefore).toBeCloseTo(284 / 28)
    expect(soldiers.change).toBeCloseTo(100 * (284 / 789 - december.cells[0]!.count / december.total))
    expect(january.timesYearBefore).toBeCloseTo(789 / 651)
  })

  it('sums up the whole period', () => {
    expect(trend.sum.total).toBe(trend.rows.reduce((sum, row) => sum + row.total, 0))
    expect(trend.sum.cells.map(cell => cell.group)).toEqual(categories)
  })

  it('keeps months without a request as rows of zeros', () => {
    const [, gap] = trendOf(recordsFrom('2023-01', [[30], [0], [40]]), period('2023-01', '2023-03')).rows
    expect(gap).toMatchObject({ total: 0, timesYearBefore: undefined })
    expect(gap!.cells[0]).toMatchObject({ count: 0, share: undefined, change: undefined })
  })

  it('withholds a share of fewer than 20 requests, and a change from one', () => {
    const { rows: months } = trendOf(
      recordsFrom('2023-01', [
        [10, 9],
        [10, 10],
      ]),
      period('2023-01', '2023-02'),
    )
    expect(months.map(row => row.cells[0]!.share)).toEqual([undefined, 0.5])
    expect(months[1]!.cells[0]!.change).toBeUndefined()
  })

  it('gives no ratio to nothing', () => {
    const rows = [[0, 30], ...Array.from({ length: 11 }, () => [5, 30]), [7, 30]]
    const { rows: months } = trendOf(recordsFrom('2022-01', rows), period('2023-01', '2023-01'))
    expect(months[0]!.cells.map(cell => cell.timesYearBefore)).toEqual([undefined, 1, undefined])
  })

  it('marks the current month as provisional and compares it with nothing', () => {
    const rows = Array.from({ length: 14 }, () => [50, 50])
    const { rows: months } = trendOf(recordsFrom('2023-01', rows, '2024-02'), period('2024-01', '2024-02'))
    expect(months.map(row => row.provisional)).toEqual([false, true])
    expect(months[0]!.cells[0]).toMatchObject({ change: 0, timesYearBefore: 1 })
    expect(months[1]!.cells[0]).toMatchObject({
      change: undefined,
      timesYearBefore: undefined,
      share: 0.5,
    })
  })

  it('still shows a category that the taxonomy no longer has', () => {
    const retired = {
      month: month('2023-01'),
      category: 'monk',
      dimension: 'total' as const,
      value: 'all',
      n: 3,
    }
    const records = recordsOf([retired], categories, month('2023-03'))!
    expect(records.groups).toEqual([...categories, 'monk'])
  })
})

describe('rounded shares', () => {
  const cells = (...counts: number[]) => counts.map(count => ({ count, share: count / 100 }))

  it('are known not to add up when they do not', () => {
    expect(sharesAddUp(30, cells(10, 10, 10))).toBe(false)
    expect(sharesAddUp(40, cells(10, 20, 10))).toBe(true)
    expect(sharesAddUp(0, [{ count: 0, share: undefined }])).toBe(true)
  })

  it('are summed as they are shown', () => {
    const shown = (count: number, total: number) => parseFloat(formatShare('en', count / total)) * 10
    const table = fc.array(fc.nat(2000), { minLength: 1, maxLength: 5 }).filter(counts => sumOf(counts) >= 20)
    fc.assert(
      fc.property(table, counts => {
        const total = sumOf(counts)
        const sum = counts.reduce((tenths, count) => tenths + Math.round(shown(count, total)), 0)
        expect(sharesAddUp(total, cells(...counts))).toBe(sum === 1000)
      }),
    )
  })
})

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0)
}
