import type { Month } from '../calendar/month'
import { noCase, sumOf, type Count, type leftOut } from '../counts/count'
import { listCounts } from '../counts/countStore'
import { listValueCounts, listValueSums } from '../counts/valueCountStore'
import type { Db } from '../db/schema'
import { breaksOf, continuedAs, membersOf, termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { dimensionOf } from './breakdown'
import { compare, type Comparison } from './comparison'
import type { Fact } from './fact'
import { headlineFacts } from './facts'
import { firstAnswersOf, type FirstAnswers } from './firstAnswers'
import { overlap, type Period } from './period'
import type { Question } from './question'
import { recordsBy, type Records } from './records'
import { trendOf, type Trend } from './trend'

/** All that has been counted, and the words for it. */
export interface Counted {
  taxonomy: Taxonomy
  /** The dimension `total`. */
  counts: Count[]
  began: Month
  thisMonth: Month
  /** From the first month with a request to the last. */
  period: Period
  /** How many requests each month has; none for a month without. */
  totals: ReadonlyMap<Month, number>
}

export interface Report {
  question: Question
  taxonomy: Taxonomy
  records: Records
  /** The months asked for, without those before the records began and those still to come. */
  trend: Trend
  /** With the period asked for, if it was to be held against another. */
  comparison: Comparison | undefined
  facts: Fact[]
  /** Requests of the period that are in no figure. */
  leftOut: LeftOut
  /** How many requests of the period were counted without a case. */
  withoutCase: number
  /** How many requests look like another one of the same month, each beyond the first. */
  alike: number
  /** How many requests of the period were opened again at least once after they had been closed. */
  reopened: number
  firstAnswers: FirstAnswers
}

export type TrendReport = Pick<Report, 'question' | 'records' | 'trend'>

/** What a report tells apart, and of whose requests. */
export type Scope = Pick<Question, 'by' | 'of'>

export type LeftOut = Record<(typeof leftOut)[number], number>

/** What the notes of a report say in one number each. */
const noted = ['left_out', 'look_alike', 'reopened'] as const

/** Reads the cube's totals, a few rows a month however many cases there are; undefined before the first. */
export async function readCounted(db: Db, thisMonth: Month): Promise<Counted | undefined> {
  const counts = await listCounts(db, 'total')
  const [first, last] = [counts[0], counts.at(-1)]
  if (!first || !last) return undefined
  const period = { from: first.month, to: last.month }
  const totals = new Map<Month, number>()
  for (const { month, n } of counts) totals.set(month, (totals.get(month) ?? 0) + n)
  return { taxonomy: await readTaxonomy(db), counts, began: first.month, thisMonth, period, totals }
}

export async function readReport(db: Db, counted: Counted, question: Question): Promise<Report> {
  const { taxonomy } = counted
  const period = overlap(question.period, reportable(counted))
  const scope = period && { ...period, categories: categoriesOf(taxonomy, question.of) }
  const sums = scope ? await listValueSums(db, noted, scope) : []
  const answered = scope ? await listValueCounts(db, 'first_response', scope) : []
  const sum = (dimension: (typeof noted)[number], value?: string) =>
    sumOf(sums.filter(one => one.dimension === dimension && (value ?? one.value) === one.value))
  const { records, trend } = await readTrend(db, counted, question)
  const buckets = termsOf(taxonomy, 'first_response').map(term => term.code)
  return {
    question,
    taxonomy,
    records,
    trend,
    comparison: period && question.against && compare(records, question.period, question.against),
    facts: period ? headlineFacts(records, period) : [],
    leftOut: { spam: sum('left_out', 'spam'), repeat: sum('left_out', 'repeat') },
    withoutCase: period ? withoutCaseIn(counted, question.of, period) : 0,
    alike: sum('look_alike'),
    reopened: sum('reopened'),
    firstAnswers: firstAnswersOf(answered, trend, buckets),
  }
}

/** A report's numbers alone, without sentences and notes. */
export async function readTrend(db: Db, counted: Counted, question: Question): Promise<TrendReport> {
  const records = await readRecords(db, counted, question)
  const period = overlap(question.period, reportable(counted))
  return { question, records, trend: trendOf(records, period, question.step) }
}

/** All that has been counted of a breakdown, whatever months are asked for. */
export async function readRecords(db: Db, counted: Counted, scope: Scope): Promise<Records> {
  const categories = categoriesOf(counted.taxonomy, scope.of)
  const dimension = dimensionOf(scope.by)
  const asked = { ...counted.period, categories }
  const values = dimension === 'total' ? [] : await listValueCounts(db, dimension, asked)
  return recordsBy(counted.counts.filter(isOf(categories)), values, wordsFor(counted, scope))
}

/** How many requests of a period, and of a category, were counted without a case. */
export function withoutCaseIn({ taxonomy, counts }: Counted, of: string | null, period: Period): number {
  const isAsked = isOf(categoriesOf(taxonomy, of))
  return sumOf(counts.filter(count => count.value === noCase && isAsked(count) && isIn(period, count)))
}

/** The months a report can show: from the first request to this month. */
export function reportable({ period, thisMonth }: Counted): Period {
  return { from: period.from, to: period.to > thisMonth ? period.to : thisMonth }
}

/** Every category that was ever counted or can be. */
export function countedCategories({ taxonomy, counts }: Counted): string[] {
  const known = termsOf(taxonomy, 'category').map(term => term.code)
  return [...new Set([...known, ...counts.map(count => count.category).sort()])]
}

function wordsFor({ taxonomy, began, thisMonth }: Counted, { by, of }: Scope) {
  const countsAs = continuedAs(taxonomy, by)
  const terms = termsOf(taxonomy, by).filter(term => !countsAs.has(term.code))
  const shown = by === 'profile' && of !== null ? terms.filter(term => term.parent === of) : terms
  const breaks = [...breaksOf(taxonomy, by), ...(of === null ? [] : breaksOf(taxonomy, 'category'))]
  return {
    ...{ by, of, began, thisMonth, countsAs },
    codes: shown.map(term => term.code),
    breaks: [...new Set(breaks)].filter(month => month > began).sort(),
  }
}

/** A category with those whose series it goes on with; undefined for all. */
function categoriesOf(taxonomy: Taxonomy, of: string | null): string[] | undefined {
  return of === null ? undefined : membersOf(taxonomy, 'category', of)
}

function isOf(categories: string[] | undefined) {
  return ({ category }: Count) => categories?.includes(category) ?? true
}

function isIn(period: Period, { month }: Count): boolean {
  return period.from <= month && month <= period.to
}
