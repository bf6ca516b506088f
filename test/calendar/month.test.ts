import fc from 'fast-check'
import {
  addDays,
  addMonths,
  dayAt,
  month,
  monthAt,
  monthDistance,
  monthsBetween,
  parseDay,
  parseMonth,
  type Day,
} from '../../src/calendar/month'

const months = fc.integer({ min: -300, max: 300 }).map(n => addMonths(month('2024-01'), n))

test('adding months and counting them are inverse', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: -200, max: 200 }), (from, n) => {
      expect(monthDistance(from, addMonths(from, n))).toBe(n)
    }),
  )
})

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01'],
  ['2024-03-01', -1, '2024-02-29'],
  ['2023-12-31', 366, '2024-12-31'],
])('%s and %s days is %s', (from, days, day) => expect(addDays(from as Day, days)).toBe(day))

test('a day is read as it is written, if there is such a day', () => {
  for (const day of ['2024-02-29', '1999-12-31']) expect(parseDay(day)).toBe(day)
  const none = [
    '2023-02-29',
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '2024-1-01',
    '2024-01',
    '',
    ' 2024-01-01',
    5,
  ]
  for (const value of none) expect(parseDay(value)).toBeUndefined()
})

test('the months between two are all of them, in order, both ends included', () => {
  expect(monthsBetween(month('2023-11'), month('2024-02'))).toEqual([
    '2023-11',
    '2023-12',
    '2024-01',
    '2024-02',
  ])
  expect(monthsBetween(month('2024-02'), month('2023-11'))).toEqual([])
})

test.each(['2024-1', '2024-13', '2024-00', '1824-01', '2024-01-01', 202401, null, ['2024-01']])(
  '%p is not a month',
  value => expect(parseMonth(value)).toBeUndefined(),
)

test('the time zone decides the month and the day, summer time included', () => {
  const newYear = new Date('2023-12-31T20:30:00Z')
  expect(monthAt(newYear, 'Asia/Tbilisi')).toBe('2024-01')
  expect(monthAt(newYear, 'Europe/Berlin')).toBe('2023-12')
  expect(dayAt(new Date('2024-03-31T00:30:00Z'), 'America/New_York')).toBe('2024-03-30')
})
