import { tellableFigures, type Fact, type FactRule } from './fact'
import { oneMonth, type Period } from './period'
import type { Figure, Records } from './records'

/** The category that more requests belong to than to any other. */
export const largestShare: FactRule = (records, period) =>
  largest(records, period).map(({ category, figure }) => ({
    kind: 'largest_share',
    category,
    figure,
    score: figure.count / figure.total,
  }))

/** The other categories' shares of the last month. */
export const monthShares: FactRule = (records, period): Fact[] => {
  const last = oneMonth(period.to)
  const [leader] = largest(records, last)
  return categoryFigures(records, last)
    .filter(({ category, figure }) => category !== leader?.category && figure.count > 0)
    .map(({ category, figure }) => ({
      kind: 'month_share',
      category,
      figure,
      score: figure.count / figure.total,
    }))
}

/** One category, or none where two share the first place. */
function largest(records: Records, period: Period): { category: string; figure: Figure }[] {
  const [first, second] = categoryFigures(records, period).sort((a, b) => b.figure.count - a.figure.count)
  return first && first.figure.count > (second?.figure.count ?? 0) ? [first] : []
}

function categoryFigures(records: Records, period: Period): { category: string; figure: Figure }[] {
  return tellableFigures(records, period).flatMap(({ group, figure }) =>
    group === null ? [] : [{ category: group, figure }],
  )
}
