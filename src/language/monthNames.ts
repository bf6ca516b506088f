import { monthOfYear, yearOf, type Month } from '../calendar/month'
import type { Language } from '../db/schema'

/** How a month stands in a sentence: "январь", "(с) января", "(в) январе". English has one form. */
export type GrammaticalCase = 'nominative' | 'genitive' | 'prepositional'

/** `January 2024`; «январь 2024 года», «января 2024 года», «январе 2024 года». */
export function monthName(language: Language, month: Month, form: GrammaticalCase = 'nominative'): string {
  return `${nameOf(language, month, form)} ${yearText(language, month)}`
}

/** For table heads: `Jan 2024`, «янв. 2024». */
export function shortMonthName(language: Language, month: Month): string {
  return `${short[language][monthOfYear(month) - 1]} ${yearOf(month)}`
}

/** The month without its year, for axes: `Jan`, «янв.». */
export function monthAbbreviation(language: Language, month: Month): string {
  return short[language][monthOfYear(month) - 1]!
}

/** `June–August 2023`, `December 2023 – January 2024`; in Russian (with its own dash) with the months in the form asked for. */
export function periodName(
  language: Language,
  from: Month,
  to: Month,
  form: GrammaticalCase = 'nominative',
): string {
  if (from === to) return monthName(language, from, form)
  if (yearOf(from) !== yearOf(to)) {
    const dash = language === 'ru' ? '—' : '–'
    return `${monthName(language, from, form)} ${dash} ${monthName(language, to, form)}`
  }
  return `${nameOf(language, from, form)}–${monthName(language, to, form)}`
}

/** "in January 2024", «в январе 2024 года»; «во» never occurs before a month's name. */
export function inPeriod(language: Language, from: Month, to: Month = from): string {
  const name = periodName(language, from, to, 'prepositional')
  return language === 'ru' ? `в ${name}` : `in ${name}`
}

function yearText(language: Language, month: Month): string {
  return language === 'ru' ? `${yearOf(month)} года` : String(yearOf(month))
}

function nameOf(language: Language, month: Month, form: GrammaticalCase): string {
  const index = monthOfYear(month) - 1
  return language === 'ru' ? russian[form][index]! : english[index]!
}

const english = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

// Intl has no prepositional case, hence the table.
const russian: Record<GrammaticalCase, string[]> = {
  nominative: [
    ...['январь', 'февраль', 'март', 'апрель', 'май', 'июнь'],
    ...['июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
  ],
  genitive: [
    ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
    ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
  ],
  prepositional: [
    ...['январе', 'феврале', 'марте', 'апреле', 'мае', 'июне'],
    ...['июле', 'августе', 'сентябре', 'октябре', 'ноябре', 'декабре'],
  ],
}

const short: Record<Language, string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  ru: [
    ...['янв.', 'февр.', 'март', 'апр.', 'май', 'июнь'],
    ...['июль', 'авг.', 'сент.', 'окт.', 'нояб.', 'дек.'],
  ],
}
