import type { Actor } from '../auth/actor'
import { addMonths, parseMonth, type Month } from '../calendar/month'
import type { Db, Language } from '../db/schema'
import { monthName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import { findIdentifiers, nameKeys } from '../screening/identifiers'
import type { Point, Series } from '../series/series'
import { listLastPoints, listSeries } from '../series/seriesStore'
import { text, type Form, type Problems } from '../web/form'
import { tallyFields } from './tally'

interface Wording {
  language: Language
  texts: Texts
}

/** All tallies, each with its latest number. */
export async function listedTallies(db: Db, language: Language) {
  const tallies = await listSeries(db, 'tally')
  const latest = await listLastPoints(db)
  return tallies.map(({ id, name, unit }) => {
    const last = latest.get(id)
    return {
      ...{ id, name: name[language], unit: unit[language] },
      last: last && { month: nameOf(language, last), n: numberOf(language, last) },
    }
  })
}

/** One tally and its months, the latest first; whoever may enter numbers gets the form for one. */
export function tallyPage(
  { language, role }: Pick<Actor, 'language' | 'role'>,
  { tally, points }: { tally: Series; points: Point[] },
  form: Form,
) {
  const highest = Math.max(1, ...points.map(point => point.value ?? 0))
  const months = points.toReversed().map(point => ({
    ...{ month: nameOf(language, point), n: numberOf(language, point), note: point.note },
    ...{ code: point.period, width: Math.round((100 * (point.value ?? 0)) / highest) },
  }))
  const mayEnter = role === 'coordinator'
  return {
    title: tally.name[language],
    id: tally.id,
    unit: tally.unit[language],
    definition: tally.definition[language],
    months,
    mayEnter,
    mayRemove: mayEnter && months.length === 0,
    form: { month: text(form, 'month'), value: text(form, 'value'), note: text(form, 'note') },
  }
}

/** The form for a month as it stands; for the one after the latest when none is asked for. */
export function formOfMonth(points: Point[], asked: string, thisMonth: Month): Form {
  const last = points.at(-1)?.period as Month | undefined
  const next = last && last < thisMonth ? addMonths(last, 1) : thisMonth
  const month = parseMonth(asked) ?? next
  const point = points.find(one => one.period === month)
  return { month, value: point ? String(point.value) : '', note: point?.note ?? '' }
}

/** What was done with the month that the address names. */
export function setNotice({ language, texts }: Wording, points: Point[], typed: string): string | undefined {
  const month = parseMonth(typed)
  if (!month) return undefined
  const point = points.find(one => one.period === month)
  const name = monthName(language, month)
  return point
    ? texts(language, 'tally.set', { month: name, n: numberOf(language, point) })
    : texts(language, 'tally.unset', { month: name })
}

/** The fields for the words of a tally, with what was typed. */
export function wordInputs({ language, texts }: Wording, form: Form, problem: Record<string, string> = {}) {
  return tallyFields.map(({ field, language: lang }, i) => ({
    ...{ name: `${field}_${lang}`, lang, long: field === 'definition', first: i === 0 },
    label: texts(language, `tally.${field}.${lang}`),
    value: text(form, `${field}_${lang}`),
    problem: problem[`${field}_${lang}`],
  }))
}

/** What is to be mended, with the kinds of what was found in words. */
export function tallyProblems({ language, texts }: Wording, form: Form, problems: Problems = {}) {
  const list = Object.entries(problems).map(([field, key]) => {
    const kinds = nameKeys(findIdentifiers(text(form, field))).map(kind => texts(language, kind))
    return { field, text: texts(language, key, { kinds: kinds.join(', ') }) }
  })
  if (list.length === 0) return {}
  return { problems: list, problem: Object.fromEntries(list.map(one => [one.field, one.text])) }
}

function nameOf(language: Language, { period }: Point): string {
  return monthName(language, period as Month)
}

function numberOf(language: Language, { value }: Point): string {
  return formatNumber(language, value ?? 0)
}
