import { addMonths, monthOfYear, type Month } from '../calendar/month'
import { lengthOf, type Period } from './period'

/** What a period is cut into. A season is one of the year: spring is March to May. */
export const steps = ['month', 'quarter', 'season', 'half_year', 'year'] as const

export type Step = (typeof steps)[number]

/** A step as far as it lies in a period. */
export interface StepPeriod extends Period {
  step: Step
  /** All of its months lie in the period. */
  whole: boolean
}

const lengths: Record<Step, number> = { month: 1, quarter: 3, season: 3, half_year: 6, year: 12 }

export function stepsInYear(step: Step): number {
  return 12 / lengths[step]
}

/** The steps of a period, in order; the first and the last may be cut off. */
export function stepsOf(period: Period, step: Step): StepPeriod[] {
  const found: StepPeriod[] = []
  for (let from = period.from; from <= period.to;) {
    const whole = stepAround(from, step)
    const to = whole.to < period.to ? whole.to : period.to
    found.push({ from, to, step, whole: lengthOf({ from, to }) === lengths[step] })
    from = addMonths(to, 1)
  }
  return found
}

/** The whole step that a month lies in. */
export function stepAround(one: Month, step: Step): Period {
  const length = lengths[step]
  // Seasons begin in March, all others in January.
  const ahead = (monthOfYear(one) - 1 + (step === 'season' ? 1 : 0)) % length
  const from = addMonths(one, -ahead)
  return { from, to: addMonths(from, length - 1) }
}

/** How many steps of its kind a year has, and which of them one is, from 1; seasons from spring. */
export function numberOfStep(step: Step, { from }: Period): number {
  return step === 'season' ? monthOfYear(from) / 3 : Math.floor((monthOfYear(from) - 1) / lengths[step]) + 1
}
