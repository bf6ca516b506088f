import { addMonths, monthsBetween, type Month } from '../../src/calendar/month'
import { came, isLongest, monthsIn, number, part, when, type Months, type Told } from './sentenceParts'

type Check = (found: (string | undefined)[], told: Told) => void

/** How a sentence may go on after its first figure, and what must be so if it does. */
export const tails: [pattern: string, check: Check][] = [
  [
    `(?:([\\d.,]+) times the number(?: of)?|(up|down) (\\d+)% on(?: the number)?) (a year before|the month before|${when}): ${part}(?: ${when})?`,
    ([times, way, percent, against, named, a, of, share, dated], { group, months, count, claim, figure }) => {
      const before = monthsIn((dated ?? named)!)
      const back = { 'a year before': 12, 'the month before': 1 }[against!] ?? monthsBetween(...months).length
      claim(months.map(one => addMonths(one, -back)).join() === before.join(), 'months before')
      figure(group, before, a!, of, share)
      const then = number(a!)
      claim(then >= 20 && deviations(then, before, count, months) >= 2.5, 'more than chance')
      if (times) claim(Math.abs(number(times) - count / then) <= 0.05 + 1e-9, 'times')
      else claim(Number(percent) === Math.round(100 * Math.abs(count / then - 1)), 'percent')
      claim(count > then === (times !== undefined || way === 'up'), 'direction')
    },
  ],
  [
    'the (most|fewest) in any (?:month|two months in a row) since records began in (.+)',
    ([way, since], { group, months: [from, to], count, counts, began, thisMonth, claim }) => {
      const length = monthsBetween(from, to).length
      const last = way === 'fewest' ? addMonths(thisMonth, -1) : thisMonth
      const others = monthsBetween(began, last).filter(one => one !== from)
      const isLess = (one: Month) => counts.count(group, one, addMonths(one, length - 1)) < count
      claim(monthsIn(since!)[0] === began && monthsBetween(began, from).length > 12, 'since')
      claim(
        others.every(one => isLess(one) === (way === 'most')),
        'record',
      )
    },
  ],
  [
    `the (high|low) point between ${part} ${when} and ${part} ${when}`,
    (
      [way, a, ofA, shareA, first, b, ofB, shareB, last],
      { group, months: [turn], count, counts, claim, figure },
    ) => {
      figure(group, monthsIn(first!), a!, ofA, shareA)
      figure(group, monthsIn(last!), b!, ofB, shareB)
      const others = monthsBetween(monthsIn(first!)[0], monthsIn(last!)[0]).filter(one => one !== turn)
      const differences = others.map(one => count - counts.count(group, one))
      claim(
        differences.every(difference => (way === 'high' ? difference > 0 : difference < 0)),
        'turn',
      )
    },
  ],
  [
    `(more|fewer) than the month before for the (\\d+)(?:st|nd|rd|th) month in a row(, the longest.*?)?; ${when} it was ${part}`,
    (
      [way, length, longest, start, a, of, share],
      { group, months: [end], counts, claim, figure, ...scope },
    ) => {
      const goesOn = (one: Month) => {
        const more = counts.count(group, one) - counts.count(group, addMonths(one, -1))
        return way === 'more' ? more > 0 : more < 0
      }
      figure(group, monthsIn(start!), a!, of, share)
      const run: Months = [addMonths(monthsIn(start!)[0], 1), end]
      claim(monthsBetween(...run).length === Number(length) && monthsBetween(...run).every(goesOn), 'run')
      claim(!longest || isLongest(goesOn, run, scope), 'longest')
    },
  ],
  [
    `(\\d+)(?:st|nd|rd|th) place among [a-z ]+, up from (\\d+)(?:st|nd|rd|th) ${when}: ${part}`,
    ([rank, rankBefore, named, a, of, share], { group, months, counts, claim, figure }) => {
      const before = monthsIn(named!)
      figure(group, before, a!, of, share)
      const placeIn = (period: Months) =>
        1 + counts.groups.filter(one => counts.count(one, ...period) > counts.count(group, ...period)).length
      claim(placeIn(months) === Number(rank) && placeIn(before) === Number(rankBefore), 'place')
      claim(Number(rank) < Number(rankBefore), 'up')
    },
  ],
  [
    `about the same number as (?:a year before|${when}): ${part}(?: ${when})?`,
    ([named, a, of, share, dated], { group, count, claim, figure }) => {
      figure(group, monthsIn((dated ?? named)!), a!, of, share)
      claim(Math.abs(count - number(a!)) < number(a!) / 5, 'about the same')
    },
  ],
  [
    `([\\d.,]+) times as many as ${came}: ${part}`,
    ([times, words, a, of, share], { months, count, claim, figure, groupOf }) => {
      figure(groupOf(words!), months, a!, of, share)
      claim(Math.abs(number(times!) - count / number(a!)) <= 0.05 + 1e-9, 'ratio')
    },
  ],
  [
    'more than (?:in|with|from|through) any(?:one)? [a-z ]+',
    (_, { group, months, count, counts, claim }) => {
      const others = counts.groups.filter(one => one !== group)
      claim(
        others.every(one => counts.count(one, ...months) < count),
        'largest',
      )
    },
  ],
  [
    'the sum since records began in (.+)',
    ([since], { months, began, claim }) => {
      claim(monthsIn(since!)[0] === months[0] && months[0] === began, 'since')
    },
  ],
]

/** How far the later of two counts lies from its part of both, by the days of each. */
function deviations(then: number, before: Months, now: number, months: Months): number {
  const days = ([from, to]: Months) =>
    (Date.parse(`${addMonths(to, 1)}-01`) - Date.parse(`${from}-01`)) / 86_400_000
  const part = days(months) / (days(before) + days(months))
  return Math.abs(now - part * (now + then)) / Math.sqrt((now + then) * part * (1 - part))
}
