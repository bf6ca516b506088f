import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName, periodName } from '../language/monthNames'
import { formatNumber, formatShare } from '../language/numbers'
import type { Texts } from '../language/texts'
import { notRecorded } from '../reports/breakdown'
import { capital } from '../reports/factSentence'
import { shareOf, type Figure, type Group } from '../reports/records'
import { figuresOf, type Card } from './card'
import { filedText } from './filedText'

export interface Reading {
  language: Language
  texts: Texts
}

/** Everything that stands on a card, in one language. */
export interface CardWords {
  /** Set on a card that must not leave. */
  internal?: string
  sentence: string
  parts: CardPart[]
  lines: CardLine[]
}

export interface CardLine {
  kind: 'period' | 'definition' | 'counted' | 'provisional' | 'filed' | 'release' | 'made'
  /** What the kind is called. */
  term: string
  text: string
}

/** One figure of the sentence, as a bar shows it. */
export interface CardPart {
  /** Which months, and of two groups also which. */
  name: string
  /** `284 of 789 (36%)`, or the number alone where it is a part of nothing. */
  text: string
  /** In whole percents of the bar; a single number that is a part of nothing has none. */
  width?: number
  /** As it can stand by itself: `36%`, or the number. */
  short: string
  /** What the sentence is about, where it holds one figure against another. */
  main: boolean
}

export function cardWords(card: Card, reading: Reading): CardWords {
  const { language, texts } = reading
  const line = (kind: CardLine['kind'], text: string) => ({
    kind,
    term: texts(language, `card.term.${kind}`),
    text,
  })
  const { figure } = card.fact
  const filed = filedText(card, reading)
  return {
    ...(card.face === 'internal' && { internal: texts(language, 'card.internal') }),
    sentence: card.sentence[language],
    parts: partsOf(card, reading),
    lines: [
      line(
        'period',
        figuresOf(card.fact)
          .map(({ from, to }) => periodName(language, from, to))
          .join(' · '),
      ),
      ...definitionTexts(card, reading).map(text => line('definition', text)),
      line('counted', card.note[language]),
      ...(card.provisional ? [line('provisional', provisionalText(figure, reading))] : []),
      ...(filed ? [line('filed', filed)] : []),
      ...(card.release === undefined ? [] : [line('release', card.release)]),
      line('made', dayName(language, card.made)),
    ],
  }
}

/** A name for files and lists: `January 2024`. */
export function periodOf({ from, to }: Figure, language: Language): string {
  return capital(periodName(language, from, to))
}

function partsOf(card: Card, { language, texts }: Reading): CardPart[] {
  const figures = figuresOf(card.fact)
  const highest = Math.max(1, ...figures.map(({ count }) => count))
  return figures.map(({ group, ...figure }) => {
    const share = group === null ? undefined : shareOf(figure)
    const isBare = share === undefined && figures.length === 1
    const [count, total] = [figure.count, figure.total].map(n => formatNumber(language, n)) as [
      string,
      string,
    ]
    const percent = share === undefined ? count : shareText(share, card, language)
    const period = periodOf(figure, language)
    return {
      name: card.fact.other === undefined ? period : `${period}, ${nameOf(card, group, language)}`,
      text: share === undefined ? count : texts(language, 'card.part', { count, total, share: percent }),
      ...(isBare ? {} : { width: Math.round((share ?? figure.count / highest) * 100) }),
      short: percent,
      main: group === card.fact.group && isSame(figure, card.fact.figure),
    }
  })
}

function isSame(one: Figure, other: Figure): boolean {
  return one.from === other.from && one.to === other.to
}

/** Protected figures are too rough for more than whole percents. */
function shareText(share: number, { face }: Card, language: Language): string {
  return formatShare(language, share, face === 'public' ? 0 : 1)
}

function nameOf({ definitions }: Card, group: Group, language: Language): string {
  return definitions.find(({ code }) => code === group)?.label[language] ?? group ?? ''
}

function definitionTexts({ definitions, fact }: Card, { language, texts }: Reading): string[] {
  const defined = definitions.map(({ label, meaning }) =>
    meaning[language] === ''
      ? texts(language, 'card.definition_none', { label: label[language] })
      : texts(language, 'card.definition', { label: label[language], meaning: meaning[language] }),
  )
  const by = texts(language, `report.by.${fact.by}`)
  if (fact.group === notRecorded) return [texts(language, 'card.definition_not_recorded', { by }), ...defined]
  return defined.length === 0 ? [texts(language, 'card.definition_all')] : defined
}

function provisionalText({ to }: Figure, { language, texts }: Reading): string {
  return texts(language, 'card.provisional', { month: monthName(language, to, 'genitive') })
}
