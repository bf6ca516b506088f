import { labelOf, termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import type { Texts } from '../language/texts'
import { toCsv } from './csv'
import type { Figure } from './drawMonth'
import { coveredBy, type FrozenMonth } from './ledger'
import { hub, leastShown } from './menu'

/** All that ever stands in a released table: nothing leaves by being added to the database. */
export const columns = [
  'month',
  'covers_from',
  'category',
  'category_en',
  'category_ru',
  'count',
  'status',
] as const

type Row = Record<(typeof columns)[number], string | number>

/**
 * The table of requests by month and category as CSV, in a fixed order, rows of few requests included. A
 * figure under twice the base is an empty count with a status, never text in a column of numbers.
 */
export function requestsTable(frozen: FrozenMonth[], taxonomy: Taxonomy, texts: Texts): string {
  const rows = frozen.flatMap(month => rowsOf(month, taxonomy, texts))
  return toCsv([[...columns], ...rows.map(row => columns.map(column => row[column]))])
}

/** The hub first, then the categories as the form has them; those that the taxonomy dropped come last. */
export function inOrder(figures: Figure[], taxonomy: Taxonomy): Figure[] {
  const order = termsOf(taxonomy, 'category').map(term => term.code)
  const place = ({ table, key }: Figure) =>
    table === hub.table ? -1 : order.includes(key) ? order.indexOf(key) : order.length
  return figures
    .filter(({ table }) => table === hub.table || table === 'category')
    .toSorted((a, b) => place(a) - place(b))
}

function rowsOf(frozen: FrozenMonth, taxonomy: Taxonomy, texts: Texts): Row[] {
  const limit = leastShown(frozen.menu)
  return coveredBy(frozen).flatMap(month =>
    inOrder(frozen.figures, taxonomy).map(figure => {
      const labels = labelsOf(figure, taxonomy, texts)
      if (month !== frozen.month) return { month, covers_from: month, ...labels, count: '', status: 'merged' }
      const shown = figure.value >= limit
      return {
        month,
        covers_from: frozen.from,
        ...labels,
        count: shown ? figure.value : '',
        status: shown ? 'published' : `below_${limit}`,
      }
    }),
  )
}

function labelsOf({ table, key }: Figure, taxonomy: Taxonomy, texts: Texts) {
  if (table === hub.table) {
    return {
      category: 'total',
      category_en: texts('en', 'release.total'),
      category_ru: texts('ru', 'release.total'),
    }
  }
  return {
    category: key,
    category_en: labelOf(taxonomy, 'category', key, 'en'),
    category_ru: labelOf(taxonomy, 'category', key, 'ru'),
  }
}
