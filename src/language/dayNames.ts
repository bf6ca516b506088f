import type { Day } from '../calendar/month'
import type { Language } from '../db/schema'

/** `23 November 2026`, «23 ноября 2026 г.» */
export function dayName(language: Language, day: Day): string {
  return formats[language].format(new Date(`${day}T00:00:00Z`))
}

/** Where there is little room, and the year is known: `Mon 18 Mar`, «пн, 18 мар.». */
export function nearDayName(language: Language, day: Day): string {
  return nearFormats[language].format(new Date(`${day}T00:00:00Z`))
}

/** `18 Mar`, «18 мар.», and the year when it is not the one of `today`. */
export function shortDayName(language: Language, day: Day, today: Day): string {
  const thisYear = day.slice(0, 4) === today.slice(0, 4)
  return (thisYear ? shortFormats : yearFormats)[language].format(new Date(`${day}T00:00:00Z`))
}

const formats = ofBoth({ dateStyle: 'long' })
const nearFormats = ofBoth({ weekday: 'short', day: 'numeric', month: 'short' })
const shortFormats = ofBoth({ day: 'numeric', month: 'short' })
const yearFormats = ofBoth({ day: 'numeric', month: 'short', year: 'numeric' })

function ofBoth(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  const format = (locale: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return { en: format('en-GB'), ru: format('ru') }
}
