import type { Month } from '../calendar/month'
import type { Count } from '../counts/count'
import type { Trend } from './trend'

/** How long people waited for a first answer, month by month. */
export interface FirstAnswers {
  /** The buckets, in the order in which people know them. */
  codes: string[]
  months: AnsweredMonth[]
  /** The whole period. */
  sum: Answered
}

export interface Answered {
  /** Requests by bucket, in the order of `codes`. */
  counts: number[]
  known: number
  unknown: number
}

export interface AnsweredMonth extends Answered {
  month: Month
  provisional: boolean
}

/** From the cube's dimension `first_response`. Whoever has no bucket waits still, or nobody knows how long they waited. */
export function firstAnswersOf(counts: Count[], trend: Trend, buckets: string[]): FirstAnswers {
  const retired = counts.map(count => count.value).filter(code => !buckets.includes(code))
  const codes = [...buckets, ...[...new Set(retired)].sort()]
  const answered = (some: Count[], total: number): Answered => {
    const inEach = codes.map(code => sumOf(some.filter(count => count.value === code)))
    const known = sumOf(some)
    return { counts: inEach, known, unknown: total - known }
  }
  return {
    codes,
    months: trend.months.map(({ month, provisional, total }) => ({
      ...{ month, provisional },
      ...answered(
        counts.filter(count => count.month === month),
        total,
      ),
    })),
    sum: answered(counts, trend.sum.total),
  }
}

function sumOf(counts: Count[]): number {
  return counts.reduce((sum, count) => sum + count.n, 0)
}
