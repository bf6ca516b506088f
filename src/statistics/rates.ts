import { isUnlikely } from './binomialTest'

/** A count and how long was counted, in any unit that two of them share. */
export interface Exposed {
  count: number
  exposure: number
}

/**
 * Whether two counts come from different rates, at a level of significance. Given their sum, the second of two Poisson
 * numbers with the same rate is binomial, its chance being its part of the exposure (J. Przyborowski, H. Wilenski,
 * Homogeneity of Results in Testing Samples from Poisson Series, Biometrika 31, 1940, 313-323; R's
 * `poisson.test(c(now, before), c(exposureNow, exposureBefore))`).
 */
export function ratesDiffer(before: Exposed, now: Exposed, level: number): boolean {
  const trials = before.count + now.count
  return trials > 0 && isUnlikely(now.count, trials, now.exposure / (before.exposure + now.exposure), level)
}
