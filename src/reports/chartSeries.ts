import type { TrendSum } from './trend'

const mostSeries = 4

/**
 * Categories drawn as one series, at most four of them, in the order of the categories: each by itself, or,
 * where there are more, the three largest and all others together at the end.
 */
export function seriesOf({ categories }: Pick<TrendSum, 'categories'>): string[][] {
  const codes = categories.map(cell => cell.category)
  if (codes.length <= mostSeries) return codes.map(code => [code])
  const bySize = [...categories].sort((a, b) => b.count - a.count).map(cell => cell.category)
  const own = bySize.slice(0, mostSeries - 1)
  return [
    ...codes.filter(code => own.includes(code)).map(code => [code]),
    codes.filter(code => !own.includes(code)),
  ]
}
