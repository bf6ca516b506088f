import fc from 'fast-check'
import { addDays, addMonths, month, type Day } from '../../src/calendar/month'
import { closedMonth, dueBefore, evaporatesFrom } from '../../src/cases/evaporation'

const months = fc.integer({ min: -300, max: 300 }).map(n => addMonths(month('2024-01'), n))
const periods = fc.integer({ min: 7, max: 3650 })

test.each([
  ['2024-01', 90, '2024-05-01'],
  ['2023-01', 90, '2023-05-02'],
  ['2024-02', 7, '2024-03-08'],
  ['2023-02', 7, '2023-03-08'],
  ['2023-12', 7, '2024-01-08'],
  ['2023-12', 366, '2025-01-01'],
  ['2024-02', 3650, '2034-02-27'],
])('a case closed in %s goes after %s days, on %s', (closed, days, day) => {
  expect(evaporatesFrom(month(closed), days)).toBe(day)
})

test('on whichever day of the month a case was closed, it stays at least the days, and 31 more at most', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: 0, max: 30 }), periods, (closed, later, days) => {
      const day = addDays(`${closed}-01` as Day, later)
      fc.pre(day.startsWith(closed))
      expect(evaporatesFrom(closed, days) > addDays(day, days)).toBe(true)
      expect(evaporatesFrom(closed, days) <= addDays(day, days + 31)).toBe(true)
    }),
  )
})

test('what is due on a day are the cases whose first day has come, and no others', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: -40, max: 4000 }), periods, (closed, later, days) => {
      const today = addDays(`${closed}-01` as Day, later)
      expect(closed < dueBefore(today, days)).toBe(evaporatesFrom(closed, days) <= today)
    }),
    { numRuns: 1000 },
  )
})

test('the month of closing stays while a case is closed, and goes when it is opened again', () => {
  const [january, march] = [month('2024-01'), month('2024-03')]
  expect(closedMonth('closed', null, march)).toBe(march)
  expect(closedMonth('closed', january, march)).toBe(january)
  expect(closedMonth('in_progress', january, march)).toBeNull()
})
