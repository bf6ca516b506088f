import { addMonths, month, monthsBetween, type Month } from '../../src/calendar/month'
import type { CaseCounts } from './caseCounts'

/** What a sentence is read against. */
export interface Scope {
  counts: CaseCounts
  /** The category whose requests alone are counted. */
  of: string | null
  /** The first month with a request, and the one that is not over. */
  began: Month
  thisMonth: Month
  /** The group behind "came from soldiers" or "had the profile “Draft age”". */
  groupOf: (came: string) => string
}

export type Months = [from: Month, to: Month]

/** What the head of a sentence has told, and ways to look at the rest of it. */
export interface Told extends Scope {
  group: string | null
  months: Months
  count: number
  claim: (holds: boolean, what: string) => void
  /** Claims a figure as it is told: how many, of how many, what percentage that is. */
  figure: (group: string | null, months: Months, count: string, total?: string, share?: string) => void
}

/** Pieces of sentences to build patterns of. */
const monthName = '(?:January|February|March|April|May|June|July|August|September|October|November|December)'
export const when = `in (${monthName}(?: \\d{4})?(?: ?– ?${monthName})? \\d{4})`
export const n = '([\\d,]+)'
export const part = '([\\d,]+)(?: of ([\\d,]+) \\(([\\d.]+)%\\))?'
export const came = '((?:came|fell|had|named) [^,“]*(?:“[^”]*”)?)'

/** Whether no other complete months in a row are as many of which something holds. */
export function isLongest(
  holds: (one: Month) => boolean,
  [from, to]: Months,
  { began, thisMonth }: Pick<Scope, 'began' | 'thisMonth'>,
): boolean {
  const length = monthsBetween(from, to).length
  let current = 0
  for (const one of monthsBetween(addMonths(began, 1), addMonths(thisMonth, -1))) {
    current = holds(one) ? current + 1 : 0
    const isItself = one >= from && addMonths(one, 1 - current) <= from
    if (current >= length && !isItself) return false
  }
  return true
}

/** `January 2023`, `June–August 2023` and `December 2023 – February 2024`. */
export function monthsIn(text: string): Months {
  const [first, last = first] = text.split(/ ?– ?/) as [string, string?]
  const year = /\d{4}$/.exec(last)![0]
  const names = monthName.slice(3, -1).split('|')
  const parsed = (one: string) => {
    const [name, ownYear = year] = one.split(' ') as [string, string?]
    return month(`${ownYear}-${String(names.indexOf(name) + 1).padStart(2, '0')}`)
  }
  return [parsed(first), parsed(last)]
}

export function number(text: string): number {
  return Number(text.replaceAll(',', ''))
}
