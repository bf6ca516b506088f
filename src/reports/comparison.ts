import { isClearChange, levelFor } from './clearChange'
import { lengthOf, shifted, smallestBase, type Period } from './period'
import { figureOf, groupsOf, isComparable, type Figure, type Group, type Records } from './records'

/** A period held against an earlier one of the same length, group by group; the first is all requests together. */
export interface Comparison {
  period: Period
  against: Period
  rows: ComparedFigure[]
}

export interface ComparedFigure {
  group: Group
  figure: Figure
  /** Undefined where it cannot be compared: the definitions differ, or nothing was recorded yet. */
  against: Figure | undefined
  /** Whether there were clearly more or fewer requests, or the difference may be chance; undefined if too few to say. */
  way: 'more' | 'fewer' | 'same' | undefined
}

export type Against = 'before' | 'year' | 'other'

/** The period that another is held against: the one just before it, the same a year before, or from a month on. */
export function periodAgainst(period: Period, against: Against, from = period.from): Period {
  if (against === 'before') return shifted(period, -lengthOf(period))
  if (against === 'year') return shifted(period, -12)
  const length = lengthOf(period)
  return { from, to: shifted({ from, to: from }, length - 1).to }
}

export function compare(records: Records, period: Period, against: Period): Comparison {
  const [earlier, later] = against.from < period.from ? [against, period] : [period, against]
  const known = against.from >= records.began && against.to < records.thisMonth
  const level = levelFor(groupsOf(records).length)
  const rows = groupsOf(records).map(group => {
    const figure = figureOf(records, group, period)
    const comparable = known && isComparable(records, group, earlier, later)
    const before = comparable ? figureOf(records, group, against) : undefined
    return { group, figure, against: before, way: before && wayOf(figure, before, level) }
  })
  return { period, against, rows }
}

function wayOf(figure: Figure, against: Figure, level: number): ComparedFigure['way'] {
  if (figure.total < smallestBase || against.total < smallestBase) return undefined
  if (!isClearChange(against, figure, level)) return 'same'
  return figure.count > against.count ? 'more' : 'fewer'
}
