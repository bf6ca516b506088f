import { addDays, addMonths, month, type Day, type Month } from '../calendar/month'

/*
 * A closed case is destroyed some days after closing. Only the month of closing is kept, because a day would
 * date the end of somebody's story, so the days run from the end of that month: a case stays at least
 * `days` and at most `days` + 31 days after it was closed.
 */

/** The month of closing of a case with this status: it stays while the case is closed, and goes with reopening. */
export function closedMonth(status: string, before: Month | null, thisMonth: Month): Month | null {
  return status === 'closed' ? (before ?? thisMonth) : null
}

/** The first day on which a case closed in the month is due. */
export function evaporatesFrom(closed: Month, days: number): Day {
  return addDays(`${addMonths(closed, 1)}-01` as Day, days)
}

/** On this day the cases closed before this month are due: those whose `evaporatesFrom` is not after the day. */
export function dueBefore(today: Day, days: number): Month {
  return month(addDays(today, -days).slice(0, 7))
}
