import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import type { FiledMonth } from '../filings/filing'
import { listLastFilings } from '../filings/filingStore'
import { parseContent } from '../filings/parseContent'
import { readRecords, withoutCaseIn, type Counted, type Scope } from '../reports/reportStore'
import { tellableIn, type CardSource } from './cardSource'

/** The figures as they stand now, for inside; `filed` where a card is to say in which filings they stand. */
export async function readExactSource(
  db: Db,
  counted: Counted,
  scope: Scope,
  filed: ReadonlyMap<Month, FiledMonth & { revision: number }> = new Map(),
): Promise<CardSource> {
  const records = await readRecords(db, counted, scope)
  return {
    face: 'internal',
    records,
    tellable: tellableIn(records),
    taxonomy: counted.taxonomy,
    withoutCase: period => withoutCaseIn(counted, scope.of, period),
    filed,
  }
}

/** The months that are filed, each as it was filed last. */
export async function readFiled(db: Db): Promise<Map<Month, FiledMonth & { revision: number }>> {
  const filings = await listLastFilings(db)
  return new Map(
    filings.flatMap(({ month, revision, content }) => {
      const filed = parseContent(content)
      return filed ? [[month, { ...filed, revision }]] : []
    }),
  )
}
