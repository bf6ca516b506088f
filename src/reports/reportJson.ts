import type { Language } from '../db/schema'
import { languages, type Texts } from '../language/texts'
import { labelOf } from '../taxonomy/taxonomy'
import type { Fact } from './fact'
import { factSentence } from './factSentence'
import type { AnsweredMonth } from './firstAnswers'
import { peopleIn } from './people'
import { shareOf, type Figure } from './records'
import type { Report } from './reportStore'
import type { TrendCell, TrendMonth } from './trend'

/**
 * What `tropa report --json` prints. Names and shapes are a promise to scripts: docs/reference/report-json.md
 * describes them, and a change of one needs a new `format`.
 */
export function reportJson(report: Report, texts: Texts) {
  const { trend, records, taxonomy, facts, leftOut, firstAnswers } = report
  return {
    format: 'tropa-report-1',
    use: 'internal, exact figures, not for publication',
    unit: 'requests, not people',
    from: trend.period?.from ?? null,
    to: trend.period?.to ?? null,
    records_began: records.began,
    categories: records.categories.map(code => ({
      code,
      label: inEach(language => labelOf(taxonomy, 'category', code, language)),
    })),
    months: trend.months.map(monthJson),
    sum: { total: trend.sum.total, categories: trend.sum.categories.map(countJson) },
    left_out: leftOut,
    people: peopleJson(report),
    reopened: report.reopened,
    first_answers: firstAnswers.months.map(row => firstAnswerJson(firstAnswers.codes, row)),
    facts: facts.map(fact => ({
      ...factJson(fact),
      ...inEach(language => factSentence(fact, { language, texts, taxonomy })),
    })),
  }
}

function monthJson({ month, provisional, total, timesYearBefore, categories }: TrendMonth) {
  return {
    month,
    provisional,
    total,
    ratio_to_year_before: oneDecimal(timesYearBefore),
    categories: categories.map(cell => ({
      ...countJson(cell),
      change_points: oneDecimal(cell.change),
      ratio_to_year_before: oneDecimal(cell.timesYearBefore),
    })),
  }
}

/** As far as requests tell: docs/explanation/repeats.md says how far that is. */
function peopleJson(report: Report) {
  const { least, most } = peopleIn(report)
  return { at_least: least, at_most: most, look_alike: report.alike }
}

function firstAnswerJson(codes: string[], { month, counts, unknown }: AnsweredMonth) {
  return {
    month,
    answers: codes.map((code, i) => ({ first_response: code, count: counts[i]! })),
    not_known: unknown,
  }
}

function countJson({ category, count, share }: Pick<TrendCell, 'category' | 'count' | 'share'>) {
  return { category, count, share_percent: percent(share) }
}

function factJson({ kind, category, figure, against, recordSince }: Fact) {
  return {
    kind,
    category,
    figure: figureJson(figure),
    against: against ? figureJson(against) : null,
    record_since: recordSince ?? null,
  }
}

function figureJson({ from, to, count, total }: Figure) {
  return { from, to, count, total, share_percent: percent(shareOf({ count, total })) }
}

function inEach(say: (language: Language) => string): Record<Language, string> {
  return Object.fromEntries(languages.map(language => [language, say(language)])) as Record<Language, string>
}

function percent(share: number | undefined): number | null {
  return share === undefined ? null : oneDecimal(share * 100)
}

function oneDecimal(value: number | undefined): number | null {
  // Adding zero turns a -0 into 0.
  return value === undefined ? null : Math.round(value * 10) / 10 + 0
}
