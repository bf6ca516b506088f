import { languages } from '../language/texts'
import { monthName } from '../language/monthNames'
import { dayName } from '../language/dayNames'
import { addressOf, fieldsOf, type Asked } from './asked'
import type { Card, KeptCard } from './card'
import { cardText } from './cardText'
import { cardWords, type Reading } from './cardWords'
import type { Standing } from './standing'
import { changeTexts, standingTexts, stateOf } from './standingText'

/** A card that nobody has kept yet. */
export function previewPage(card: Card, asked: Asked, reading: Reading) {
  return { faces: facesOf(card, reading), fields: fieldsOf(asked), report: reportOf(asked) }
}

/** A kept card with its texts and files, and what has become of its figures. */
export function cardPage(card: KeptCard, standing: Standing, reading: Reading) {
  const { language } = reading
  const path = `/reports/cards/${card.id}`
  return {
    faces: facesOf(card, reading).map(face => ({
      ...face,
      text: cardText(card, { ...reading, language: face.language }),
      files: filesOf(path, face.language, reading),
    })),
    standing: {
      stands: standing.stands,
      texts: standingTexts(standing, reading),
      changes: changeTexts(card, standing, reading),
      again: standing.stands || standing.gone ? undefined : addressOf(askedFor(card)),
    },
    filings: card.filed.map(({ month, revision }) => ({
      address: `/reports/${month}/filings/${revision}`,
      name: reading.texts(language, 'card.filed.month', { month: monthName(language, month), revision }),
    })),
    report: reportOf(askedFor(card)),
  }
}

/** A row of the list. */
export function cardRow(card: KeptCard, standing: Standing, { language, texts }: Reading) {
  return {
    address: `/reports/cards/${card.id}`,
    sentence: card.sentence[language],
    stands: standing.stands,
    state: texts(language, `card.state.${stateOf(standing)}`),
    made: texts(language, 'card.list.made', { day: dayName(language, card.made) }),
  }
}

/** The reader's language first. */
function facesOf(card: Card, { language, texts }: Reading) {
  const others = languages.filter(one => one !== language)
  return [language, ...others].map(one => ({
    language: one,
    name: texts(language, `card.language.${one}`),
    ...cardWords(card, { language: one, texts }),
  }))
}

function filesOf(path: string, file: string, { language, texts }: Reading) {
  const ends = {
    png: `.png?language=${file}`,
    square: `.png?language=${file}&shape=square`,
    svg: `.svg?language=${file}`,
    txt: `.txt?language=${file}`,
  }
  return Object.entries(ends).map(([kind, end]) => ({
    name: texts(language, `card.download.${kind}`),
    address: `${path}${end}`,
  }))
}

/** What was asked for when the card was made. */
function askedFor({ fact, report }: Card): Asked {
  const { kind, by, of, group, figure } = fact
  return { by, of, group, from: figure.from, to: figure.to, ...(report && { fact: { kind, report } }) }
}

/** The report that the figure stands in. */
export function reportOf({ by, of, from, to, fact }: Asked): string {
  const period = fact?.report ?? { from, to }
  const query = new URLSearchParams({
    from: period.from,
    to: period.to,
    by,
    ...(of !== null && { category: of }),
  })
  return `/reports?${query.toString()}`
}
