import type { Day, Month } from '../calendar/month'
import type { Fact } from '../reports/fact'
import type { Period } from '../reports/period'
import { isEverything, type Figure, type Group, type Records } from '../reports/records'
import type { InLanguages } from '../language/texts'
import type { Face } from './face'

/**
 * One sentence with all that is needed to quote it. Nothing in it is looked up again when it is shown, so that it stays
 * what it was when it was made.
 */
export interface Card {
  face: Face
  /** A sentence that a report said, or a cell that somebody picked from a table. */
  kind: 'fact' | 'cell'
  /** Of a fact: the months of that report. */
  report?: Period
  fact: Told
  sentence: InLanguages
  /** Of the groups, and of the category that alone is counted, as they stood in the last month of the period. */
  definitions: Definition[]
  /** Its last month was not over. */
  provisional: boolean
  /** Of exact figures: the months that were filed, each with its last revision. */
  filed: FiledFigure[]
  /** Of protected figures: the release they stand in. */
  release?: string
  /** What is counted, and what is not. */
  note: InLanguages
  made: Day
}

/** A fact as it is kept: how strongly it asked to be told is nothing to quote. */
export type Told = Omit<Fact, 'score'>

export interface Definition {
  code: string
  label: InLanguages
  /** May be empty. */
  meaning: InLanguages
}

export interface FiledFigure {
  month: Month
  revision: number
  /** The month was filed with the numbers that the card has of it. */
  same: boolean
}

export type KeptCard = Card & { id: string }

const format = 'tropa-card-1'

/** The text that is kept. The same card, put together in the same order, gives the same bytes. */
export function contentOf(card: Card): string {
  return JSON.stringify({ format, ...card })
}

/** Of a text that `contentOf` wrote. */
export function cardIn(content: string): Card {
  const { format: written, ...card } = JSON.parse(content) as Card & { format: string }
  if (written !== format) throw new Error('a card of a format that is not known here')
  return card
}

/** Every figure that a sentence tells, the earliest first, and whose it is. */
export function figuresOf({ group, other, figure, against, after }: Told): (Figure & { group: Group })[] {
  return [
    ...(against ? [{ ...against, group: other ?? group }] : []),
    { ...figure, group },
    ...(after ? [{ ...after, group }] : []),
  ]
}

/** From when on its groups are defined otherwise than before; all requests together always are what they are. */
export function breaksOf(fact: Told, { breaks }: Records): Month[] {
  return isEverything(fact.group, fact) ? [] : breaks
}
