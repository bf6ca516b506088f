import { inEach, type Texts } from '../language/texts'
import type { Comparison } from './comparison'
import type { Fact } from './fact'
import { factSentence } from './factSentence'
import type { AnsweredRow } from './firstAnswers'
import { groupLabel } from './groupLabel'
import { peopleIn } from './people'
import { shareOf, type Figure } from './records'
import type { Report } from './reportStore'
import type { TrendCell, TrendRow } from './trend'

/**
 * What `tropa report --json` prints. Names and shapes are a promise to scripts: docs/reference/report-json.md
 * describes them, and a change of one needs a new `format`.
 */
export function reportJson(report: Report, texts: Texts) {
  const { question, trend, records, taxonomy, facts, leftOut, firstAnswers, comparison } = report
  return {
    format: 'tropa-report-2',
    use: 'internal, exact figures, not for publication',
    unit: 'requests, not people',
    by: records.by,
    category: records.of,
    step: question.step,
    from: trend.period?.from ?? null,
    to: trend.period?.to ?? null,
    records_began: records.began,
    definitions_changed: records.breaks,
    groups: records.groups.map(code => ({
      code,
      label: inEach(language => groupLabel(records.by, code, { language, texts, taxonomy })),
    })),
    rows: trend.rows.map(rowJson),
    sum: { total: trend.sum.total, groups: trend.sum.cells.map(countJson) },
    comparison: comparison ? comparisonJson(comparison) : null,
    left_out: leftOut,
    without_case: report.withoutCase,
    people: peopleJson(report),
    reopened: report.reopened,
    first_answers: firstAnswers.rows.map(row => firstAnswerJson(firstAnswers.codes, row)),
    facts: facts.map(fact => ({
      ...factJson(fact),
      ...inEach(language => factSentence(fact, { language, texts, taxonomy })),
    })),
  }
}

function rowJson({ from, to, whole, provisional, total, timesYearBefore, cells }: TrendRow) {
  return {
    from,
    to,
    whole,
    provisional,
    total,
    ratio_to_year_before: oneDecimal(timesYearBefore),
    groups: cells.map(cell => ({
      ...countJson(cell),
      change_points: oneDecimal(cell.change),
      ratio_to_year_before: oneDecimal(cell.timesYearBefore),
    })),
  }
}

function comparisonJson({ period, against, rows }: Comparison) {
  return {
    from: period.from,
    to: period.to,
    against: { from: against.from, to: against.to },
    groups: rows.map(row => ({
      group: row.group,
      figure: figureJson(row.figure),
      against: row.against ? figureJson(row.against) : null,
      change: row.way ?? null,
    })),
  }
}

/** As far as requests tell: docs/explanation/repeats.md says how far that is. */
function peopleJson(report: Report) {
  const { least, most } = peopleIn(report)
  return { at_least: least, at_most: most, look_alike: report.alike }
}

function firstAnswerJson(codes: string[], { from, to, counts, unknown }: AnsweredRow) {
  return {
    from,
    to,
    answers: codes.map((code, i) => ({ first_response: code, count: counts[i]! })),
    not_known: unknown,
  }
}

function countJson({ group, count, share }: Pick<TrendCell, 'group' | 'count' | 'share'>) {
  return { group, count, share_percent: percent(share) }
}

function factJson({ kind, group, figure, against, since }: Fact) {
  return {
    kind,
    group,
    figure: figureJson(figure),
    against: against ? figureJson(against) : null,
    record_since: (kind !== 'sum_since' && since?.month) || null,
  }
}

function figureJson({ from, to, count, total }: Figure) {
  return { from, to, count, total, share_percent: percent(shareOf({ count, total })) }
}

function percent(share: number | undefined): number | null {
  return share === undefined ? null : oneDecimal(share * 100)
}

function oneDecimal(value: number | undefined): number | null {
  // Adding zero turns a -0 into 0.
  return value === undefined ? null : Math.round(value * 10) / 10 + 0
}
