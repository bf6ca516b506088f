import type { Figure } from './records'

/*
 * When a difference is large enough to be called one. Requests that come independently of each other vary
 * like a Poisson number, so the difference of two counts a and b has a standard deviation of about
 * sqrt(a + b) (Krishnamoorthy, Thomson: A more powerful test for comparing two Poisson means, Journal of
 * Statistical Planning and Inference 119, 2004, for equal exposures); two shares are compared by the pooled
 * test for two proportions (Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, 2003). A
 * report looks at dozens of pairs and tells the largest, so two deviations would often tell of chance: we
 * ask for three.
 */
const deviations = 3

/** Smaller changes than a tenth may be real and still not worth a sentence. */
const leastChange = 0.1

export function isClearChange(before: number, now: number): boolean {
  return howClear(before, now) >= deviations && Math.abs(now - before) >= leastChange * before
}

/** How sure a change is, times how large: lets a change from 28 to 284 come before one from 1 to 12. */
export function weightOfChange(before: number, now: number): number {
  return howClear(before, now) * Math.abs(Math.log((now + 0.5) / (before + 0.5)))
}

export function isClearDifference(a: Figure, b: Figure): boolean {
  const pooled = (a.count + b.count) / (a.total + b.total)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / a.total + 1 / b.total))
  return deviation > 0 && Math.abs(a.count / a.total - b.count / b.total) >= deviations * deviation
}

function howClear(before: number, now: number): number {
  return before === now ? 0 : Math.abs(now - before) / Math.sqrt(before + now)
}
