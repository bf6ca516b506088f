import { devianceOf } from './deviance'

/**
 * The logarithm of the chance of exactly so many successes, for a chance between 0 and 1. Right to the last digits for
 * any number of trials, where sums of log-gammas would lose eight of them at 10^7 (the saddle-point form of C. Loader,
 * Fast and Accurate Computation of Binomial Probabilities, 2000; R's `dbinom`).
 */
export function logBinomialDensity(successes: number, trials: number, chance: number): number {
  const failures = trials - successes
  if (successes === 0) return trials * Math.log1p(-chance)
  if (failures === 0) return trials * Math.log(chance)
  const errors = stirlingError(trials) - stirlingError(successes) - stirlingError(failures)
  const spread = Math.log(2 * Math.PI * successes * (failures / trials)) / 2
  return errors - devianceOf(successes, trials, chance) - spread
}

/** How much ln n! is larger than Stirling's formula says; its series is exact enough from 16 on (Loader, equation 4). */
function stirlingError(n: number): number {
  if (n < smallErrors.length) return smallErrors[n]!
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / n
}

const smallErrors = Array.from({ length: 16 }, (_, n) => {
  const factors = Array.from({ length: n }, (_, i) => i + 1)
  const factorial = factors.reduce((product, factor) => product * factor, 1)
  return n === 0 ? 0 : Math.log(factorial) - (n + 0.5) * Math.log(n) + n - Math.log(2 * Math.PI) / 2
})
