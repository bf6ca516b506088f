import { headlineFacts } from '../../src/reports/facts'
import type { FactKind } from '../../src/reports/fact'
import { demoRecords, period, recordsFrom } from './demoRecords'

const steady = (months: number) => Array.from({ length: months }, () => [100, 300])
const kinds = (facts: { kind: FactKind }[]) => facts.map(fact => fact.kind)

describe('the facts of the published period', () => {
  const facts = headlineFacts(demoRecords(), period('2023-01', '2024-02'))
  const fact = (kind: FactKind) => facts.find(one => one.kind === kind)

  it('are six, the change on a year ago first', () => {
    expect(facts).toHaveLength(6)
    expect(facts[0]!.kind).toBe('year_change')
  })

  it('find January 2024 against January 2023', () => {
    expect(fact('year_change')).toMatchObject({
      category: 'soldier',
      figure: { from: '2024-01', to: '2024-01', count: 284, total: 789 },
      against: { from: '2023-01', to: '2023-01', count: 28, total: 651 },
    })
  })

  it('find the two months of more than 500, and that they are a record', () => {
    const found = fact('two_months')!
    expect(found).toMatchObject({
      category: 'soldier',
      figure: { from: '2024-01', to: '2024-02' },
      recordSince: '2023-01',
    })
    expect(found.figure.count).toBeGreaterThan(500)
  })

  it('find autumn against summer', () => {
    expect(fact('season_change')).toMatchObject({
      category: 'soldier',
      figure: { from: '2023-09', to: '2023-11', count: 577 },
      against: { from: '2023-06', to: '2023-08', count: 305 },
    })
  })

  it('find the spring in which 3 % came from soldiers', () => {
    const spring = fact('season_share')!.against!
    expect(spring).toMatchObject({ from: '2023-03', to: '2023-05' })
    expect(Math.round((100 * spring.count) / spring.total)).toBe(3)
  })
})

describe('a record', () => {
  const records = (rows: number[][], thisMonth?: string) => {
    const all = recordsFrom('2022-01', rows, thisMonth)
    return headlineFacts(all, period('2022-01', '2030-01')).filter(fact => fact.recordSince)
  }

  it('needs 12 complete earlier months', () => {
    expect(kinds(records([...steady(12), [150, 300]]))).toContain('record')
    expect(records([...steady(11), [150, 300]])).toEqual([])
  })

  it('needs 12 earlier months with figures, not empty ones', () => {
    expect(records([[1, 0], ...Array.from({ length: 12 }, () => [0, 0]), [150, 300]])).toEqual([])
  })

  it('is never shared', () => {
    const twice = records([...steady(12), [140, 300], [100, 300], [140, 300]])
    expect(twice.filter(fact => fact.kind === 'record' && fact.category === 'soldier')).toEqual([])
  })

  it('is never the current month', () => {
    expect(records([...steady(12), [150, 300]], '2023-01')).toEqual([])
  })

  it('is not told once the current month has broken it', () => {
    const rows = [...steady(12), [140, 300], [190, 300]]
    expect(records(rows, '2023-02').filter(fact => fact.category === 'soldier')).toEqual([])
  })

  it('of two months is measured against all two months in a row', () => {
    // January and February 2023 are many, February and March more.
    const rows = [...steady(12), [150, 300], [200, 300], [190, 300]]
    const two = records(rows).filter(fact => fact.kind === 'two_months')
    expect(two[0]).toMatchObject({
      category: 'soldier',
      figure: { from: '2023-02', to: '2023-03', count: 390 },
    })
    expect(records([...rows, [10, 300]]).filter(fact => fact.kind === 'two_months')).toEqual([])
  })
})

describe('a change', () => {
  it('is told only where it is too large for chance', () => {
    const year = (before: number, now: number) => {
      const rows = [[before, 300], ...Array.from({ length: 11 }, () => [before, 300]), [now, 300]]
      return kinds(headlineFacts(recordsFrom('2022-01', rows), period('2023-01', '2023-01')))
    }
    expect(year(100, 150)).toContain('year_change')
    expect(year(100, 130)).not.toContain('year_change')
    expect(year(9, 20)).not.toContain('year_change')
    expect(year(100, 20)).toContain('year_change')
  })

  it('is told only where it is a tenth or more', () => {
    const rows = [[50_000, 0], ...steady(11), [54_000, 0]]
    const facts = headlineFacts(recordsFrom('2022-01', rows), period('2023-01', '2023-01'))
    expect(kinds(facts)).not.toContain('year_change')
  })
})

describe('nothing is said', () => {
  it('about fewer than 20 requests', () => {
    expect(headlineFacts(recordsFrom('2023-01', [[9, 10]]), period('2023-01', '2023-01'))).toEqual([])
    expect(headlineFacts(recordsFrom('2023-01', [[9, 11]]), period('2023-01', '2023-01'))).not.toEqual([])
  })

  it('about a month that is not over', () => {
    expect(
      headlineFacts(recordsFrom('2023-01', [[90, 10]], '2023-01'), period('2023-01', '2023-01')),
    ).toEqual([])
  })

  it('about a largest share that two categories hold', () => {
    const facts = headlineFacts(recordsFrom('2023-01', [[50, 50]]), period('2023-01', '2023-01'))
    expect(kinds(facts)).not.toContain('largest_share')
  })
})
