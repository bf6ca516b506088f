import type { Day } from '../calendar/month'
import { inEach, type Texts } from '../language/texts'
import { factSentence } from '../reports/factSentence'
import { figureOf, groupsOf, type Figure } from '../reports/records'
import type { Asked } from './asked'
import { figuresOf, type Card, type Told } from './card'
import { noteOf } from './cardNote'
import type { CardSource } from './cardSource'
import { asCalledIn, definitionsOf } from './definition'
import { limits } from './face'
import { filedFigures } from './cardFilings'

/** Why there is none: too few requests to speak of a share, too few to publish, or no report says the sentence. */
export type CardProblem = 'few' | 'small' | 'unsaid'

export type Made = { ok: true; card: Card } | { ok: false; problem: CardProblem; figure?: Figure }

/**
 * The card of what was asked for, exact or protected as its source is. Undefined when there is no such group. A sentence
 * is found again by the rules of the reports, so that nothing stands on a card because an address says it.
 */
export function cardOf(source: CardSource, asked: Asked, texts: Texts, made: Day): Made | undefined {
  const { records, taxonomy, face } = source
  if (!groupsOf(records).includes(asked.group)) return undefined
  const fact = asked.fact ? factIn(source, asked, asked.fact) : cellIn(source, asked)
  if (!fact) return { ok: false, problem: 'unsaid' }
  const refused = refusal(source, fact)
  if (refused) return refused
  const words = { texts, taxonomy: asCalledIn(taxonomy, fact.figure.to), wholeShares: face === 'public' }
  const card: Card = {
    face,
    kind: asked.fact ? 'fact' : 'cell',
    ...(asked.fact && { report: asked.fact.report }),
    fact,
    sentence: inEach(language => factSentence({ ...fact, score: 0 }, { ...words, language })),
    definitions: definitionsOf(fact, taxonomy),
    provisional: figuresOf(fact).some(({ to }) => to >= records.thisMonth),
    filed: source.face === 'internal' ? filedFigures(fact, source) : [],
    ...(source.face === 'public' && { release: source.release }),
    note: inEach(language => noteOf(fact, source, { language, texts })),
    made,
  }
  return { ok: true, card }
}

/** The sentence that a report of these months may say, whether or not it is among its first six. */
export function factIn(
  source: CardSource,
  asked: Asked,
  { kind, report }: NonNullable<Asked['fact']>,
): Told | undefined {
  const found = source
    .tellable(report)
    .find(fact => fact.kind === kind && fact.group === asked.group && isPeriod(fact.figure, asked))
  return found && withoutScore(found)
}

function cellIn({ records }: CardSource, { by, of, group, from, to }: Asked): Told {
  return { kind: 'month_share', by, of, group, figure: figureOf(records, group, { from, to }) }
}

function refusal({ face }: CardSource, fact: Told): Extract<Made, { ok: false }> | undefined {
  const least = limits[face]
  const figures = figuresOf(fact)
  const few = figures.find(({ total }) => total < least.total)
  if (few) return { ok: false, problem: 'few', figure: few }
  const needed = figures.length > 1 ? Math.max(least.count, least.compared) : least.count
  const small = figures.find(({ count }) => count < needed)
  return small && { ok: false, problem: 'small', figure: small }
}

function withoutScore({ score: _score, ...told }: Told & { score: number }): Told {
  return told
}

function isPeriod(figure: Figure, { from, to }: Asked): boolean {
  return figure.from === from && figure.to === to
}
