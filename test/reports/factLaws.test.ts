import fc from 'fast-check'
import { addMonths, month, monthOfYear, monthsBetween, type Month } from '../../src/calendar/month'
import type { Count } from '../../src/counts/count'
import { formatNumber, formatShare } from '../../src/language/numbers'
import { factKinds, type Fact, type FactKind } from '../../src/reports/fact'
import { headlineFacts, tellableFacts } from '../../src/reports/facts'
import { factSentence } from '../../src/reports/factSentence'
import { recordsOf, type Figure, type Records } from '../../src/reports/records'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { categories, defaultTaxonomy, texts, totalsFrom } from './demoRecords'

/** Any history of requests, the month in which it is read, the months asked for, and where definitions changed. */
interface Reading {
  counts: Count[]
  thisMonth: Month
  from: Month
  to: Month
  breaks: Month[]
}

const first = '2021-04'

/** Levels that stay or drift for a while and jump now and then, so that every rule finds something at times. */
const level = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 16, max: 900 }))
const row = fc.array(level, { minLength: 3, maxLength: 3 })
const drift = fc.constantFrom(0, 0, 0.2, -0.06)
const rows = fc
  .array(fc.tuple(row, fc.integer({ min: 1, max: 14 }), drift), { minLength: 1, maxLength: 5 })
  .map(stretches =>
    stretches.flatMap(([numbers, length, drift]) =>
      Array.from({ length }, (_, i) => numbers.map(n => Math.round(n * Math.max(0, 1 + drift * i)))),
    ),
  )
  .chain(steady =>
    fc
      .array(fc.tuple(fc.oneof(fc.nat(2), fc.nat(steady.length - 1)), row), { maxLength: 4 })
      .map(jumps =>
        steady.map((numbers, i) => jumps.find(([back]) => back === steady.length - 1 - i)?.[1] ?? numbers),
      ),
  )

const readings: fc.Arbitrary<Reading> = fc
  .tuple(rows, fc.integer({ min: -1, max: 3 }), fc.nat(40), fc.integer({ min: 1, max: 40 }), fc.nat(90))
  .map(([rows, later, skipped, length, broken]) => {
    const last = addMonths(month(first), rows.length - 1)
    const from = addMonths(month(first), skipped % rows.length)
    const thisMonth = addMonths(last, Math.max(later, 0))
    const breaks = broken < rows.length ? [addMonths(month(first), broken)] : []
    return { counts: totalsFrom(first, rows), thisMonth, from, to: addMonths(from, length - 1), breaks }
  })

function recordsIn({ counts, thisMonth, breaks }: Reading): Records | undefined {
  const records = recordsOf(counts, categories, thisMonth)
  return records && { ...records, breaks: breaks.filter(month => month > records.began) }
}

/** The same readings for each law, so that finding their facts is paid once. */
const sample = fc.sample(readings, { numRuns: 300, seed: 20230101 }).flatMap(reading => {
  const records = recordsIn(reading)
  return records
    ? [{ reading, facts: tellableFacts(records, reading), told: headlineFacts(records, reading) }]
    : []
})

/** The facts for which a law does not hold. */
function breakers(holds: (fact: Fact, reading: Reading) => boolean): Fact[] {
  return sample.flatMap(({ reading, facts }) => facts.filter(fact => !holds(fact, reading)))
}

/* What follows recounts from the raw counts, by sums of its own. */

const sums = new WeakMap<Count[], Map<string, number>>()

function recount({ counts }: Reading, group: string | null, from: Month, to: Month = from): number {
  const known = sums.get(counts) ?? new Map<string, number>()
  sums.set(counts, known)
  if (known.size === 0) for (const { month, category, n } of counts) known.set(`${category} ${month}`, n)
  const groups = group === null ? categories : [group]
  const months = monthsBetween(from, to)
  return groups.reduce(
    (sum, one) => months.reduce((sum, month) => sum + (known.get(`${one} ${month}`) ?? 0), sum),
    0,
  )
}

function firstMonth({ counts }: Reading): Month {
  return counts.filter(count => count.n > 0).map(count => count.month).sort()[0]! // prettier-ignore
}

/** The first month whose figures of a group mean what they mean today. */
function comparableFrom(group: string | null, reading: Reading): Month {
  const broken = group === null ? [] : reading.breaks.filter(month => month <= reading.thisMonth)
  return [firstMonth(reading), ...broken].sort().at(-1)!
}

/** The chance of a difference at least as large if both counts came at one rate, summed up term by term. */
function chanceOf(a: number, b: number, daysA: number, daysB: number): number {
  const [n, p] = [a + b, daysB / (daysA + daysB)]
  const logs: number[] = []
  let log = n * Math.log1p(-p)
  for (let k = 0; k <= n; k++) {
    logs.push(log)
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p))
  }
  return logs.filter(log => log <= logs[b]! + 1e-7).reduce((sum, log) => sum + Math.exp(log), 0)
}

function daysIn({ from, to }: Figure): number {
  return (Date.parse(`${addMonths(to, 1)}-01`) - Date.parse(`${from}-01`)) / 86_400_000
}

const changes: FactKind[] = ['year_change', 'month_change', 'season_change', 'quarter_change']

describe('every fact, whatever was counted,', () => {
  let taxonomy: Taxonomy
  beforeAll(async () => {
    taxonomy = await defaultTaxonomy()
  })

  it('of each kind is met by these tests', () => {
    const met = new Map<string, number>()
    for (const { kind, since } of sample.flatMap(({ facts }) => facts)) {
      for (const name of [kind, ...(since ? [`${kind} since`] : [])]) met.set(name, (met.get(name) ?? 0) + 1)
    }
    const since = ['two_months', 'run', 'run_above', 'lowest'].map(kind => `${kind} since`)
    expect([...factKinds, ...since].filter(kind => (met.get(kind) ?? 0) < 10)).toEqual([])
  })

  it('has the counts and the denominators that a recount has', () => {
    const isSo = (reading: Reading, group: string | null, { from, to, count, total }: Figure) =>
      count === recount(reading, group, from, to) && total === recount(reading, null, from, to) && total >= 20
    expect(
      breakers(
        ({ group, other, figure, against, after }, reading) =>
          isSo(reading, group, figure) &&
          (!against || isSo(reading, other ?? group, against)) &&
          (!after || isSo(reading, group, after)),
      ),
    ).toEqual([])
  })

  it('is about complete months of the records, the last of them in the period', () => {
    expect(
      breakers((fact, reading) => {
        const { kind, figure } = fact
        const reachesBack = kind === 'sum_since' || kind === 'run_above'
        const isInside = figure.to >= reading.from && figure.to <= reading.to
        const isOver = ({ from, to }: Figure) =>
          from <= to && from >= firstMonth(reading) && to < reading.thisMonth
        return isInside && (reachesBack || figure.from >= reading.from) && figuresOf(fact).every(isOver)
      }),
    ).toEqual([])
  })

  it('of a group reaches across no change of definitions', () => {
    expect(
      breakers((fact, reading) => {
        const { group, since } = fact
        if (group === null) return true
        const months = figuresOf(fact).flatMap(({ from, to }) => [from, to]).sort() // prettier-ignore
        const [earliest, latest] = [months[0]!, months.at(-1)!]
        const isWithin = !reading.breaks.some(broken => broken > earliest && broken <= latest)
        return isWithin && (!since || since.month === comparableFrom(group, reading))
      }),
    ).toEqual([])
  })

  it('that speaks of a record, or of the fewest, is about one', () => {
    expect(
      breakers(({ kind, group, figure, since }, reading) => {
        const isRecord = kind === 'record' || kind === 'lowest' || (kind === 'two_months' && since)
        if (!isRecord) return true
        const length = monthsBetween(figure.from, figure.to).length
        const began = comparableFrom(group, reading)
        const last = kind === 'lowest' ? addMonths(reading.thisMonth, -1) : reading.thisMonth
        const others = monthsBetween(began, last)
          .filter(from => from !== figure.from)
          .map(from => recount(reading, group, from, addMonths(from, length - 1)))
        const earlier = monthsBetween(began, addMonths(figure.from, -1))
        const isLong = earlier.filter(one => recount(reading, null, one) > 0).length >= 12
        const beats = (n: number) => (kind === 'lowest' ? n > figure.count : n < figure.count)
        return isLong && others.every(beats)
      }),
    ).toEqual([])
  })

  it('that compares months compares those that it says', () => {
    const back: Partial<Record<FactKind, number>> = {
      ...{ year_change: 12, month_change: 1, season_change: 3, quarter_change: 3, rank_change: 3 },
    }
    const startsIn: Partial<Record<FactKind, number>> = {
      ...{ season_change: 0, season_share: 0, rank_change: 0, quarter_change: 1 },
    }
    expect(
      breakers(({ kind, figure: { from, to }, against }) => {
        const isBack =
          back[kind] === undefined ||
          (against!.from === addMonths(from, -back[kind]) && against!.to === addMonths(to, -back[kind]))
        const isWhole =
          startsIn[kind] === undefined ||
          (monthOfYear(from) % 3 === startsIn[kind] && to === addMonths(from, 2))
        return isBack && isWhole
      }),
    ).toEqual([])
  })

  it('that speaks of a change has one of a tenth of at least 20, and more than chance explains', () => {
    expect(
      breakers(({ kind, figure, against }) => {
        if (!changes.includes(kind)) return true
        const [before, now] = [against!.count, figure.count]
        const isLarge = before >= 20 && Math.abs(now - before) >= before / 10
        const isSmallSum = now + before < 400
        return isLarge && (!isSmallSum || chanceOf(before, now, daysIn(against!), daysIn(figure)) < 0.05)
      }),
    ).toEqual([])
  })

  it('that speaks of months in a row counts them', () => {
    expect(
      breakers(({ kind, group, figure, against, months, above, since }, reading) => {
        if (kind !== 'run' && kind !== 'run_above') return true
        const grew = (one: Month) =>
          recount(reading, group, one) - recount(reading, group, addMonths(one, -1))
        const way = figure.count > (against?.count ?? 0) ? 1 : -1
        const goesOn = (one: Month) =>
          kind === 'run_above' ? recount(reading, group, one) > above! : grew(one) * way > 0
        const start = kind === 'run' ? addMonths(against!.from, 1) : figure.from
        const run = monthsBetween(start, figure.to)
        const isRun = run.length === months && months >= 4 && run.every(goesOn)
        const begins = kind === 'run' || !goesOn(addMonths(start, -1))
        const known = monthsBetween(comparableFrom(group, reading), addMonths(reading.thisMonth, -1))
        const isLongest = longestElsewhere(kind === 'run' ? known.slice(1) : known, goesOn, start) < months!
        return isRun && begins && (!since || isLongest)
      }),
    ).toEqual([])
  })

  it('that speaks of a turn is between months that have clearly more, or clearly fewer', () => {
    expect(
      breakers(({ kind, group, figure, against, after }, reading) => {
        if (kind !== 'turning_point') return true
        const way = figure.count > against!.count ? 1 : -1
        const others = monthsBetween(against!.from, after!.to).filter(one => one !== figure.from)
        return others.every(one => (figure.count - recount(reading, group, one)) * way > 0)
      }),
    ).toEqual([])
  })

  it('that speaks of a place, of most, of as many or of a sum is right about it', () => {
    expect(
      breakers(({ kind, group, figure, against, rank, other, since }, reading) => {
        const place = ({ from, to, count }: Figure) =>
          1 + categories.filter(one => recount(reading, one, from, to) > count).length
        const rest = categories.filter(one => one !== group)
        const most = Math.max(...rest.map(one => recount(reading, one, figure.from, figure.to)))
        if (kind === 'rank_change')
          return rank!.now === place(figure) && rank!.before === place(against!) && rank!.now < rank!.before
        if (kind === 'ratio' && recount(reading, other!, figure.from) !== most) return false
        if (kind === 'largest_share' || kind === 'ratio') return most < figure.count
        if (kind === 'about_the_same') return Math.abs(figure.count - against!.count) < against!.count / 5
        return kind !== 'sum_since' || figure.from === since!.month
      }),
    ).toEqual([])
  })

  it('is one of six at most, and no two tell the same figure', () => {
    for (const { told } of sample) {
      const figures = told.map(({ group, figure }) => [group, figure.from, figure.to].join(' '))
      expect(told.length).toBeLessThanOrEqual(6)
      expect(new Set(figures).size).toBe(figures.length)
    }
  })

  it('is plain data, so that it can be kept', () => {
    const facts = sample.flatMap(({ facts }) => facts)
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })

  it.each(['en', 'ru'] as const)('says its numbers in %s', language => {
    const said = (fact: Fact, reading: Reading) => {
      const sentence = factSentence(fact, { language, texts, taxonomy })
      const { from, to } = fact.figure
      const [count, total] = [recount(reading, fact.group, from, to), recount(reading, null, from, to)]
      const isRounded = fact.kind === 'two_months' || fact.kind === 'season_share'
      const numbers = [
        formatNumber(language, count),
        from.slice(0, 4),
        ...(fact.group === null ? [] : [formatNumber(language, total)]),
        ...(fact.group === null || isRounded ? [] : [formatShare(language, count / total)]),
      ]
      const isWhole = !/NaN|Infinity|undefined|∞|[{}]/.test(sentence)
      return isWhole && numbers.every(number => sentence.includes(number)) ? [] : [sentence]
    }
    expect(sample.flatMap(({ told, reading }) => told.flatMap(fact => said(fact, reading)))).toEqual([])
  })

  it('never says that a number grew or shrank to what it did not', () => {
    const wrong = ({ kind, ...fact }: Fact, reading: Reading) => {
      if (!changes.includes(kind)) return []
      const { figure, against, group } = fact
      const sentence = factSentence({ kind, ...fact }, { language: 'en', texts, taxonomy })
      const ratio =
        recount(reading, group, figure.from, figure.to) / recount(reading, group, against!.from, against!.to)
      const times = /([\d.,]+) times the number/.exec(sentence)?.[1]
      const [, way, percent] = /(up|down) ([\d,]+)% on/.exec(sentence) ?? []
      const isSo = times
        ? Math.abs(Number(times.replaceAll(',', '')) - ratio) <= 0.05 + 1e-9
        : percent
          ? Number(percent) === Math.round(100 * Math.abs(ratio - 1)) && (way === 'up') === ratio > 1
          : sentence.includes('fewer than') && ratio < 0.005
      return isSo ? [] : [sentence]
    }
    expect(sample.flatMap(({ told, reading }) => told.flatMap(fact => wrong(fact, reading)))).toEqual([])
  })
})

function figuresOf({ figure, against, after }: Fact): Figure[] {
  return [figure, ...(against ? [against] : []), ...(after ? [after] : [])]
}

/** The most months in a row of which something holds, but for the run that begins in a month. */
function longestElsewhere(months: Month[], holds: (one: Month) => boolean, start: Month): number {
  let [longest, current, began] = [0, 0, months[0]]
  for (const one of months) {
    if (!holds(one)) current = 0
    else if (current++ === 0) began = one
    if (began !== start) longest = Math.max(longest, current)
  }
  return longest
}
