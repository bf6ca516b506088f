import { logBinomialDensity } from './binomialDensity'
import { devianceOf } from './deviance'
import { normalQuantile } from './normalQuantile'

/**
 * The exact two-sided test of a number of successes against a chance: the sum of the chances of all outcomes that are
 * no likelier than the one seen (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934; the two sides by minimum
 * likelihood as in M. P. Fay, Two-sided Exact Tests and Matching Confidence Intervals for Discrete Data, The R Journal
 * 2/1, 2010; R's `binom.test(successes, trials, chance)$p.value`).
 */
export function binomialTest(successes: number, trials: number, chance: number): number {
  const [below, above] = outcomesAsUnlikely(successes, trials, chance)
  if (below >= above) return 1
  const tails = tail(below, trials, chance, -1) + tail(above, trials, chance, 1)
  return Math.min(1, tails)
}

/**
 * Whether `binomialTest` falls to `level` or below, in a time that does not grow with the numbers: mostly answered by
 * bounds that hold for every binomial distribution, P(X <= k) being at least the normal one at the root of twice the
 * deviance of k, and at most that of k + 1 (A. M. Zubkov, A. A. Serov, A complete proof of universal inequalities for
 * the distribution function of the binomial law, Theory of Probability and its Applications 57, 2013, 539-544).
 */
export function isUnlikely(successes: number, trials: number, chance: number, level: number): boolean {
  // The bounds hold inside the outcomes only, and each is left a hair's breadth for rounding.
  const isInside = successes > 1 && successes < trials - 1
  const distance = (k: number) => Math.sqrt(2 * devianceOf(k, trials, chance))
  if (isInside && distance(successes) < normalQuantile(level) * (1 - hair)) return false
  if (isInside && isFarOut(successes, trials, chance, normalQuantile(level / 2), distance)) return true
  return binomialTest(successes, trials, chance) <= level
}

const hair = 1e-9

/**
 * Whether each side surely has half of the level at most: that of the outcome seen, and the other one from an outcome
 * on that lies `limit` deviations out and is still likelier, so that all that are not lie farther out.
 */
function isFarOut(
  successes: number,
  trials: number,
  chance: number,
  limit: number,
  distance: (k: number) => number,
): boolean {
  const mean = trials * chance
  const side = successes > mean ? 1 : -1
  const inner = successes - side
  if ((inner - mean) * side <= 0 || distance(inner) < limit * (1 + hair)) return false
  // Bernstein's inequality: so far out the deviance is large enough.
  const reach = limit * Math.sqrt(mean * (1 - chance)) + (limit * limit) / 3
  const other = side === 1 ? Math.floor(mean - reach) : Math.ceil(mean + reach)
  if (other < 1 || other > trials - 1 || distance(other) < limit * (1 + hair)) return false
  const density = (k: number) => logBinomialDensity(k, trials, chance)
  return density(other) > density(successes) + 1e-6
}

/** The highest outcome on the low side and the lowest on the high side that are no likelier than the one seen. */
function outcomesAsUnlikely(successes: number, trials: number, chance: number): [number, number] {
  // R counts outcomes as equally likely up to this, because rounding makes them differ.
  const seen = logBinomialDensity(successes, trials, chance) + 1e-7
  const isAsUnlikely = (k: number) => logBinomialDensity(k, trials, chance) <= seen
  const mode = Math.min(trials, Math.floor((trials + 1) * chance))
  if (successes < mode) return [successes, firstWhere(mode, trials + 1, k => k > trials || isAsUnlikely(k))]
  if (successes > mode)
    return [mode - firstWhere(0, mode + 1, d => d > mode || isAsUnlikely(mode - d)), successes]
  return [mode, mode]
}

/** The first whole number from `low` on for which something holds that then goes on to hold, as it does for `high`. */
function firstWhere(low: number, high: number, holds: (k: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The chance of an outcome and of all that lie farther out, each from the one before until nothing is added. */
function tail(from: number, trials: number, chance: number, step: 1 | -1): number {
  if (from < 0 || from > trials) return 0
  const odds = chance / (1 - chance)
  let term = 1
  let sum = 0
  for (let k = from; k >= 0 && k <= trials; k += step) {
    if (sum + term === sum) break
    sum += term
    term *= step === 1 ? ((trials - k) / (k + 1)) * odds : k / (trials - k + 1) / odds
  }
  return sum * Math.exp(logBinomialDensity(from, trials, chance))
}
