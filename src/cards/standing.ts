import type { Month } from '../calendar/month'
import { isDeepStrictEqual } from 'node:util'
import { figureOf, groupsOf, type Figure } from '../reports/records'
import { breaksOf, figuresOf, type Card } from './card'
import { factIn } from './cardOf'
import type { CardSource } from './cardSource'
import { definitionsOf } from './definition'

/** What has become of the figures of a card. */
export interface Standing {
  /** All of it is as it was. */
  stands: boolean
  /** The figures that are others now. */
  changed: { then: Figure; now: Figure }[]
  /** Its groups are called or defined otherwise for the same months. */
  reworded: boolean
  /** The numbers are the same, but a report of the same months could not say the sentence any more. */
  unsaid: boolean
  /** There is nothing to hold it against: the group is counted no longer, or as another. */
  gone: boolean
  /** From this later month on it is counted otherwise. */
  breaks?: Month
}

/** Holds a card against its source as that is today; without one nothing is counted at all. */
export function standingOf(card: Card, source: CardSource | undefined): Standing {
  const { fact, definitions } = card
  const known = source && figuresOf(fact).every(({ group }) => groupsOf(source.records).includes(group))
  if (!known) return { stands: false, changed: [], reworded: false, unsaid: false, gone: true }
  const { records, taxonomy } = source
  const changed = figuresOf(fact).flatMap(({ group, ...then }) => {
    const now = figureOf(records, group, { from: then.from, to: then.to })
    return now.count === then.count && now.total === then.total ? [] : [{ then, now }]
  })
  const reworded = !isDeepStrictEqual(definitions, definitionsOf(fact, taxonomy))
  const unsaid = changed.length === 0 && !isStillSaid(card, source)
  const breaks = breaksOf(fact, records).find(month => month > fact.figure.to)
  const stands = changed.length === 0 && !reworded && !unsaid
  return { stands, changed, reworded, unsaid, gone: false, ...(breaks && { breaks }) }
}

/** A fact, with all that it says beside its figures: a record may have been broken since. */
function isStillSaid({ kind, fact, report }: Card, source: CardSource): boolean {
  if (kind === 'cell' || !report) return true
  const { by, of, group, figure } = fact
  const asked = { by, of, group, from: figure.from, to: figure.to }
  const said = factIn(source, asked, { kind: fact.kind, report })
  return said !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(said)), fact)
}
