import fc from 'fast-check'
import { logBinomialDensity } from '../../src/statistics/binomialDensity'
import { binomialTest, isUnlikely } from '../../src/statistics/binomialTest'
import { ratesDiffer } from '../../src/statistics/rates'

/* The numbers are those of R 4.2.2; the command stands above each table. */

// dbinom(successes, trials, chance, log = TRUE)
it.each([
  [28, 651, 0.05, -2.91669751840721],
  [5_000_000, 10_000_000, 0.5, -8.28483920312389],
  [3, 10, 0.2, -1.60282685371972],
  [0, 7, 0.3, -2.49672460757113],
  [9_999_990, 10_000_000, 0.999, -9927.99434418534],
  [100, 20_000_000, 1e-5, -33.907886402837],
])('the density of %i in %i at %d is that of R', (successes, trials, chance, expected) => {
  const found = logBinomialDensity(successes, trials, chance)
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-12)
})

// binom.test(successes, trials, chance)$p.value
const tests: [number, number, number, number][] = [
  [284, 312, 0.5, 1.71486047957069e-54],
  [577, 882, 91 / 183, 7.20836876074985e-21],
  [28, 59, 0.5, 0.794843653982861],
  [7, 20, 0.3, 0.629497966676677],
  [3, 3, 0.5, 0.25],
  [0, 12, 0.25, 0.0459291338920593],
  [10, 100, 0.1, 1],
  [1, 1000, 0.01, 0.00113106959185197],
  [5_002_500, 10_000_000, 0.5, 0.113918600521369],
  [5_005_000, 10_000_000, 0.5, 0.0015671019056954],
  [1_001_500, 10_000_000, 0.1, 0.11384630085136],
  [15, 18, 28 / 59, 0.00328551991134622],
  [784, 1440, 0.5, 0.000811843249444731],
  [0, 40, 0.02, 1],
]

it.each(tests)('the test of %i in %i at %d is that of R', (successes, trials, chance, expected) => {
  expect(Math.abs(binomialTest(successes, trials, chance) / expected - 1)).toBeLessThan(1e-8)
})

it.each(tests)(
  '%i in %i at %d falls below the levels above its p-value alone',
  (successes, trials, chance, p) => {
    for (const factor of [0.5, 0.99, 0.9999])
      expect(isUnlikely(successes, trials, chance, p * factor)).toBe(false)
    for (const factor of [1.0001, 1.01, 1.9])
      if (p * factor < 1) expect(isUnlikely(successes, trials, chance, p * factor)).toBe(true)
  },
)

it('the quick answer is that of the sum, and near the p-value too', () => {
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  const trials = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 5000 }))
  const [part, chance, factor] = [between(0, 1), between(0.02, 0.98), between(0.6, 1.4)]
  fc.assert(
    fc.property(trials, part, chance, factor, (n, part, chance, factor) => {
      const successes = Math.round(n * part)
      const p = binomialTest(successes, n, chance)
      const level = Math.min(0.5, Math.max(1e-300, p * factor))
      expect(isUnlikely(successes, n, chance, level)).toBe(p <= level)
    }),
    { numRuns: 2000, seed: 2023 },
  )
})

// poisson.test(c(577, 305), c(91, 92)): p-value 7.2e-21; poisson.test(c(112, 100), c(31, 28)): 0.945
it('two counts are compared by how long was counted', () => {
  const [summer, autumn] = [{ count: 305, exposure: 92 }, { count: 577, exposure: 91 }] // prettier-ignore
  expect(ratesDiffer(summer, autumn, 7.3e-21)).toBe(true)
  expect(ratesDiffer(summer, autumn, 7.1e-21)).toBe(false)
  const [february, march] = [{ count: 100, exposure: 28 }, { count: 112, exposure: 31 }] // prettier-ignore
  expect(ratesDiffer(february, march, 0.94)).toBe(false)
  expect(ratesDiffer(february, march, 0.95)).toBe(true)
  expect(ratesDiffer({ count: 0, exposure: 1 }, { count: 0, exposure: 1 }, 0.05)).toBe(false)
})

it('a thousand pairs of counts of millions take a blink', () => {
  const began = performance.now()
  for (let i = 0; i < 1000; i++) isUnlikely(5_000_000 + i * 10, 10_000_000, 0.5, 0.0001)
  expect(performance.now() - began).toBeLessThan(500)
})
