import type { Month } from '../calendar/month'
import type { FiledMonth } from '../filings/filing'
import type { Fact } from '../reports/fact'
import { tellableFacts } from '../reports/facts'
import type { Period } from '../reports/period'
import type { Records } from '../reports/records'
import type { Taxonomy } from '../taxonomy/taxonomy'

/**
 * Where the figures of a card come from. A card is made of either kind by the same code, and says on its face which it
 * was: exact ones are for inside, protected ones for everybody.
 */
export type CardSource = Figures & (Exact | Protected)

interface Figures {
  records: Records
  taxonomy: Taxonomy
  /** What a report of some months may say. */
  tellable: (report: Period) => Fact[]
}

interface Exact {
  face: 'internal'
  /** How many requests of a period were counted without a case. */
  withoutCase: (period: Period) => number
  /** The months that are filed, each with its last revision. */
  filed: ReadonlyMap<Month, FiledMonth & { revision: number }>
}

interface Protected {
  face: 'public'
  release: string
  /** Every figure is a multiple of it. */
  base: number
}

/** What reports may say. Looking through one takes a while, so that each is looked through once. */
export function tellableIn(records: Records): Figures['tellable'] {
  const found = new Map<string, Fact[]>()
  return report => {
    const name = `${report.from} ${report.to}`
    const facts = found.get(name) ?? tellableFacts(records, report)
    found.set(name, facts)
    return facts
  }
}
