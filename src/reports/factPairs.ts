import { notRecorded } from './breakdown'
import { countOf, figureOf, isTellable, type History, type Span } from './factHistory'
import { smallestBase } from './period'
import { isEverything, type Figure, type Group } from './records'

/** Requests without the value may have been any: when their share moves by more, so may the others for that alone. */
const mostUnrecordedChange = 0.1

/** A figure and the earlier one it may be held against. */
export interface Pair {
  figure: Figure
  against: Figure
}

/**
 * The groups that facts are about: those with requests in a span that has enough of them. All together are one where
 * they have no sentence elsewhere: by category, or of one category.
 */
export function tellableGroups(history: History, span: Span): Group[] {
  const { by, of } = history.records
  if (countOf(history, null, span) < smallestBase) return []
  const everything = by === 'category' || of !== null ? [null] : []
  return [...everything, ...codesOf(history).filter(group => countOf(history, group, span) > 0)]
}

/** The groups that have a name. Of what was not recorded nothing can be said. */
export function codesOf({ records }: History): string[] {
  return records.groups.filter(group => group !== notRecorded)
}

/** Both figures, if the later one may be held against the earlier. */
export function pairOf(history: History, group: Group, earlier: Span, later: Span): Pair | undefined {
  if (earlier.from < 0 || !isComparable(history, group, earlier, later)) return undefined
  if (!isTellable(history, group, earlier) || !isTellable(history, group, later)) return undefined
  if (group !== null && !isRecordedAlike(history, earlier, later)) return undefined
  return { figure: figureOf(history, group, later), against: figureOf(history, group, earlier) }
}

/** Whether a group's figures mean the same from the first month to the last. */
export function isComparable(
  { records, breaks }: History,
  group: Group,
  earlier: Span,
  later = earlier,
): boolean {
  return isEverything(group, records) || !breaks.some(n => n > earlier.from && n <= later.to)
}

/** Whether about as many requests had a value in both: where many have none, few of a group say nothing of it. */
export function isRecordedAlike(history: History, earlier: Span, later: Span): boolean {
  const unknown = (span: Span) => countOf(history, notRecorded, span) / countOf(history, null, span)
  return Math.abs(unknown(later) - unknown(earlier)) <= mostUnrecordedChange
}
