import type { CaseFacts } from '../../src/cases/case'
import { parseCaseDraft } from '../../src/cases/caseDraft'
import { recordCases } from '../../src/cases/recordCase'
import { month, type Day, type Month } from '../../src/calendar/month'
import { findCountedPeriod, listCounts } from '../../src/counts/countStore'
import { inventCases } from '../../src/demo/inventCases'
import {
  readPublishedFigures,
  readPublishedSums,
  type PublishedGroup,
  type PublishedSum,
} from '../../src/demo/publishedFigures'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import type { Database } from '../../src/db/open'
import { testDatabase } from '../support/testDatabase'
import { addRecorder } from '../support/recorder'

const cases = inventCases(readPublishedFigures())
const counted = cases.filter(one => one.outcome !== 'spam')

test('there are about nine thousand cases, of January 2023 to February 2024', () => {
  expect(counted.length).toBeGreaterThan(8_500)
  expect(cases.length).toBeLessThan(9_500)
  const months = [...new Set(cases.map(one => one.month))]
  expect([months.length, months[0], months[13]]).toEqual([14, '2023-01', '2024-02'])
})

test.each(readPublishedFigures())('$month: $count requests of $group ($kind)', figure => {
  expect(count(figure.group, figure.month, figure.month)).toBe(figure.count)
})

test.each(readPublishedSums())('$from to $to: $value $unit of $group ($kind)', sum => {
  expect(agrees(sum)).toBe(true)
})

test('each month has a plausible number of requests', () => {
  for (const total of byMonth(() => true)) {
    expect(total).toBeGreaterThanOrEqual(590)
    expect(total).toBeLessThanOrEqual(790)
  }
})

test('January and February 2024 are the two highest months of soldiers, January the higher', () => {
  const soldiers = byMonth(one => one.category === 'soldier')
  const [january, february] = soldiers.slice(-2)
  expect(january).toBeGreaterThan(february!)
  expect(february).toBeGreaterThan(Math.max(...soldiers.slice(0, -2)))
})

test('October is the high and January to May the low of 2023', () => {
  const year = byMonth(one => one.category === 'soldier').slice(0, 12)
  expect(Math.max(...year)).toBe(218)
  expect(Math.max(...year.slice(0, 5))).toBeLessThan(54)
})

test('profiles are shared out as the group has published', () => {
  const known = counted.filter(one => one.category === 'soldier' && one.profile !== null)
  const percent = (profile: string) =>
    (100 * known.filter(one => one.profile === profile).length) / known.length
  expect(Math.abs(percent('contract_wartime') - 50)).toBeLessThan(3)
  expect(Math.abs(percent('mobilised_serving') - 33)).toBeLessThan(3)
  expect(Math.abs(percent('contract_before') - 10)).toBeLessThan(2)
})

test('nearly all old cases are closed, and many of the last month are open', () => {
  const openShare = (month: string) => {
    const those = counted.filter(one => one.month === month)
    return those.filter(one => one.status !== 'closed').length / those.length
  }
  expect(openShare('2023-03')).toBeLessThan(0.05)
  expect(openShare('2024-02')).toBeGreaterThan(0.4)
})

test('each month has some spam on top of its figures', () => {
  for (const spam of byMonth(one => one.outcome === 'spam', cases)) expect(spam).toBeGreaterThan(0)
})

test('the same seed invents the same cases, another seed others that agree as well', () => {
  expect(inventCases(readPublishedFigures())).toEqual(cases)
  const others = inventCases(readPublishedFigures(), 7)
  expect(others).not.toEqual(cases)
  expect(byMonth(one => one.category === 'soldier', others)).toEqual(
    byMonth(one => one.category === 'soldier', cases),
  )
})

describe('in a database', () => {
  let database: Database
  beforeEach(async () => void (database = await testDatabase()))
  afterEach(() => database.close())

  test('every case would pass the form', async () => {
    const taxonomy = await readTaxonomy(database.db)
    const parsed = cases.map(facts => parseCaseDraft({ ...facts }, taxonomy, month('2026-01')))
    expect(parsed.map(one => one.ok && one.value)).toEqual(cases)
  })

  test('the counts of the loaded cases are the published ones', async () => {
    const recorder = await addRecorder(database.db)
    await recordCases(database.db, [recorder], cases, { day: '2026-01-15' as Day, month: month('2026-01') })
    const period = (await findCountedPeriod(database.db))!
    const totals = await listCounts(database.db, 'total', period.from, period.to)
    for (const figure of readPublishedFigures()) {
      const rows = totals.filter(
        row => row.month === figure.month && (row.category === 'soldier') === (figure.group === 'soldier'),
      )
      expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(figure.count)
    }
    expect(totals.reduce((sum, row) => sum + row.n, 0)).toBe(counted.length)
  })
})

function agrees({ from, to, group, value, unit }: PublishedSum): boolean {
  const found = count(group, from, to)
  const all = count('soldier', from, to) + count('civilian', from, to)
  if (unit === 'requests') return found === value
  if (unit === 'requests (more than)') return found > value
  if (unit === 'percent of requests') return Math.round((100 * found) / all) === value
  throw new RangeError(`a unit nobody has checked: ${unit}`)
}

function count(group: PublishedGroup, from: Month, to: Month): number {
  return counted.filter(
    one => one.month >= from && one.month <= to && (one.category === 'soldier') === (group === 'soldier'),
  ).length
}

function byMonth(wanted: (one: CaseFacts) => boolean, among = counted): number[] {
  const months = [...new Set(among.map(one => one.month))].sort()
  return months.map(month => among.filter(one => one.month === month && wanted(one)).length)
}
