/**
 * How far a number of successes lies from the one expected, as the binomial distribution measures it: n times the
 * Kullback-Leibler divergence of k/n from the chance of a success. Zero at the expectation, and about half the square
 * of the standard deviations elsewhere.
 */
export function devianceOf(successes: number, trials: number, chance: number): number {
  return devianceTerm(successes, trials * chance) + devianceTerm(trials - successes, trials * (1 - chance))
}

/**
 * x ln(x/m) + m - x, by a series where x and m are so near that the terms would cancel (`bd0` in C. Loader, Fast and
 * Accurate Computation of Binomial Probabilities, 2000).
 */
function devianceTerm(x: number, mean: number): number {
  if (x === 0) return mean
  const nearness = (x - mean) / (x + mean)
  if (Math.abs(nearness) >= 0.1) return x * Math.log(x / mean) + mean - x
  let sum = (x - mean) * nearness
  let term = 2 * x * nearness
  for (let i = 3; i < 100; i += 2) {
    term *= nearness * nearness
    const next = sum + term / i
    if (next === sum) break
    sum = next
  }
  return sum
}
