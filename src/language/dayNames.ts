import type { Day } from '../calendar/month'
import type { Language } from '../db/schema'

/** `23 November 2026`, «23 ноября 2026 г.» */
export function dayName(language: Language, day: Day): string {
  return formats[language].format(new Date(`${day}T00:00:00Z`))
}

const formats: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeZone: 'UTC' }),
}
