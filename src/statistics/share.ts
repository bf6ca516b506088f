/** How many of how many. */
export interface Share {
  count: number
  total: number
}

export interface Interval {
  lower: number
  upper: number
}

/**
 * The interval that a share lies in, as sure as the normal quantile `z` says: 1.96 for 95 % (E. B. Wilson, Probable
 * Inference, the Law of Succession, and Statistical Inference, Journal of the American Statistical Association 22,
 * 1927, 209-212; R's `prop.test(count, total, correct = FALSE)$conf.int`). Unlike share ± z deviations it keeps within
 * 0 and 1 and means something for shares of nothing and of all.
 */
export function wilsonInterval({ count, total }: Share, z: number): Interval {
  const failures = total - count
  const half = z * Math.sqrt((count * failures) / total + (z * z) / 4)
  const middle = count + (z * z) / 2
  const all = total + z * z
  return { lower: count === 0 ? 0 : (middle - half) / all, upper: failures === 0 ? 1 : (middle + half) / all }
}

/**
 * The interval that the first share less the second lies in, from the Wilson interval of each (method 10 of
 * R. G. Newcombe, Interval Estimation for the Difference Between Independent Proportions: Comparison of Eleven Methods,
 * Statistics in Medicine 17, 1998, 873-890).
 */
export function differenceInterval(a: Share, b: Share, z: number): Interval {
  const [shareA, shareB] = [a.count / a.total, b.count / b.total]
  const [ofA, ofB] = [wilsonInterval(a, z), wilsonInterval(b, z)]
  const difference = shareA - shareB
  return {
    lower: difference - Math.hypot(shareA - ofA.lower, ofB.upper - shareB),
    upper: difference + Math.hypot(ofA.upper - shareA, shareB - ofB.lower),
  }
}
