import { parseMonth } from '../calendar/month'
import type { Point, Series } from './series'

/** A month or a year as the sources write it, `2024-01`, `2024M01` or `2024`; undefined for a quarter or a day. */
export function parsePeriod(typed: string): { period: string; step: Series['step'] } | undefined {
  const text = typed.trim()
  if (/^(19|20)\d\d$/.test(text)) return { period: text, step: 'year' }
  const month = parseMonth(text.replace(/^(\d{4})M(\d\d)$/, '$1-$2'))
  return month && { period: month, step: 'month' }
}

/**
 * A number with the source's own mark, such as `15 p`, or none at all: `:`, `: c`, `*`, or an empty cell. Spaces may
 * stand between thousands. Undefined for anything else.
 */
export function parseObservation(typed: string, flag = ''): Pick<Point, 'value' | 'flag'> | undefined {
  const text = typed.slice(0, 60).trim() || ':'
  const [, number, mark = ''] =
    /^([\d.,\s]{0,30}\d|:|\*|[Nn][Aa][Nn])\s{0,9}([@A-Za-z]{0,9})$/.exec(text) ?? []
  const flags = parseFlags(`${number === '*' ? '*' : ''}${mark}${flag}`)
  if (number === undefined || flags === undefined) return undefined
  if (!/\d/.test(number)) return { value: null, flag: flags }
  const value = parseNumber(number)
  return value === undefined ? undefined : { value, flag: flags }
}

function parseNumber(typed: string): number | undefined {
  const plain = typed.replace(/(\d)\s(?=\d{3}(?!\d))/g, '$1')
  // `18,159` is eighteen thousand to some, and eighteen to others.
  return /^\d{1,12}(\.\d{1,6}|,(\d{1,2}|\d{4,6}))?$/.test(plain) ? Number(plain.replace(',', '.')) : undefined
}

/** The marks in small letters, each once; Eurostat puts an `@` before those of confidentiality. */
function parseFlags(typed: string): string | undefined {
  const flags = [...new Set(typed.replace(/[@\s,]/g, '').toLowerCase())].join('')
  return /^[a-z*]{0,8}$/.test(flags) ? flags : undefined
}
