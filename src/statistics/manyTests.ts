/**
 * The level for each of several tests, so that the chance of even one false alarm among all of them stays at `level`,
 * however they depend on each other (Bonferroni's inequality; O. J. Dunn, Multiple Comparisons Among Means, Journal of
 * the American Statistical Association 56, 1961, 52-64).
 */
export function levelForEach(level: number, tests: number): number {
  return level / Math.max(1, tests)
}
