import { month, type Day } from '../../src/calendar/month'
import type { Point, Series } from '../../src/series/series'
import { seriesBeside } from '../../src/series/seriesBeside'
import { texts } from '../support/testApp'

/** Invented, like every number of this file. */
const asylum: Series = {
  ...{ id: 'a', kind: 'context', source: 'Eurostat', sourceUrl: '', rounding: 5, step: 'month' },
  name: { en: 'Asylum', ru: 'Убежище' },
  unit: { en: 'people', ru: 'человек' },
  definition: { en: 'First applications', ru: 'Первые прошения' },
  enteredDay: '2024-03-15' as Day,
}
const point = (period: string, value: number | null, flag = ''): Point => ({
  ...{ period, value, flag, note: '', sourceUrl: '' },
})
const own = ['2023-11', '2023-12', '2024-01', '2024-02'].map((name, i) => ({
  month: month(name),
  count: 100 + i,
}))
const period = { from: month('2023-11'), to: month('2024-02') }
const english = { language: 'en', texts } as const

test('a monthly series stands beside the same months, with its gaps, its break and its own axis', () => {
  const points = [point('2023-11', 1205), point('2024-01', 0, 'b'), point('2024-02', 1190, 'p')]
  const beside = seriesBeside(english, { series: asylum, points }, { period, own })
  expect(beside.rows.map(row => [row.period, row.own, row.value, row.flag])).toEqual([
    ['Nov 2023', '100', '1,205', ''],
    ['Dec 2023', '101', undefined, 'no number'],
    ['Jan 2024', '102', '0', 'break in the series'],
    ['Feb 2024', '103', '1,190', 'provisional'],
  ])
  const [wide] = beside.figure.drawings
  expect(wide!.plots[0]).toMatchObject({ unit: { text: 'people' }, breaks: expect.stringMatching(/^M/) })
  expect(beside.figure.caption).toBe(
    'Counted in: people, November 2023 – February 2024. Source: Eurostat; rounded by the source to a multiple of 5.',
  )
  expect(wide!.plots[0]!.lines.map(one => one.provisional)).toEqual([false, true])
})

test('a yearly series stands beside the years, and says of our own how many months they have', () => {
  const yearly = { series: { ...asylum, step: 'year' as const }, points: [point('2023', 1500)] }
  const { rows, figure } = seriesBeside({ language: 'ru', texts }, yearly, { period, own })
  expect(rows).toMatchObject([
    { period: '2023', own: '201', part: '2 месяца года', value: expect.stringMatching(/^1.?500$/), flag: '' },
    { period: '2024', own: '205', part: '2 месяца года', value: undefined, flag: 'числа нет' },
  ])
  expect(figure.drawings[0]!.plots[0]!.columns).toHaveLength(1)
})

test('a series without numbers for the period says so', () => {
  expect(seriesBeside(english, { series: asylum, points: [] }, { period, own }).hasNumbers).toBe(false)
})
