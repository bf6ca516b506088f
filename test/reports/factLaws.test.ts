import fc from 'fast-check'
import { addMonths, month, monthOfYear, monthsBetween, type Month } from '../../src/calendar/month'
import type { Count } from '../../src/counts/count'
import { formatNumber, formatShare } from '../../src/language/numbers'
import { factKinds, type Fact } from '../../src/reports/fact'
import { headlineFacts } from '../../src/reports/facts'
import { factSentence } from '../../src/reports/factSentence'
import { recordsOf } from '../../src/reports/records'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { categories, defaultTaxonomy, texts, totalsFrom } from './demoRecords'

/** Any history of requests, the month in which it is read, and the months asked for. */
interface Reading {
  counts: Count[]
  thisMonth: Month
  from: Month
  to: Month
}

const first = '2021-04'

/** Levels that stay for a while and jump now and then, so that every rule finds something at times. */
const level = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 16, max: 900 }))
const row = fc.array(level, { minLength: 3, maxLength: 3 })
const rows = fc
  .array(fc.tuple(row, fc.integer({ min: 1, max: 14 })), { minLength: 1, maxLength: 5 })
  .map(stretches => stretches.flatMap(([numbers, length]) => Array.from({ length }, () => numbers)))
  .chain(steady =>
    fc
      .array(fc.tuple(fc.oneof(fc.nat(2), fc.nat(steady.length - 1)), row), { maxLength: 4 })
      .map(jumps =>
        steady.map((numbers, i) => jumps.find(([back]) => back === steady.length - 1 - i)?.[1] ?? numbers),
      ),
  )

const readings: fc.Arbitrary<Reading> = fc
  .tuple(rows, fc.integer({ min: -1, max: 3 }), fc.nat(40), fc.integer({ min: 1, max: 40 }))
  .map(([rows, later, skipped, length]) => {
    const last = addMonths(month(first), rows.length - 1)
    const from = addMonths(month(first), skipped % rows.length)
    const thisMonth = addMonths(last, Math.max(later, 0))
    return { counts: totalsFrom(first, rows), thisMonth, from, to: addMonths(from, length - 1) }
  })

function factsOf({ counts, thisMonth, from, to }: Reading): Fact[] {
  const records = recordsOf(counts, categories, thisMonth)
  return records ? headlineFacts(records, { from, to }) : []
}

/** The same readings for each law, so that finding their facts is paid once. */
const sample = fc
  .sample(readings, { numRuns: 600, seed: 20230101 })
  .map(reading => ({ reading, facts: factsOf(reading) }))

function eachFact(check: (fact: Fact, reading: Reading) => void) {
  for (const { reading, facts } of sample) for (const fact of facts) check(fact, reading)
}

/* What follows recounts from the raw counts, by sums of its own. */

function recount({ counts }: Reading, category: string | null, from: Month, to: Month): number {
  const within = counts.filter(count => count.month >= from && count.month <= to)
  return within
    .filter(count => category === null || count.category === category)
    .reduce((sum, { n }) => sum + n, 0)
}

function beganIn({ counts }: Reading): Month {
  return counts.filter(count => count.n > 0).map(count => count.month).sort()[0]! // prettier-ignore
}

describe('every fact, whatever was counted,', () => {
  let taxonomy: Taxonomy
  beforeAll(async () => {
    taxonomy = await defaultTaxonomy()
  })

  it('of each kind is met by these tests', () => {
    const met = new Map<string, number>()
    eachFact(({ kind, recordSince }) => {
      const name = recordSince ? `${kind} on record` : kind
      met.set(name, (met.get(name) ?? 0) + 1)
    })
    const kinds = factKinds.map(kind => (kind === 'record' ? 'record on record' : kind))
    const seldom = [...kinds, 'two_months on record'].filter(kind => (met.get(kind) ?? 0) < 10)
    expect(seldom).toEqual([])
  })

  it('has the counts and the denominators that a recount has', () => {
    eachFact(({ category, figure, against }, reading) => {
      for (const { from, to, count, total } of [figure, ...(against ? [against] : [])]) {
        expect(count).toBe(recount(reading, category, from, to))
        expect(total).toBe(recount(reading, null, from, to))
        expect(total).toBeGreaterThanOrEqual(20)
      }
    })
  })

  it('is about complete months of the records, its figure inside the period', () => {
    eachFact(({ figure, against }, reading) => {
      expect(figure.from >= reading.from && figure.to <= reading.to).toBe(true)
      for (const { from, to } of [figure, ...(against ? [against] : [])]) {
        expect(from <= to && from >= beganIn(reading) && to < reading.thisMonth).toBe(true)
      }
    })
  })

  it('that speaks of a record is about one', () => {
    eachFact(({ category, figure, recordSince }, reading) => {
      if (!recordSince) return
      const length = monthsBetween(figure.from, figure.to).length
      const earlier = monthsBetween(beganIn(reading), addMonths(figure.from, -1))
      const others = monthsBetween(beganIn(reading), reading.thisMonth)
        .filter(from => from !== figure.from)
        .map(from => recount(reading, category, from, addMonths(from, length - 1)))
      expect(recordSince).toBe(beganIn(reading))
      expect(earlier.filter(one => recount(reading, null, one, one) > 0).length).toBeGreaterThanOrEqual(12)
      expect(Math.max(...others)).toBeLessThan(figure.count)
    })
  })

  it('that speaks of a year compares the same month, and of a season the three months before', () => {
    eachFact(({ kind, figure, against }) => {
      if (kind === 'year_change') {
        expect([figure.to, against!.from, against!.to]).toEqual([
          figure.from,
          addMonths(figure.from, -12),
          addMonths(figure.from, -12),
        ])
      }
      if (kind !== 'season_change' && kind !== 'season_share') return
      for (const { from, to } of [figure, against!]) {
        expect(monthOfYear(from) % 3).toBe(0)
        expect(to).toBe(addMonths(from, 2))
      }
      if (kind === 'season_change') expect(against!.to).toBe(addMonths(figure.from, -1))
    })
  })

  it('that speaks of a change has one of a tenth and three standard deviations', () => {
    eachFact(({ kind, figure, against }) => {
      if (kind !== 'year_change' && kind !== 'season_change') return
      const difference = Math.abs(figure.count - against!.count)
      expect(difference).toBeGreaterThanOrEqual(3 * Math.sqrt(figure.count + against!.count))
      expect(difference).toBeGreaterThanOrEqual(against!.count / 10)
    })
  })

  it('that speaks of the largest share is about more requests than any other category has', () => {
    eachFact(({ kind, category, figure }, reading) => {
      if (kind !== 'largest_share') return
      const others = categories.filter(code => code !== category)
      for (const other of others) {
        expect(recount(reading, other, figure.from, figure.to)).toBeLessThan(figure.count)
      }
    })
  })

  it('is one of six at most, and no two tell the same figure', () => {
    for (const { facts } of sample) {
      const figures = facts.map(({ category, figure }) => [category, figure.from, figure.to].join(' '))
      expect(facts.length).toBeLessThanOrEqual(6)
      expect(new Set(figures).size).toBe(figures.length)
    }
  })

  it.each(['en', 'ru'] as const)('says its numbers in %s', language => {
    eachFact((fact, reading) => {
      const sentence = factSentence(fact, { language, texts, taxonomy })
      const { from, to } = fact.figure
      const count = recount(reading, fact.category, from, to)
      const total = recount(reading, null, from, to)
      expect(sentence).toContain(formatNumber(language, count))
      expect(sentence).toContain(from.slice(0, 4))
      expect(sentence).not.toMatch(/NaN|Infinity|undefined|∞|[{}]/)
      if (fact.category === null) return
      expect(sentence).toContain(formatNumber(language, total))
      if (fact.kind === 'two_months' || fact.kind === 'season_share') return
      expect(sentence).toContain(formatShare(language, count / total))
    })
  })

  it('never says that a number grew or shrank to what it did not', () => {
    eachFact((fact, reading) => {
      if (fact.kind !== 'year_change' && fact.kind !== 'season_change') return
      const { figure, against, category } = fact
      const sentence = factSentence(fact, { language: 'en', texts, taxonomy })
      const now = recount(reading, category, figure.from, figure.to)
      const before = recount(reading, category, against!.from, against!.to)
      const times = /([\d.,]+) times the number/.exec(sentence)?.[1]
      const percent = /(up|down) ([\d,]+)% on/.exec(sentence)
      if (times) expect(Number(times.replaceAll(',', ''))).toBeCloseTo(now / before, -Math.log10(0.11))
      if (percent?.[1] === 'up') expect(Number(percent[2])).toBe(Math.round(100 * (now / before - 1)))
      if (percent?.[1] === 'down') expect(Number(percent[2])).toBe(Math.round(100 * (1 - now / before)))
      if (/more than/.test(sentence)) expect(before).toBe(0)
      expect(Boolean(times) || Boolean(percent) || /more than|fewer than/.test(sentence)).toBe(true)
    })
  })
})
