import { dayAt, month, type Clock, type Day, type Month } from './month'

/** The day and month it is now where the organisation works. */
export interface Today {
  day: Day
  month: Month
}

export function todayOf(clock: Clock, timeZone: string): Today {
  const day = dayAt(clock.now(), timeZone)
  return { day, month: month(day.slice(0, 7)) }
}
