import type { Language } from '../db/schema'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import type { Report } from './reportStore'

/** What the sentences below are about. */
type Requests = Pick<Report, 'leftOut' | 'withoutCase' | 'alike' | 'reopened'> & {
  trend: { sum: { total: number } }
}

/**
 * From how many people the requests came, as far as requests can tell: at most as many as were counted, at least as many
 * as look different within a month. Somebody who asked in two months and was not recognised is in neither figure.
 */
export function peopleIn({ trend, alike }: Pick<Requests, 'trend' | 'alike'>): {
  least: number
  most: number
} {
  const most = trend.sum.total
  // Of cases that were destroyed nobody knows what they looked like, so that more may be counted as alike than there are.
  return { least: Math.max(Math.min(1, most), most - alike), most }
}

/** How many requests there were, which of them count, and from how many people those came. */
export function requestSentences(report: Requests, texts: Texts, language: Language): string[] {
  const { trend, leftOut, alike, reopened, withoutCase } = report
  const number = (value: number) => formatNumber(language, value)
  const counted = trend.sum.total
  const n = counted + leftOut.spam + leftOut.repeat
  const requests = texts(language, 'report.requests_sum', {
    ...{ n, all: number(n), counted: number(counted) },
    ...{ spam: number(leftOut.spam), repeat: number(leftOut.repeat) },
  })
  const { least, most } = peopleIn(report)
  if (most === 0) return [requests]
  const none = withoutCase > 0 ? [texts(language, 'report.without_case', { n: withoutCase })] : []
  const again = reopened > 0 ? [texts(language, 'report.reopened', { n: reopened })] : []
  const values = { alike, least: number(least), most, mostText: number(most) }
  return [
    requests,
    ...none,
    texts(language, alike === 0 ? 'report.people_all' : 'report.people', values),
    ...again,
  ]
}
