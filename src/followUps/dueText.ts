import type { Day } from '../calendar/month'
import type { Language } from '../db/schema'
import { nearDayName, shortDayName } from '../language/dayNames'
import type { Texts } from '../language/texts'

/** How the day of a follow-up is said: by how long it is overdue, today, tomorrow, a day of the next week, or its date. */
export function dueText(texts: Texts, language: Language, due: Day, today: Day): string {
  const days = daysUntil(due, today)
  if (days < 0) return texts(language, 'follow_up.overdue', { n: -days })
  if (days < 2) return texts(language, days === 0 ? 'follow_up.today' : 'follow_up.tomorrow')
  return days <= 7 ? nearDayName(language, due) : shortDayName(language, due, today)
}

/** Days of the calendar, in which none is an hour longer than another; negative when it is over. */
export function daysUntil(day: Day, today: Day): number {
  return (Date.parse(day) - Date.parse(today)) / 86_400_000
}
