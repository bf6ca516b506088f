import { parseMonth, type Month } from '../calendar/month'
import { findIdentifiers } from '../screening/identifiers'
import { languages, type InLanguages } from '../language/texts'
import type { Series } from '../series/series'
import { longest } from '../series/seriesLimits'
import { text, writtenLine, writtenWords, type Form, type Parsed, type Problems } from '../web/form'

/** What a tally is called and counts, in both languages. */
export type TallyWords = Record<(typeof wordFields)[number], InLanguages>

/** The number of a month; null takes it away. */
export interface MonthNumber {
  month: Month
  value: number | null
  note: string
}

const wordFields = ['name', 'unit', 'definition'] as const

/** The fields of the form, such as `name_en`, in its order. */
export const tallyFields = wordFields.flatMap(field => languages.map(language => ({ field, language })))

/** Nobody counts more by hand. */
const mostInMonth = 1_000_000_000

/** Turns an untrusted form into the words of a tally, or says what to mend, field by field. */
export function parseTally(form: Form): Parsed<TallyWords> {
  const words = { name: blank(), unit: blank(), definition: blank() }
  const problems: Problems = {}
  for (const { field, language } of tallyFields) {
    const name = `${field}_${language}`
    const written = writtenLine(form, name)
    const problem = written === '' ? `tally.problem.${field}` : problemOf(written, field)
    words[field][language] = written
    if (problem) problems[name] = problem
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: words }
}

/** The number of a month up to this one. */
export function parseMonthNumber(form: Form, thisMonth: Month): Parsed<MonthNumber> {
  const month = parseMonth(asMonth(text(form, 'month')))
  const number = text(form, 'value').replace(/[\s\u00a0\u202f]/g, '')
  const note = writtenWords(form, 'note')
  const problems: Problems = {}
  if (!month) problems.month = 'tally.problem.month'
  else if (month > thisMonth) problems.month = 'tally.problem.future'
  if (!/^\d*$/.test(number) || Number(number) > mostInMonth) problems.value = 'tally.problem.value'
  const wrong = problemOf(note, 'note')
  if (wrong) problems.note = wrong
  if (!month || Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, value: { month, value: number === '' ? null : Number(number), note } }
}

/** A tally as the form that would save its words. */
export function formOfTally(tally: Series): Form {
  return Object.fromEntries(
    tallyFields.map(({ field, language }) => [`${field}_${language}`, tally[field][language]]),
  )
}

/** These words stand in the clear, so what may lead to a person is not asked about, but refused. */
function problemOf(written: string, field: keyof typeof longest): string | undefined {
  if ([...written].length > longest[field]) return `tally.problem.long.${field}`
  return findIdentifiers(written).length > 0 ? 'tally.problem.found' : undefined
}

/** `2024-03`, or as people write it: `3.2024`. */
function asMonth(typed: string): string {
  const [, month, year] = /^(\d{1,2})[./](\d{4})$/.exec(typed) ?? []
  return month && year ? `${year}-${month.padStart(2, '0')}` : typed
}

function blank(): InLanguages {
  return { en: '', ru: '' }
}
