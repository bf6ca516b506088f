import type { Language } from '../db/schema'
import { inPeriod, monthName, periodName } from '../language/monthNames'
import { formatNumber, formatShare } from '../language/numbers'
import type { Texts, Values } from '../language/texts'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import type { Fact } from './fact'
import { shareOf, type Figure, type Group } from './records'

/** What a sentence is put into words with. */
export interface Wording {
  language: Language
  texts: Texts
  taxonomy: Taxonomy
}

/** A fact as one sentence, with its count, what that is a part of, and when. */
export function factSentence(fact: Fact, wording: Wording): string {
  return capital(
    fact.kind === 'season_share' ? seasonShareSentence(fact, wording) : twoPartSentence(fact, wording),
  )
}

/** The finding above a chart, in about ten words; undefined for a fact that compares nothing. */
export function factTitle({ kind, category, figure, against }: Fact, wording: Wording): string | undefined {
  if (!against || kind === 'season_share') return undefined
  const { language, texts } = wording
  // The word «года» after a year is for sentences; a title does without.
  const when = ({ from, to }: Figure) => periodName(language, from, to).replaceAll(' года', '')
  return texts(language, 'fact.title', {
    ...categoryValues(category, wording),
    before: formatNumber(language, against.count),
    whenBefore: when(against),
    now: formatNumber(language, figure.count),
    when: when(figure),
  })
}

function twoPartSentence(fact: Fact, wording: Wording): string {
  const { language, texts } = wording
  const values = { ...figureValues(fact.category, fact.figure, wording), ...comparisonValues(fact, wording) }
  const rounded = fact.kind === 'two_months' && fact.figure.count > 100 && fact.figure.count % 100 > 0
  const head = `fact.head.${fact.category === null ? 'all' : 'group'}${rounded ? '_rounded' : ''}`
  const since = fact.recordSince && monthName(language, fact.recordSince, 'prepositional')
  const plain = fact.kind === 'month_share' || (fact.kind === 'two_months' && !since)
  return texts(language, plain ? 'fact.plain' : `fact.${fact.kind}`, {
    ...values,
    head: texts(language, head, values),
    since: since ?? '',
  })
}

function seasonShareSentence({ category, figure, against }: Fact, wording: Wording): string {
  return wording.texts(wording.language, 'fact.season_share', {
    ...figureValues(category, figure, wording, wholeShare),
    ...before(figureValues(category, against ?? figure, wording, wholeShare)),
  })
}

/** Everything that a sentence may say about one figure; `…Text` as it is shown, without it for the plural. */
function figureValues(
  category: Group,
  figure: Figure,
  wording: Wording,
  decimals = (_share: number) => 1,
): Values {
  const { language } = wording
  const share = shareOf(figure) ?? 0
  return {
    ...categoryValues(category, wording),
    count: figure.count,
    countText: formatNumber(language, figure.count),
    hundreds: formatNumber(language, Math.floor(figure.count / 100) * 100),
    total: figure.total,
    totalText: formatNumber(language, figure.total),
    share: formatShare(language, share, decimals(share)),
    when: inPeriod(language, figure.from, figure.to),
  }
}

/** How the figure stands to the one it is compared with: `times` from double on, otherwise a percentage. */
function comparisonValues({ category, figure, against }: Fact, wording: Wording): Values {
  if (!against) return {}
  const { language, texts } = wording
  const values = figureValues(category, against, wording)
  const ratio = figure.count / against.count
  const times = Math.round(ratio * 10) / 10
  const percent = Math.round(Math.abs(ratio - 1) * 100)
  return {
    ...before(values),
    against: texts(language, category === null ? 'fact.against.all' : 'fact.against.group', values),
    way: wayOf(ratio, percent),
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

function categoryValues(category: Group, { language, texts, taxonomy }: Wording): Values {
  if (category === null) return { category: 'all', whose: texts(language, 'fact.whose_all') }
  const values = { category, label: labelOf(taxonomy, 'category', category, language) }
  return {
    ...values,
    came: texts(language, 'fact.came', values),
    whose: texts(language, 'fact.whose', values),
  }
}

/** The same values under the names that the earlier figure has in a text: `count` becomes `countBefore`. */
function before(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${name}Before`, value]))
}

/** A season's share is a rough thing: whole percents, but not a bare zero. */
function wholeShare(share: number): number {
  return share > 0 && share < 0.01 ? 1 : 0
}

/** A sentence as it begins. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
