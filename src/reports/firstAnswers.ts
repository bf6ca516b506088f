import { sumOf } from '../counts/count'
import type { ValueCount } from '../counts/valueCountStore'
import type { StepPeriod } from './step'
import type { Trend } from './trend'

/** How long people waited for a first answer, step by step. */
export interface FirstAnswers {
  /** The buckets, in the order in which people know them. */
  codes: string[]
  rows: AnsweredRow[]
  /** The whole period. */
  sum: Answered
}

export interface Answered {
  /** Requests by bucket, in the order of `codes`. */
  counts: number[]
  known: number
  unknown: number
}

export interface AnsweredRow extends Answered, StepPeriod {
  provisional: boolean
}

/** From the cube's dimension `first_response`. Whoever has no bucket waits still, or nobody knows how long they waited. */
export function firstAnswersOf(counts: ValueCount[], trend: Trend, buckets: string[]): FirstAnswers {
  const retired = counts.map(count => count.value).filter(code => !buckets.includes(code))
  const codes = [...buckets, ...[...new Set(retired)].sort()]
  const answered = (some: ValueCount[], total: number): Answered => {
    const inEach = codes.map(code => sumOf(some.filter(count => count.value === code)))
    const known = sumOf(some)
    return { counts: inEach, known, unknown: total - known }
  }
  return {
    codes,
    rows: trend.rows.map(({ from, to, step, whole, provisional, total }) => ({
      ...{ from, to, step, whole, provisional },
      ...answered(
        counts.filter(count => from <= count.month && count.month <= to),
        total,
      ),
    })),
    sum: answered(counts, trend.sum.total),
  }
}
