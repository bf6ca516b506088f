import { addDays, month } from '../calendar/month'
import type { Today } from '../calendar/today'

/** A day on which demo members have done something. */
export function daysBefore({ day }: Today, count: number): Today {
  const before = addDays(day, -count)
  return { day: before, month: month(before.slice(0, 7)) }
}
