import { monthOfYear, yearOf, type Month } from '../calendar/month'
import { levelForEach } from '../statistics/manyTests'
import { normalQuantile } from '../statistics/normalQuantile'
import { ratesDiffer } from '../statistics/rates'
import { differenceInterval } from '../statistics/share'
import type { Period } from './period'
import type { Figure } from './records'

/** The chance that a report calls even one thing a change that is none, if requests came evenly. */
const falseAlarm = 0.05

/** Smaller changes than a tenth may be real and still not worth a sentence. */
const leastChange = 0.1

/** Numbers that lie farther apart than a fifth are not called about the same, even if chance may have parted them. */
const mostAlike = 0.2

/** The level at which each of so many comparisons is tested. */
export function levelFor(comparisons: number): number {
  return levelForEach(falseAlarm, comparisons)
}

/** Whether a number grew or shrank by a tenth or more, and for longer or shorter months than chance explains. */
export function isClearChange(before: Figure, now: Figure, level: number): boolean {
  if (before.count === now.count) return false
  if (Math.abs(now.count - before.count) < leastChange * before.count) return false
  const [then, later] = [exposed(before), exposed(now)]
  const sameWay = now.count > before.count === later.count / later.exposure > then.count / then.exposure
  return sameWay && ratesDiffer(then, later, level)
}

/** Whether two numbers are near each other, and chance alone may have parted them. */
export function isAboutTheSame(before: Figure, now: Figure): boolean {
  const near = Math.abs(now.count - before.count) < mostAlike * before.count
  return near && !ratesDiffer(exposed(before), exposed(now), falseAlarm)
}

/** Whether two groups have clearly different numbers in the same months. */
export function areClearlyApart(fewer: number, more: number, level: number): boolean {
  return fewer < more && ratesDiffer({ count: fewer, exposure: 1 }, { count: more, exposure: 1 }, level)
}

/** Whether nothing but a difference lies in the interval of the difference of two shares. */
export function isClearDifference(a: Figure, b: Figure, level: number): boolean {
  const { lower, upper } = differenceInterval(a, b, normalQuantile(level / 2))
  return lower > 0 || upper < 0
}

/** How sure a change is, times how large: lets a change from 28 to 284 come before one from 1 to 12. */
export function weightOfChange(before: number, now: number): number {
  if (before === now) return 0
  const deviations = Math.abs(now - before) / Math.sqrt(before + now)
  return deviations * Math.abs(Math.log((now + 0.5) / (before + 0.5)))
}

/** Months are of different lengths, and requests come by the day. */
function exposed({ count, from, to }: Figure) {
  return { count, exposure: daysIn({ from, to }) }
}

function daysIn({ from, to }: Period): number {
  return daysOf(to).end - daysOf(from).start
}

/** The days on which a month starts and the next one does, counted from 1970. */
function daysOf(month: Month): { start: number; end: number } {
  const known = monthDays.get(month)
  if (known) return known
  const day = (monthIndex: number) => Date.UTC(yearOf(month), monthIndex, 1) / 86_400_000
  const days = { start: day(monthOfYear(month) - 1), end: day(monthOfYear(month)) }
  monthDays.set(month, days)
  return days
}

/** A report asks thousands of times for the same few months. */
const monthDays = new Map<Month, { start: number; end: number }>()
