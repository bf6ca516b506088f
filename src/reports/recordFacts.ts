import { addMonths, type Month } from '../calendar/month'
import { tellableFigures, type Fact, type FactRule } from './fact'
import { lengthOf, monthsOf, oneMonth } from './period'
import { countIn, type Figure, type Group, type Records } from './records'

/** Fewer earlier months hold no season twice, and a record among them means little. */
const earlierMonths = 12

/** Each group's highest month since the records began, if it lies in the period. */
export const recordMonths: FactRule = (records, period) =>
  tellableFigures(records, period).flatMap(({ group }) => {
    const from = highestStretch(records, group, 1)?.from
    if (!from || from < period.from || from > period.to) return []
    const figure = tellableFigures(records, oneMonth(from)).find(one => one.group === group)?.figure
    return figure ? recordOf('record', records, group, figure) : []
  })

/** The last two months: each group for which they are a record, or at least how many requests there were. */
export const twoMonths: FactRule = (records, period) => {
  const last = { from: addMonths(period.to, -1), to: period.to }
  if (last.from < period.from) return []
  return tellableFigures(records, last).flatMap(({ group, figure }): Fact[] => {
    if (monthsOf(last).some(month => countIn(records, group, oneMonth(month)) === 0)) return []
    const [record] = recordOf('two_months', records, group, figure)
    // All requests together come before those of a category.
    return [record ?? { kind: 'two_months', category: group, figure, score: group === null ? 0 : -1 }]
  })
}

/** The figure as a record, if it is one and at least 12 earlier months have figures. */
function recordOf(kind: 'record' | 'two_months', records: Records, category: Group, figure: Figure): Fact[] {
  const earlier = [...records.counts.keys()].filter(month => month < figure.from)
  const highest = highestStretch(records, category, lengthOf(figure))
  if (earlier.length < earlierMonths || highest?.from !== figure.from) return []
  return [{ kind, category, figure, recordSince: records.began, score: highest.timesUsual }]
}

/**
 * Where the months in a row begin that had more requests than any others of the same number; undefined on a
 * tie. The month that is not over takes part, because it may already have broken a record.
 */
function highestStretch(
  records: Records,
  group: Group,
  length: number,
): { from: Month; timesUsual: number } | undefined {
  const months = monthsOf({ from: records.began, to: records.thisMonth })
  const counts = months.map(month => countIn(records, group, oneMonth(month)))
  const sums = counts.slice(length - 1).map((_, i) => sum(counts.slice(i, i + length)))
  const most = Math.max(...sums)
  const from = months[sums.indexOf(most)]
  if (!from || sums.indexOf(most) !== sums.lastIndexOf(most)) return undefined
  return { from, timesUsual: (most * sums.length) / Math.max(1, sum(sums)) }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
