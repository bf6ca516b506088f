import { shown } from '../imports/importProblem'
import { parseMonth, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { periodName, shortMonthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import type { LeftOut } from './selection'
import type { Point } from './series'

/** A month or a year as the head of a row. */
export function periodLabel(language: Language, period: string): string {
  const month = parseMonth(period)
  return month ? shortMonthName(language, month) : period
}

/** From a first month or year to a last. */
export function spanName(language: Language, from: string, to: string): string {
  if (parseMonth(from) && parseMonth(to)) return periodName(language, from as Month, to as Month)
  return from === to ? from : `${from}–${to}`
}

/** What of a file was not taken although it fitted the filter. */
export function leftOutText(
  { name, code, rows, from, to }: LeftOut,
  language: Language,
  texts: Texts,
): string {
  const counted = name === 'app_pc' && code === 'C' ? 'cases' : 'other'
  return texts(language, 'series.left_out', {
    n: rows,
    counted,
    name,
    code: shown(code),
    span: shown(spanName(language, from, to)),
  })
}

/** A source's marks in words, of Eurostat's list (https://ec.europa.eu/eurostat/data/database/information) and UNHCR's. */
export function flagWords(
  language: Language,
  texts: Texts,
  { flag, value }: Pick<Point, 'flag' | 'value'>,
): string {
  const words = [...flag].map(mark => {
    const key = mark === '*' ? 'small' : mark
    return knownFlags.includes(key)
      ? texts(language, `series.flag.${key}`)
      : texts(language, 'series.mark', { mark })
  })
  return [...(value === null ? [texts(language, 'series.missing')] : []), ...words].join(', ')
}

const knownFlags = ['b', 'c', 'd', 'e', 'f', 'n', 'p', 'r', 's', 'u', 'z', 'small']

export function roundingText(language: Language, texts: Texts, rounding: number): string {
  return texts(language, 'series.rounded', { rounding })
}
