import { defaultPeriod, overlap, parsePeriod, type Period } from '../../src/reports/period'
import { month, monthsBetween } from '../../src/calendar/month'
import { stepsOf } from '../../src/reports/step'
import { period } from './demoRecords'

const seasonsIn = (one: Period) =>
  stepsOf(one, 'season').flatMap(({ from, to, whole }) => (whole ? [{ from, to }] : []))

const monthsFrom = (from: string, to: string) =>
  new Map(monthsBetween(month(from), month(to)).map(one => [one, 600]))

const fallback = period('2023-01', '2024-02')

describe('the period of a report', () => {
  it('is the last 14 months that have figures, or fewer where there are fewer', () => {
    expect(defaultPeriod(monthsFrom('2020-05', '2024-02'))).toEqual(period('2023-01', '2024-02'))
    expect(defaultPeriod(monthsFrom('2024-01', '2024-02'))).toEqual(period('2024-01', '2024-02'))
  })

  it('is not pushed off the page by one request after a long pause', () => {
    const totals = monthsFrom('2023-01', '2024-02').set(month('2026-10'), 2).set(month('2026-11'), 19)
    expect(defaultPeriod(totals)).toEqual(period('2023-01', '2024-02'))
    expect(defaultPeriod(new Map([[month('2026-11'), 1]]))).toEqual(period('2026-11', '2026-11'))
    expect(defaultPeriod(totals.set(month('2024-03'), 20)).to).toBe('2024-03')
  })

  it('is what was asked for, and what was left empty comes from the default', () => {
    expect(parsePeriod({ from: '2023-06', to: '2023-08' }, fallback)).toEqual({
      ok: true,
      value: period('2023-06', '2023-08'),
    })
    expect(parsePeriod({ to: '2023-08' }, fallback)).toEqual({
      ok: true,
      value: period('2023-01', '2023-08'),
    })
  })

  it.each([
    ['a word', { from: 'spring' }, { from: 'report.problem.month' }],
    ['a thirteenth month', { to: '2023-13' }, { to: 'report.problem.month' }],
    ['a day', { to: '2023-12-01' }, { to: 'report.problem.month' }],
    ['a period the wrong way round', { from: '2024-02', to: '2024-01' }, { to: 'report.problem.reversed' }],
    ['more than ten years', { from: '2000-01', to: '2024-01' }, { from: 'report.problem.long' }],
  ])('is refused for %s', (_, form, problems) => {
    expect(parsePeriod(form, fallback)).toEqual({ ok: false, problems })
  })

  it('reads a month that was sent twice as not sent', () => {
    expect(parsePeriod({ from: ['2023-05', '2023-06'] }, fallback)).toEqual({ ok: true, value: fallback })
  })
})

describe('seasons', () => {
  it('begin in March, June, September and December and lie wholly inside', () => {
    expect(seasonsIn(period('2023-01', '2024-02'))).toEqual([
      period('2023-03', '2023-05'),
      period('2023-06', '2023-08'),
      period('2023-09', '2023-11'),
      period('2023-12', '2024-02'),
    ])
    expect(seasonsIn(period('2023-04', '2023-07'))).toEqual([])
  })
})

describe('an overlap', () => {
  it('holds the months that two periods share', () => {
    expect(overlap(period('2023-01', '2023-06'), period('2023-05', '2023-09'))).toEqual(
      period('2023-05', '2023-06'),
    )
    expect(overlap(period('2023-01', '2023-02'), period('2023-05', '2023-09'))).toBeUndefined()
  })
})
