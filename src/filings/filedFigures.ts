import { sumOf, type Dimension } from '../counts/count'
import { dimensionOf, notRecorded, type Breakdown } from '../reports/breakdown'
import { recordsBy, type Group, type Records } from '../reports/records'
import type { Taxonomy } from '../taxonomy/taxonomy'
import type { FiledMonth } from './filing'

/** A cell of a month. */
export interface FiledCell {
  dimension: Dimension
  /** A code; null for all requests, `notRecorded` for those without a value. */
  value: Group
  /** Null for all categories. */
  category: string | null
}

/** How many requests of a filed month a cell has; none if it is not there. */
export function figureInFiling(filed: FiledMonth, { dimension, value, category }: FiledCell): number {
  const counts = filed.counts.filter(count => category === null || count.category === category)
  const all = sumOf(counts.filter(count => count.dimension === 'total'))
  if (value === null) return all
  const known = counts.filter(count => count.dimension === dimension)
  if (value === notRecorded) return all - sumOf(known)
  return sumOf(known.filter(count => count.value === value))
}

export function requestsIn(filed: FiledMonth): number {
  return figureInFiling(filed, { dimension: 'total', value: null, category: null })
}

/** The month as reports know one, all of it or one category; the codes are those that occur anywhere in it. */
export function recordsOf({ month, counts, words }: FiledMonth, by: Breakdown, of: string | null): Records {
  const asked = counts.filter(count => of === null || count.category === of)
  const ofDimension = (dimension: Dimension) => asked.filter(count => count.dimension === dimension)
  const codes = (words[by] ?? []).map(term => term.code)
  const scope = { by, of, began: month, thisMonth: month, codes }
  return recordsBy(ofDimension('total'), ofDimension(dimensionOf(by)), scope)
}

/** The words of a filed month, for pages that take them from a taxonomy. */
export function taxonomyOf({ words }: Pick<FiledMonth, 'words'>): Taxonomy {
  const never = { parent: '', from: undefined, to: undefined, countsAs: undefined }
  return Object.fromEntries(
    Object.entries(words).map(([field, terms]) => [
      field,
      terms.map(({ code, label, meaning }) => ({
        ...{ code, ...never, label },
        wordings: [{ from: undefined, label, meaning, newMeaning: false }],
      })),
    ]),
  )
}
