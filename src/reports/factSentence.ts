import { inPeriod, monthName, periodName } from '../language/monthNames'
import { formatNumber, formatShare } from '../language/numbers'
import type { Values } from '../language/texts'
import type { Fact } from './fact'
import { cameFrom, ofCategory, whoseRequests, type Wording } from './factSubject'
import { lengthOf } from './period'
import { shareOf, type Figure, type Group } from './records'

export type { Wording } from './factSubject'

/** A fact as one sentence, with its count, what that is a part of, and when. */
export function factSentence(fact: Fact, wording: Wording): string {
  const { language, texts } = wording
  const decimals = fact.kind === 'season_share' || wording.wholeShares ? wholeShare : undefined
  const values = {
    ...figureValues(fact, fact.figure, wording, decimals),
    ...comparedValues(fact, wording, decimals),
    ...placeValues(fact, wording),
    ...lengthValues(fact, wording),
  }
  const head = texts(language, `fact.head.${headOf(fact)}`, values)
  return capital(texts(language, `fact.${patternOf(fact)}`, { ...values, head }))
}

/** The finding above a chart, in about ten words; undefined for a fact that tells of no change. */
export function factTitle(fact: Fact, wording: Wording): string | undefined {
  const { figure, against } = fact
  if (!against || !titled.some(kind => kind === fact.kind)) return undefined
  const { language, texts } = wording
  // The word «года» after a year is for sentences; a title does without.
  const when = ({ from, to }: Figure) => periodName(language, from, to).replaceAll(' года', '')
  return texts(language, 'fact.title', {
    whose: whoseRequests(fact, wording),
    before: formatNumber(language, against.count),
    whenBefore: when(against),
    now: formatNumber(language, figure.count),
    when: when(figure),
  })
}

const titled = ['year_change', 'season_change', 'quarter_change', 'month_change', 'run'] as const

/** Which text the fact is put into. */
function patternOf({ kind, figure, since, group }: Fact): string {
  if (kind === 'month_share' || (kind === 'two_months' && !since)) return 'plain'
  if (kind === 'quarter_change') return 'season_change'
  if (kind === 'about_the_same')
    return lengthOf(figure) === 1 ? 'same_as_year_before' : 'same_as_season_before'
  return kind === 'run_above' ? `run_above.${group === null ? 'all' : 'group'}` : kind
}

/** How the figure is told: a round number first where it is of two months. */
function headOf({ kind, group, figure }: Fact): string {
  const rounded = kind === 'two_months' && figure.count > 100 && figure.count % 100 > 0
  return `${group === null ? 'all' : 'group'}${rounded ? '_rounded' : ''}`
}

/** Everything that a sentence may say about one figure; `…Text` as it is shown, without it for the plural. */
function figureValues(
  fact: Fact,
  figure: Figure,
  wording: Wording,
  decimals = (_share: number) => 1,
  group: Group = fact.group,
): Values {
  const { language, texts } = wording
  const share = shareOf(figure) ?? 0
  const values = {
    count: figure.count,
    countText: formatNumber(language, figure.count),
    hundreds: formatNumber(language, Math.floor(figure.count / 100) * 100),
    total: figure.total,
    totalText: formatNumber(language, figure.total),
    share: formatShare(language, share, decimals(share)),
  }
  return {
    ...values,
    came: cameFrom(fact, group, wording),
    ofCategory: ofCategory(fact, wording),
    when: inPeriod(language, figure.from, figure.to),
    part: texts(language, group === null ? 'fact.part.all' : 'fact.part.group', values),
  }
}

/** The figures beside the fact's own, and how it stands to the first: `times` from double on, otherwise a percentage. */
function comparedValues(fact: Fact, wording: Wording, decimals?: (share: number) => number): Values {
  const { figure, against, after, other } = fact
  if (!against) return {}
  const { language } = wording
  const ratio = figure.count / against.count
  const times = Math.round(ratio * 10) / 10
  const percent = Math.round(Math.abs(ratio - 1) * 100)
  return {
    ...under('Before', figureValues(fact, against, wording, decimals, other ?? fact.group)),
    ...(after ? under('After', figureValues(fact, after, wording, decimals)) : {}),
    way: wayOf(ratio, percent),
    direction: ratio > 1 ? 'up' : 'down',
    times,
    timesText: formatNumber(language, times, 1),
    percent: formatShare(language, percent / 100, 0),
  }
}

function wayOf(ratio: number, percent: number): 'times' | 'up' | 'down' | 'more' | 'fewer' {
  if (ratio >= 2) return Number.isFinite(ratio) ? 'times' : 'more'
  if (ratio > 1) return 'up'
  // "Down 100%" would claim that nothing is left.
  return percent < 100 ? 'down' : 'fewer'
}

/** How the group stands to the others. */
function placeValues({ kind, by, rank }: Fact, { language, texts }: Wording): Values {
  if (kind === 'largest_share') return { thanOther: texts(language, `fact.than_other.${by}`) }
  if (!rank) return {}
  const { now, before } = rank
  const among = texts(language, `fact.among.${by}`)
  return { among, rank: now, rankText: now, rankBefore: before, rankBeforeText: before }
}

/** Since when, for how long, and above which number. */
function lengthValues({ since, months = 0, above = 0 }: Fact, { language, texts }: Wording): Values {
  const month = since && monthName(language, since.month, 'prepositional')
  const sinceText = since ? texts(language, `fact.since.${since.start}`, { month: month! }) : ''
  return {
    since: sinceText,
    longest: since ? texts(language, 'fact.longest', { since: sinceText }) : '',
    months,
    monthsText: formatNumber(language, months),
    aboveText: formatNumber(language, above),
  }
}

/** The same values under the names that another figure has in a text: `count` becomes `countBefore`. */
function under(suffix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}${suffix}`, value]))
}

/** A season's share is a rough thing: whole percents, but not a bare zero. */
function wholeShare(share: number): number {
  return share > 0 && share < 0.01 ? 1 : 0
}

/** A sentence as it begins. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
