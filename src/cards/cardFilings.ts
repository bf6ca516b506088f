import type { Month } from '../calendar/month'
import { figureInFiling } from '../filings/filedFigures'
import type { FiledMonth } from '../filings/filing'
import { dimensionOf } from '../reports/breakdown'
import { monthsOf, oneMonth } from '../reports/period'
import { countIn, type Group, type Records } from '../reports/records'
import { membersOf, type Taxonomy } from '../taxonomy/taxonomy'
import { figuresOf, type FiledFigure, type Told } from './card'
import type { CardSource } from './cardSource'

/** The months of a sentence that are filed, and whether each was filed with the numbers that the sentence rests on. */
export function filedFigures(
  fact: Told,
  { filed, records, taxonomy }: Extract<CardSource, { face: 'internal' }>,
): FiledFigure[] {
  const groups = new Map<Month, Set<Group>>()
  for (const { group, ...period } of figuresOf(fact)) {
    for (const month of monthsOf(period))
      groups.set(month, (groups.get(month) ?? new Set()).add(null).add(group))
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([month, told]) => {
      const filing = filed.get(month)
      if (!filing) return []
      const isSame = (group: Group) =>
        countIn(records, group, oneMonth(month)) === filedCount(filing, group, records, taxonomy)
      return [{ month, revision: filing.revision, same: [...told].every(isSame) }]
    })
}

/** How many requests a group had in a filing; codes whose series it goes on with by now are counted with it. */
function filedCount(filing: FiledMonth, group: Group, { by, of }: Records, taxonomy: Taxonomy): number {
  const categories = of === null ? [null] : membersOf(taxonomy, 'category', of)
  const values = group === null ? [null] : membersOf(taxonomy, by, group)
  const cells = values.flatMap(value =>
    by === 'category' && value !== null
      ? [{ dimension: 'total' as const, value: null, category: value }]
      : categories.map(category => ({ dimension: dimensionOf(by), value, category })),
  )
  return cells.reduce((sum, cell) => sum + figureInFiling(filing, cell), 0)
}
