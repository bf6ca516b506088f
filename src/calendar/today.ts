import { dayAt, monthAt, type Clock, type Day, type Month } from './month'

/** The day and month it is now where the organisation works. */
export interface Today {
  day: Day
  month: Month
}

export function todayOf(clock: Clock, timeZone: string): Today {
  const now = clock.now()
  return { day: dayAt(now, timeZone), month: monthAt(now, timeZone) }
}
