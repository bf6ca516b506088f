import { addMonths, month } from '../../src/calendar/month'
import { all, countsOf, sumCounts, type Count } from '../../src/counts/count'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import type { Period } from '../../src/reports/period'
import { recordsOf, type Records } from '../../src/reports/records'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { testDatabase } from '../support/testDatabase'

export const texts = loadTexts(projectFile('locales'))

export const categories = ['soldier', 'mobilised_civilian', 'other']

/** The invented cases that agree with everything published, as the cube counts them. */
export const demoCounts = sumCounts(inventCases(readPublishedFigures()).flatMap(countsOf))

/** The same, read in a month; by default long after, when every one of them is complete. */
export function demoRecords(thisMonth = '2026-11'): Records {
  return recordsOf(
    demoCounts.filter(count => count.dimension === 'total'),
    categories,
    month(thisMonth),
  )!
}

export function period(from: string, to: string): Period {
  return { from: month(from), to: month(to) }
}

/** The cube's totals from a month on: a row of numbers for each month, one for each category. */
export function totalsFrom(first: string, rows: number[][]): Count[] {
  return rows.flatMap((numbers, i) =>
    numbers.map((n, category) => ({
      month: addMonths(month(first), i),
      category: categories[category]!,
      dimension: 'total' as const,
      value: all,
      n,
    })),
  )
}

/** Records of such rows, read in the month after the last unless another is named. */
export function recordsFrom(first: string, rows: number[][], thisMonth?: string): Records {
  const now = thisMonth ? month(thisMonth) : addMonths(month(first), rows.length)
  return recordsOf(totalsFrom(first, rows), categories, now)!
}

/** The words every new organisation finds. */
export async function defaultTaxonomy(): Promise<Taxonomy> {
  const database = await testDatabase()
  const taxonomy = await readTaxonomy(database.db)
  await database.close()
  return taxonomy
}
