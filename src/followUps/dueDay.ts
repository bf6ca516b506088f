import { addDays, addMonths, month, parseDay, type Day } from '../calendar/month'
import { text, type Form, type Parsed } from '../web/form'

/** The days that need no typing, as forms name them: in so many days, or on the same day of the next month. */
export const nearDays = ['0', '1', '3', '7', '14', 'month'] as const

/** Further ahead is a slip of the year. */
const furthestMonths = 24

/** The day that a form names: typed in `due`, which counts for more, or one of the near days in `when`. */
export function parseDueDay(form: Form, today: Day): Parsed<Day> {
  const [typed, when] = [text(form, 'due'), text(form, 'when')]
  const near = nearDays.find(one => one === when)
  if (typed === '' && near === undefined) return refuse('follow_up.problem.due_missing')
  const due = typed === '' ? nearDay(near!, today) : typedDay(typed, today)
  if (due === undefined) return refuse('follow_up.problem.due')
  if (due < today) return refuse('follow_up.problem.due_past')
  if (due > sameDayIn(furthestMonths, today)) return refuse('follow_up.problem.due_far')
  return { ok: true, value: due }
}

function nearDay(near: (typeof nearDays)[number], today: Day): Day {
  return near === 'month' ? sameDayIn(1, today) : addDays(today, Number(near))
}

/** `2026-12-03`, `3.12.2026`, or `3.12` for the next such day; undefined for what is no day. */
function typedDay(typed: string, today: Day): Day | undefined {
  const [, day, of, year] = /^(\d{1,2})\s*\.\s*(\d{1,2})\s*(?:\.\s*(\d{4})?)?$/.exec(typed) ?? []
  if (!day || !of) return parseDay(typed)
  const rest = `-${of.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (year) return parseDay(year + rest)
  const thisYear = Number(today.slice(0, 4))
  // A 29 February may be four years away.
  const days = [0, 1, 2, 3, 4].map(years => parseDay(thisYear + years + rest))
  return days.find(one => one !== undefined && one >= today)
}

/** The same day some months later, or the last of a month that is too short. */
function sameDayIn(months: number, day: Day): Day {
  const there = addMonths(month(day.slice(0, 7)), months)
  const last = addDays(`${addMonths(there, 1)}-01` as Day, -1)
  return (day.slice(8) < last.slice(8) ? `${there}${day.slice(7)}` : last) as Day
}

function refuse(key: string): { ok: false; problems: { due: string } } {
  return { ok: false, problems: { due: key } }
}
