import { addMonths, month } from '../../src/calendar/month'
import type { Fact, FactKind } from '../../src/reports/fact'
import { headlineFacts, tellableFacts } from '../../src/reports/facts'
import { seededRandom } from '../../src/demo/seededRandom'
import { recordsBy, type Records } from '../../src/reports/records'
import { sayTheSame } from '../../src/reports/sameFact'
import { demoRecords, period, recordsFrom, totalsFrom } from './demoRecords'

const steady = (months: number) => Array.from({ length: months }, () => [100, 300])
const kinds = (facts: { kind: FactKind }[]) => facts.map(fact => fact.kind)

const ever = period('2020-01', '2030-01')

/** What may be said of soldiers in a kind, when so many came in each month and 300 civilians with them. */
function ofSoldiers(kind: FactKind, soldiers: number[], shown = ever, from = '2022-01'): Fact[] {
  const rows = soldiers.map(n => [n, 300])
  return tellableFacts(recordsFrom(from, rows), shown).filter(
    fact => fact.kind === kind && fact.group === 'soldier',
  )
}

const times = (n: number, months: number) => Array<number>(months).fill(n)

describe('the facts of the published period', () => {
  const facts = headlineFacts(demoRecords(), period('2023-01', '2024-02'))
  const fact = (kind: FactKind) => facts.find(one => one.kind === kind)

  it('are six, the change on a year ago first', () => {
    expect(facts).toHaveLength(6)
    expect(facts[0]!.kind).toBe('year_change')
  })

  it('find January 2024 against January 2023', () => {
    expect(fact('year_change')).toMatchObject({
      group: 'soldier',
      figure: { from: '2024-01', to: '2024-01', count: 284, total: 789 },
      against: { from: '2023-01', to: '2023-01', count: 28, total: 651 },
    })
  })

  it('find the two months of more than 500, and that they are a record', () => {
    const found = fact('two_months')!
    expect(found).toMatchObject({
      group: 'soldier',
      figure: { from: '2024-01', to: '2024-02' },
      since: { month: '2023-01', start: 'records' },
    })
    expect(found.figure.count).toBeGreaterThan(500)
  })

  it('find autumn against summer', () => {
    expect(fact('season_change')).toMatchObject({
      group: 'soldier',
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
    return headlineFacts(all, period('2022-01', '2030-01')).filter(
      fact => fact.kind === 'record' || (fact.kind === 'two_months' && fact.since),
    )
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
    expect(twice.filter(fact => fact.kind === 'record' && fact.group === 'soldier')).toEqual([])
  })

  it('is never the current month', () => {
    expect(records([...steady(12), [150, 300]], '2023-01')).toEqual([])
  })

  it('is not told once the current month has broken it', () => {
    const rows = [...steady(12), [140, 300], [190, 300]]
    expect(records(rows, '2023-02').filter(fact => fact.group === 'soldier')).toEqual([])
  })

  it('of two months is measured against all two months in a row', () => {
    // January and February 2023 are many, February and March more.
    const rows = [...steady(12), [150, 300], [200, 300], [190, 300]]
    const two = records(rows).filter(fact => fact.kind === 'two_months')
    expect(two[0]).toMatchObject({
      group: 'soldier',
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

  it('is not told of months of which one has nothing', () => {
    expect(ofSoldiers('season_change', [100, 100, 100, 300, 300, 300], ever, '2022-03')).toHaveLength(1)
    expect(ofSoldiers('season_change', [150, 0, 150, 300, 300, 300], ever, '2022-03')).toEqual([])
    expect(ofSoldiers('season_change', [100, 100, 100, 450, 0, 450], ever, '2022-03')).toEqual([])
  })

  it('is told only where it is a tenth or more', () => {
    const rows = [[50_000, 0], ...steady(11), [54_000, 0]]
    const facts = headlineFacts(recordsFrom('2022-01', rows), period('2023-01', '2023-01'))
    expect(kinds(facts)).not.toContain('year_change')
  })
})

describe('the lowest month', () => {
  it('is told like a record, and not while any month has none', () => {
    expect(ofSoldiers('lowest', [...times(100, 12), 40, 90])).toMatchObject([
      { figure: { from: '2023-01', count: 40 }, since: { month: '2022-01' } },
    ])
    expect(ofSoldiers('lowest', [...times(100, 11), 40, 90])).toEqual([])
    expect(ofSoldiers('lowest', [...times(100, 12), 40, 40])).toEqual([])
    expect(ofSoldiers('lowest', [0, ...times(100, 12), 40])).toEqual([])
    expect(ofSoldiers('lowest', [...times(15, 12), 4])).toEqual([])
  })
})

describe('a turning point', () => {
  it('has clearly more, or fewer, requests than the first month and the last', () => {
    expect(ofSoldiers('turning_point', [300, 200, 90, 180, 320])).toMatchObject([
      { figure: { count: 90 }, against: { count: 300 }, after: { count: 320 } },
    ])
    expect(ofSoldiers('turning_point', [100, 200, 390, 180, 120])).toMatchObject([{ figure: { count: 390 } }])
    expect(ofSoldiers('turning_point', [100, 200, 390, 380, 380])).toEqual([])
    expect(ofSoldiers('turning_point', [300, 90, 90, 180, 320])).toEqual([])
    expect(ofSoldiers('turning_point', [100, 101, 90, 101, 102])).toEqual([])
  })
})

describe('a run', () => {
  it('is four months or more in a row, clearly more in the end than in the beginning', () => {
    expect(ofSoldiers('run', [50, 70, 90, 120, 150, 140])).toMatchObject([
      { figure: { from: '2022-05', count: 150 }, against: { from: '2022-01', count: 50 }, months: 4 },
    ])
    expect(ofSoldiers('run', [200, 170, 130, 90, 60])).toMatchObject([{ months: 4, figure: { count: 60 } }])
    expect(ofSoldiers('run', [50, 70, 90, 120, 110])).toEqual([])
    expect(ofSoldiers('run', [50, 70, 90, 90, 120])).toEqual([])
    expect(ofSoldiers('run', [200, 201, 202, 203, 204])).toEqual([])
  })

  it('is the longest only after a year, and if no other is as long', () => {
    const rise = [50, 70, 90, 120, 150]
    expect(ofSoldiers('run', [...times(50, 12), ...rise])[0]).toMatchObject({ since: { month: '2022-01' } })
    expect(ofSoldiers('run', [...times(50, 6), ...rise])[0]!.since).toBeUndefined()
    const late = period('2023-02', '2023-06')
    expect(ofSoldiers('run', [...rise, ...times(50, 8), ...rise], late)[0]!.since).toBeUndefined()
  })
})

describe('months in a row above a number', () => {
  it('follow months that had fewer', () => {
    expect(ofSoldiers('run_above', [...times(60, 4), 110, 120, 130, 140])).toMatchObject([
      { figure: { from: '2022-05', to: '2022-08', count: 500 }, months: 4, above: 100 },
    ])
    expect(ofSoldiers('run_above', [110, 120, 130, 140, 60])).toEqual([])
    expect(ofSoldiers('run_above', [...times(60, 4), 110, 120, 130])).toEqual([])
    expect(ofSoldiers('run_above', [...times(98, 4), 101, 102, 101, 102])).toEqual([])
  })
})

describe('a place among others', () => {
  const seasons = (soldiers: number, later: number, shown = ever) =>
    ofSoldiers('rank_change', [...times(soldiers, 3), ...times(later, 3)], shown, '2022-03')

  it('changes where one clearly passes another, and is told of the one that rose', () => {
    expect(seasons(200, 400)).toMatchObject([{ rank: { now: 1, before: 2 }, against: { count: 600 } }])
    expect(seasons(295, 310)).toEqual([])
    expect(seasons(400, 200)).toEqual([])
    expect(seasons(300, 400)).toEqual([])
  })

  it('is not told if it was shared', () => {
    const rows = (third: number) => [...Array(3).fill([200, 300, third]), ...Array(3).fill([400, 300, third])] as number[][] // prettier-ignore
    const kinds = (third: number) => tellableFacts(recordsFrom('2022-03', rows(third)), ever).map(({ kind }) => kind) // prettier-ignore
    expect(kinds(100)).toContain('rank_change')
    expect(kinds(200)).not.toContain('rank_change')
  })
})

describe('what is about the same', () => {
  const january = period('2023-01', '2023-01')
  const year = (before: number, now: number) =>
    ofSoldiers('about_the_same', [...times(before, 12), now], january)

  it('is near what it was, and may differ by chance', () => {
    expect(year(100, 104)).toHaveLength(1)
    expect(year(100, 119)).toHaveLength(1)
    expect(year(100, 121)).toEqual([])
    expect(year(1000, 1150)).toEqual([])
    expect(year(12, 12)).toEqual([])
  })
})

describe('a ratio', () => {
  it('is of the two largest groups of the last month', () => {
    expect(ofSoldiers('ratio', [900])).toMatchObject([
      { other: 'mobilised_civilian', against: { count: 300 } },
    ])
    expect(ofSoldiers('ratio', [400])).toEqual([])
  })
})

describe('chance', () => {
  it('is given more to explain, the more a report looks through', () => {
    const months = [...times(100, 12), 148, ...times(100, 11), 100]
    expect(ofSoldiers('year_change', months, period('2023-01', '2023-01'))).toHaveLength(1)
    expect(ofSoldiers('year_change', months)).toEqual([])
  })

  it('is called a change in fewer than one report in twenty', () => {
    const random = seededRandom(1)
    const calm = Array.from({ length: 200 }, () => {
      const rows = Array.from({ length: 26 }, () => [60, 90, 25].map(mean => poisson(mean, random)))
      return tellableFacts(recordsFrom('2022-01', rows), period('2023-01', '2024-02'))
    })
    const changes: FactKind[] = [
      ...(['year_change', 'month_change', 'season_change', 'quarter_change', 'season_share'] as const),
      ...(['turning_point', 'run', 'rank_change'] as const),
    ]
    const alarms = calm.filter(facts => facts.some(({ kind }) => changes.includes(kind)))
    expect(alarms.length).toBeLessThan(10)
  })

  it('explains no difference of months by their lengths', () => {
    // 28 days of February against 31 of March, with a thousand requests a day.
    const rows = [28, 31, 30, 31].map(days => [days * 1000, days * 1000])
    const kinds = tellableFacts(recordsFrom('2023-02', rows), ever).map(fact => fact.kind)
    expect(kinds).not.toContain('month_change')
    // A tenth more in all, and yet clearly fewer a day.
    const fewer = recordsFrom('2023-02', [[28_000_000], [30_850_000]])
    expect(tellableFacts(fewer, ever).map(fact => fact.kind)).not.toContain('month_change')
  })
})

describe('where definitions change', () => {
  const jump = [...times(100, 14), ...times(300, 14)]
  const broken = (of: string | null = null): Records => {
    const records = recordsFrom('2022-01', jump.map(n => [n, 300])) // prettier-ignore
    return { ...records, of, breaks: [month('2023-03')] }
  }
  const crosses = ({ figure, against, since }: Fact) =>
    (since?.month ?? against?.from ?? figure.from) < '2023-03' && figure.to >= '2023-03'

  it('no fact of a group compares or adds up across', () => {
    const facts = tellableFacts(broken(), ever)
    expect(facts.filter(fact => fact.group !== null && crosses(fact))).toEqual([])
    expect(facts.filter(fact => fact.group === null && crosses(fact)).length).toBeGreaterThan(2)
    expect(facts.filter(({ kind }) => kind === 'sum_since')).toContainEqual(
      expect.objectContaining({ group: 'soldier', since: { month: '2023-03', start: 'definitions' } }),
    )
    expect(facts.find(({ kind }) => kind === 'largest_share')?.figure.from ?? '2023-03').toBe('2023-03')
  })

  it('nor does one of all requests of a category', () => {
    expect(tellableFacts(broken('soldier'), ever).filter(crosses)).toEqual([])
  })
})

describe('a share', () => {
  it('of two groups says that of the other', () => {
    const kinds = (rows: number[][], shown = ever) =>
      tellableFacts(recordsFrom('2022-01', rows), shown).map(({ kind }) => kind)
    expect(kinds([[90, 60]])).not.toContain('month_share')
    expect(kinds([[90, 60, 30]])).toContain('month_share')
  })

  it('of all is rather a gap in what else was recorded', () => {
    const rows = (civilians: number) => [...times(200, 3).map(n => [n, civilians]), ...times(200, 3).map(n => [n, 300])] // prettier-ignore
    const ofSeasons = (civilians: number) =>
      tellableFacts(recordsFrom('2022-03', rows(civilians)), ever).filter(
        ({ kind, group }) => kind === 'season_share' && group === 'soldier',
      )
    expect(ofSeasons(20)).toHaveLength(1)
    expect(ofSeasons(0)).toEqual([])
  })
})

describe('what was not recorded', () => {
  const withUnknown = (known: number[]): Fact[] => {
    const first = month('2022-01')
    const totals = totalsFrom(
      '2022-01',
      known.map(() => [500]),
    )
    const values = known.flatMap((n, i) => ({ ...totals[i]!, dimension: 'asker' as const, value: 'self', n }))
    const words = { by: 'asker' as const, of: null, began: first, thisMonth: addMonths(first, known.length) }
    return tellableFacts(recordsBy(totals, values, { ...words, codes: ['self', 'parent'] }), ever)
  }

  it('is in no sentence, and is no reason to call what was recorded more or fewer', () => {
    const facts = withUnknown([...times(100, 12), ...times(400, 12)])
    expect(facts.filter(({ group, other }) => group === '' || other === '')).toEqual([])
    // What is said of all requests stands in the report by category.
    expect(facts.filter(({ group }) => group === null)).toEqual([])
    expect(facts.filter(({ kind }) => kind.endsWith('_change') || kind === 'season_share')).toEqual([])
    const alike = withUnknown([...times(100, 12), ...times(140, 12)])
    expect(alike.map(fact => fact.kind)).toContain('quarter_change')
  })

  it('is no smaller group', () => {
    expect(withUnknown(times(200, 12)).map(fact => fact.kind)).not.toContain('largest_share')
    expect(withUnknown(times(300, 12)).map(fact => fact.kind)).toContain('largest_share')
  })
})

describe('two sentences', () => {
  const at = (from: string, to: string, count: number, total = 1000) => ({
    ...period(from, to),
    count,
    total,
  })
  const fact = (
    kind: FactKind,
    group: string | null,
    figure: Fact['figure'],
    against?: Fact['figure'],
  ): Fact => ({
    ...{ kind, by: 'category', of: null, group, figure, score: 1 },
    ...(against && { against }),
  })
  const spring = at('2023-03', '2023-05', 100)
  const summer = at('2023-06', '2023-08', 300)
  const change = fact('season_change', 'soldier', summer, spring)

  it.each<[string, Fact, boolean]>([
    ['the same figure', fact('month_share', 'soldier', summer), true],
    ['the same two figures as a share', fact('season_share', 'soldier', spring, summer), true],
    [
      'quarters that overlap',
      fact('quarter_change', 'soldier', at('2023-07', '2023-09', 280), at('2023-04', '2023-06', 90)),
      true,
    ],
    [
      'quarters that overlap, the other way',
      fact('quarter_change', 'soldier', at('2023-07', '2023-09', 80), at('2023-04', '2023-06', 90)),
      false,
    ],
    ['another group', fact('season_change', 'other', summer, spring), false],
    [
      'other months',
      fact('season_change', 'soldier', at('2023-09', '2023-11', 500), at('2023-06', '2023-08', 300)),
      false,
    ],
  ])('with %s', (_, other, same) => {
    expect([sayTheSame(change, other), sayTheSame(other, change)]).toEqual([same, same])
  })

  it('of which one has the figure that the other is a part of say the same', () => {
    const sum = fact('sum_since', null, at('2023-06', '2023-08', 1000))
    const largest = fact('largest_share', 'other', summer)
    expect([sayTheSame(sum, largest), sayTheSame(largest, sum)]).toEqual([true, true])
    expect(sayTheSame(fact('record', null, at('2023-06', '2023-08', 1000)), largest)).toBe(false)
  })

  it('of all requests and of the group that it is about say the same', () => {
    const part = fact(
      'season_change',
      'soldier',
      at('2023-06', '2023-08', 300, 1300),
      at('2023-03', '2023-05', 100),
    )
    const whole = fact(
      'season_change',
      null,
      at('2023-06', '2023-08', 1300, 1300),
      at('2023-03', '2023-05', 1000),
    )
    expect(sayTheSame(part, whole)).toBe(true)
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

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean)
  let n = 0
  for (let product = random(); product > limit; product *= random()) n++
  return n
}
