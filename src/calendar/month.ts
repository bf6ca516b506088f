/** A calendar month, `YYYY-MM`, in the organisation's time zone: the finest date a case may carry. */
export type Month = string & { readonly brand: 'Month' }

/** A calendar day, `YYYY-MM-DD`. Only the work of members is dated by day, never a request. */
export type Day = string & { readonly brand: 'Day' }

/** What every part that needs the time is given, so that tests can set it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The clock in whole seconds since 1970, as sessions and invitations are timed. */
export function secondsOf(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000)
}

/** The month written as `YYYY-MM`, or undefined for anything else. */
export function parseMonth(value: unknown): Month | undefined {
  return typeof value === 'string' && /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(value)
    ? (value as Month)
    : undefined
}

/** The day written as `YYYY-MM-DD`, if there is such a day, or undefined for anything else. */
export function parseDay(value: unknown): Day | undefined {
  const exists = typeof value === 'string' && /^(19|20)\d\d-\d\d-\d\d$/.test(value) && isDate(value)
  return exists ? (value as Day) : undefined
}

/** For months that stand in our own code; throws on a slip. */
export function month(text: string): Month {
  const parsed = parseMonth(text)
  if (!parsed) throw new RangeError(`not a month: ${text}`)
  return parsed
}

/** The month in which an instant falls for people who live in `timeZone`. */
export function monthAt(instant: Date, timeZone: string): Month {
  return month(dayAt(instant, timeZone).slice(0, 7))
}

export function dayAt(instant: Date, timeZone: string): Day {
  const parts = dayParts(timeZone).formatToParts(instant)
  const part = (type: string) => parts.find(p => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}` as Day
}

/** The day so many days later, or earlier if `count` is negative. */
export function addDays(from: Day, count: number): Day {
  const millisecondsPerDay = 86_400_000
  return new Date(Date.parse(from) + count * millisecondsPerDay).toISOString().slice(0, 10) as Day
}

export function addMonths(from: Month, count: number): Month {
  return fromIndex(indexOf(from) + count)
}

/** Every month from the first to the last, both included; empty when they are the wrong way round. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const length = Math.max(0, monthDistance(first, last) + 1)
  return Array.from({ length }, (_, i) => addMonths(first, i))
}

/** How many months lie from one to the other; negative when `to` is earlier. */
export function monthDistance(from: Month, to: Month): number {
  return indexOf(to) - indexOf(from)
}

export function yearOf(value: Month): number {
  return Number(value.slice(0, 4))
}

/** 1 for January … 12 for December. */
export function monthOfYear(value: Month): number {
  return Number(value.slice(5))
}

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`)
  // A 31 February would become a day of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

function indexOf(value: Month): number {
  return yearOf(value) * 12 + monthOfYear(value) - 1
}

function fromIndex(index: number): Month {
  return (written[index] ??= month(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`))
}

/** Months by their index: a report asks for the next one thousands of times. */
const written: Record<number, Month> = {}

const formats = new Map<string, Intl.DateTimeFormat>()

function dayParts(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, made)
  return made
}
