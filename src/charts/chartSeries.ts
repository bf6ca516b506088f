import { mostPanels } from './multiples'
import { paintOf, type ChartForm, type Paint } from './drawing'

/** Groups that are drawn as one. */
export interface Members {
  members: string[]
  /** All that have no series of their own. */
  rest: boolean
  paint: Paint
}

interface Sized {
  group: string
  count: number
}

/** Nobody tells more colours than these apart. */
const mostColours = 4

/**
 * The largest groups, each by itself and in the order of the groups, and all others together at the end. Of requests with
 * several values the others have no sum and are left out.
 */
export function seriesOf(cells: Sized[], form: ChartForm, several = false): Members[] {
  const most = form === 'multiples' ? mostPanels - (several ? 0 : 1) : mostColours
  const bySize = [...cells].sort((a, b) => b.count - a.count).map(cell => cell.group)
  const own = new Set(bySize.slice(0, most))
  const others = cells.map(cell => cell.group).filter(group => !own.has(group))
  const series = cells
    .filter(cell => own.has(cell.group))
    .map(({ group }) => ({ members: [group], rest: false }))
  // A twelfth panel needs no colour that a single group would have to do without.
  const rest = form !== 'multiples' || others.length > 1
  const all = several || others.length === 0 ? series : [...series, { members: others, rest }]
  return all.map((one, i) => ({ ...one, paint: paintOf({ form }, one, i) }))
}
