import type { Month } from '../calendar/month'
import type { Count, Dimension, leftOut } from '../counts/count'
import { findCountedPeriod, listCounts } from '../counts/countStore'
import type { Db } from '../db/schema'
import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import type { Fact } from './fact'
import { headlineFacts } from './facts'
import { firstAnswersOf, type FirstAnswers } from './firstAnswers'
import { overlap, type Period } from './period'
import { recordsOf, type Records } from './records'
import { trendOf, type Trend } from './trend'

/** All that has been counted, and the words for it. */
export interface Counted {
  taxonomy: Taxonomy
  records: Records
  /** From the first month with a request to the last. */
  period: Period
  /** How many requests each month has; none for a month without. */
  totals: ReadonlyMap<Month, number>
}

export interface Report {
  taxonomy: Taxonomy
  records: Records
  /** The months asked for, without those before the records began and those still to come. */
  trend: Trend
  facts: Fact[]
  /** Requests of the period that are in no figure. */
  leftOut: LeftOut
  /** How many requests look like another one of the same month, each beyond the first. */
  alike: number
  /** How many requests of the period were opened again at least once after they had been closed. */
  reopened: number
  firstAnswers: FirstAnswers
}

export type LeftOut = Record<(typeof leftOut)[number], number>

/** Reads the cube's totals, a few rows a month however many cases there are; undefined before the first. */
export async function readCounted(db: Db, thisMonth: Month): Promise<Counted | undefined> {
  const period = await findCountedPeriod(db)
  if (!period) return undefined
  const taxonomy = await readTaxonomy(db)
  const categories = termsOf(taxonomy, 'category').map(term => term.code)
  const counts = await listCounts(db, 'total', period.from, period.to)
  const records = recordsOf(counts, categories, thisMonth)
  if (!records) return undefined
  const totals = new Map([...records.counts].map(([month, groups]) => [month, groups.get(null) ?? 0]))
  return { taxonomy, records, period, totals }
}

export async function readReport(db: Db, counted: Counted, asked: Period): Promise<Report> {
  const { taxonomy, records } = counted
  const period = overlap(asked, reportable(counted))
  const trend = trendOf(records, period)
  const read = async (dimension: Dimension) =>
    period ? await listCounts(db, dimension, period.from, period.to) : []
  const buckets = termsOf(taxonomy, 'first_response').map(term => term.code)
  return {
    taxonomy,
    records,
    trend,
    facts: period ? headlineFacts(records, period) : [],
    leftOut: leftOutOf(await read('left_out')),
    alike: sumOf(await read('look_alike')),
    reopened: sumOf(await read('reopened')),
    firstAnswers: firstAnswersOf(await read('first_response'), trend, buckets),
  }
}

/** The months a report can show: from the first request to this month. */
export function reportable({ period, records }: Counted): Period {
  return { from: period.from, to: period.to > records.thisMonth ? period.to : records.thisMonth }
}

function leftOutOf(counts: Count[]): LeftOut {
  const of = (value: string) => sumOf(counts.filter(count => count.value === value))
  return { spam: of('spam'), repeat: of('repeat') }
}

function sumOf(counts: Count[]): number {
  return counts.reduce((sum, count) => sum + count.n, 0)
}
