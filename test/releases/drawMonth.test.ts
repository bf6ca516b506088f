import fc from 'fast-check'
import type { Month } from '../../src/calendar/month'
import type { Count } from '../../src/counts/count'
import { auditLedger } from '../../src/releases/auditLedger'
import { drawMonth } from '../../src/releases/drawMonth'
import { menu, sumsOf, type Menu } from '../../src/releases/menu'
import { loadSolver, type Solver } from '../../src/releases/solver'
import { starOf, type TrueCell } from '../../src/releases/star'

let solver: Solver

beforeAll(async () => {
  solver = await loadSolver()
})

const larger: Menu = {
  version: 'invented',
  base: 5,
  tables: [
    ...menu.tables,
    { name: 'category_place', splits: 'category', dimension: 'place' },
    { name: 'category_outcome', splits: 'category', dimension: 'outcome' },
  ],
}
const codes = {
  category: ['soldier', 'mobilised_civilian', 'other'],
  place: ['home', 'near', 'far', 'unknown'],
  outcome: ['helped', 'referred', 'lost'],
}

describe('a drawn month', () => {
  it('adds up, is true within the base and gives nothing away, whatever was counted', () => {
    fc.assert(
      fc.property(records, truth => expectSound(menu, starOf(menu, codes, truth))),
      { numRuns: 60 },
    )
  })

  it('does so for a larger menu too, of another base, without a change to the draw', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(5, 10), (truth, base) =>
        expectSound({ ...larger, base }, starOf(larger, codes, truth)),
      ),
      { numRuns: 40 },
    )
  })

  it.each([
    ['nobody', {}],
    ['one person', { soldier: 1 }],
    ['everybody in one category', { other: 651 }],
    ['exact multiples of the base', { soldier: 30, mobilised_civilian: 600, other: 5 }],
    ['a multiple in all but one', { soldier: 30, mobilised_civilian: 600, other: 1 }],
  ])('keeps the promise for %s', (_, categories) => {
    for (let i = 0; i < 10; i++) expectSound(menu, threeCategories(categories))
  })

  it('keeps it when the random source sticks at an end of its range', () => {
    const truth = threeCategories({ soldier: 28, mobilised_civilian: 500, other: 123 })
    for (const stuck of [0, 1, 2 ** -60, 1 - 2 ** -53]) expectSound(menu, truth, () => stuck)
  })

  it('can come out as every rounding that adds up', () => {
    const truth = threeCategories({ soldier: 2, mobilised_civilian: 3, other: 3 })
    const seen = new Set(repeat(150, () => draw(truth).join(' ')))
    // 8 = 2 + 3 + 3: the total stays 5 and one part goes up, or it goes up to 10 and two do.
    const singles = ['5 5 0 0', '5 0 5 0', '5 0 0 5']
    const pairs = ['10 5 5 0', '10 5 0 5', '10 0 5 5']
    expect([...seen].sort()).toEqual([...singles, ...pairs].sort())
  })

  it('goes up as often as the rest of the number asks for', () => {
    const ups = (n: number) => repeat(800, () => draw([{ table: 'total', key: 'all', n }])[0]! > n)
    const [ofTwelve, ofTen] = [12, 10].map(n => ups(n).filter(Boolean).length / 800)
    expect(ofTwelve).toBeGreaterThan(0.31)
    expect(ofTwelve).toBeLessThan(0.49)
    // An exact multiple moves up now and then, or it would be recognised.
    expect(ofTen).toBeGreaterThan(0.05)
    expect(ofTen).toBeLessThan(0.16)
  })

  it('leaves the finest table out when it cannot be made to add up', () => {
    const truth = starOf(larger, codes, [])
    const broken = truth.map(cell => (cell.table === 'category_outcome' ? { ...cell, n: 100 } : cell))
    const { figures, dropped } = drawMonth(solver, larger, broken)
    expect(dropped).toEqual(['category_outcome'])
    expect(new Set(figures.map(figure => figure.table))).toEqual(
      new Set(['total', 'category', 'category_place']),
    )
  })
})

describe('the audit', () => {
  const frozen = (values: number[]) => ({
    from: '2023-01' as Month,
    month: '2023-01' as Month,
    menu,
    dropped: [],
    figures: threeCategories({}).map(({ table, key }, i) => ({ table, key, value: values[i]! })),
  })
  const soldier = { month: '2023-01', table: 'category', key: 'soldier' }
  const ledger = [frozen([650, 30, 500, 120])]

  it('finds nothing in figures that are what they promise', () => {
    expect(auditLedger(solver, ledger, [{ ...soldier, value: 30 }])).toEqual([])
  })

  it('finds an exact number in a file, and what it gives away elsewhere', () => {
    const found = auditLedger(solver, ledger, [{ ...soldier, value: 28 }])
    expect(found).toEqual([{ kind: 'narrow', where: '2023-01 category soldier' }])
  })

  it('finds a second rounding of the same number', () => {
    const found = auditLedger(solver, ledger, [{ ...soldier, value: 25 }])
    expect(found).toEqual([{ kind: 'narrow', where: '2023-01 category soldier' }])
  })

  it('finds a figure of nobody-or-somebody that proves somebody', () => {
    const found = auditLedger(solver, [frozen([630, 5, 500, 125])], [{ ...soldier, value: 3 }])
    expect(found).toEqual([{ kind: 'existence', where: '2023-01 category soldier' }])
  })

  it('finds exact numbers in the ledger itself', () => {
    expect(auditLedger(solver, [frozen([651, 28, 500, 123])], [])).not.toEqual([])
  })

  it('finds figures that do not add up or contradict each other', () => {
    expect(auditLedger(solver, [frozen([650, 30, 500, 20])], [])).toContainEqual({
      kind: 'contradiction',
      where: '2023-01',
    })
    expect(auditLedger(solver, ledger, [{ ...soldier, value: 90 }])).toContainEqual({
      kind: 'contradiction',
      where: '2023-01',
    })
  })

  it('finds a number about something that was never frozen', () => {
    const found = auditLedger(solver, ledger, [{ ...soldier, key: 'children', value: 30 }])
    expect(found).toEqual([{ kind: 'unknown', where: '2023-01 category children' }])
  })
})

/** Cases as a star of tables sees them: each has a category, and a place and an outcome or none. */
const records = fc
  .array(
    fc.record({
      category: fc.constantFrom(...codes.category),
      place: fc.option(fc.constantFrom(...codes.place)),
      outcome: fc.option(fc.constantFrom(...codes.outcome)),
      n: fc.oneof(fc.constantFrom(0, 1, 5, 10, 100), fc.nat(300)),
    }),
    { maxLength: 12 },
  )
  .map(lots =>
    lots.flatMap(({ category, place, outcome, n }) => [
      count(category, 'total', 'all', n),
      ...(place ? [count(category, 'place', place, n)] : []),
      ...(outcome ? [count(category, 'outcome', outcome, n)] : []),
    ]),
  )

function count(category: string, dimension: Count['dimension'], value: string, n: number): Count {
  return { month: '2023-01' as Month, category, dimension, value, n }
}

function threeCategories(categories: Record<string, number>): TrueCell[] {
  const counts = Object.entries(categories).map(([category, n]) => count(category, 'total', 'all', n))
  return starOf(menu, codes, counts)
}

function draw(truth: TrueCell[]): number[] {
  return drawMonth(solver, menu, truth).figures.map(figure => figure.value)
}

function repeat<T>(times: number, act: () => T): T[] {
  return Array.from({ length: times }, act)
}

function expectSound(menu: Menu, truth: TrueCell[], random?: () => number): void {
  const { figures, dropped } = drawMonth(solver, menu, truth, random)
  expect(dropped).toEqual([])
  figures.forEach(({ value }, i) => {
    expect(value % menu.base).toBe(0)
    expect(truth[i]!.n).toBeGreaterThanOrEqual(value - menu.base)
    expect(truth[i]!.n).toBeLessThan(value + menu.base)
  })
  for (const { whole, parts } of sumsOf(menu, figures)) {
    expect(parts.reduce((sum, i) => sum + figures[i]!.value, 0)).toBe(figures[whole]!.value)
  }
  const month = '2023-01' as Month
  expect(auditLedger(solver, [{ from: month, month, menu, dropped, figures }], [])).toEqual([])
}
