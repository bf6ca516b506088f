import type { Dimension } from '../counts/count'

/** What requests can be told apart by, in the order of the page. */
export const breakdowns = [
  'category',
  'profile',
  'asker',
  'channel',
  'place',
  'urgency',
  'need',
  'situation',
  'status',
  'outcome',
  'first_response',
] as const

export type Breakdown = (typeof breakdowns)[number]

/** What stands for requests of which the value was not recorded. */
export const notRecorded = ''

/** The dimension of the cube that has the numbers. */
export function dimensionOf(by: Breakdown): Dimension {
  return by === 'category' ? 'total' : by
}

/** A request can have several needs and be in several situations, so that their shares add up to more than 100 %. */
export function hasSeveral(by: Breakdown): boolean {
  return by === 'need' || by === 'situation'
}

/** What still changes as cases go on: a month of last year and one of this year are not compared by it. */
export function isUnsettled(by: Breakdown): boolean {
  return by === 'status' || by === 'outcome' || by === 'first_response'
}
