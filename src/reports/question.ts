import { parseMonth } from '../calendar/month'
import { text, type Form, type Parsed, type Problems } from '../web/form'
import { breakdowns, type Breakdown } from './breakdown'
import { periodAgainst, type Against } from './comparison'
import { parsePeriod, type Period } from './period'
import { steps, type Step } from './step'

/** What somebody wants to know of the requests. */
export interface Question {
  period: Period
  step: Step
  by: Breakdown
  /** Only requests of this category; null for all. */
  of: string | null
  /** What the period is held against, if anything. */
  against: Period | undefined
}

/** All requests of a period, month by month and by category. */
export function plainQuestion(period: Period): Question {
  return { period, step: 'month', by: 'category', of: null, against: undefined }
}

/**
 * What was asked by `from`, `to`, `step`, `by`, `category`, `compare` and `compare_from`. Whoever asks for one category
 * by category is shown its profiles: the other answer would be a single number.
 */
export function parseQuestion(form: Form, fallback: Period, categories: string[]): Parsed<Question> {
  const period = parsePeriod(form, fallback)
  const problems: Problems = period.ok ? {} : period.problems
  const step = oneOf(steps, text(form, 'step') || 'month')
  const by = oneOf(breakdowns, text(form, 'by') || 'category')
  const of = text(form, 'category') || null
  if (!step) problems.step = 'report.problem.step'
  if (!by) problems.by = 'report.problem.by'
  if (of !== null && !categories.includes(of)) problems.category = 'report.problem.category'
  const against = period.ok ? parseAgainst(form, period.value, problems) : undefined
  if (!period.ok || !step || !by || Object.keys(problems).length > 0) return { ok: false, problems }
  const shown = by === 'category' && of !== null ? 'profile' : by
  return { ok: true, value: { period: period.value, step, by: shown, of, against } }
}

function parseAgainst(form: Form, period: Period, problems: Problems): Period | undefined {
  const asked = text(form, 'compare')
  if (asked === '') return undefined
  const against = oneOf<Against>(['before', 'year', 'other'], asked)
  if (!against) problems.compare = 'report.problem.compare'
  if (against !== 'other') return against && periodAgainst(period, against)
  const from = parseMonth(text(form, 'compare_from'))
  if (!from) problems.compare_from = 'report.problem.month'
  if (from === period.from) problems.compare_from = 'report.problem.same'
  return from && periodAgainst(period, 'other', from)
}

function oneOf<T extends string>(known: readonly T[], asked: string): T | undefined {
  return known.find(one => one === asked)
}
