import type { ChainHead } from '../audit/chain'
import type { Day, Month } from '../calendar/month'
import { dimensions, type Count } from '../counts/count'
import type { Db } from '../db/schema'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { filedMonthOf, type FiledMonth } from './filing'
import { requestsInContent } from './parseContent'

/** A month as a coordinator filed it. Rows are never changed or deleted: the database refuses to. */
export interface Filing {
  month: Month
  /** 1, and one more each time the month is filed again. */
  revision: number
  filedDay: Day
  /** A member's id. */
  filedBy: string
  /** The end of the audit log, which is the entry that says it was filed. */
  head: ChainHead
  content: string
  /** Of the content. */
  sha256: string
}

/** The month as it would be filed now. */
export async function readMonth(db: Db, month: Month): Promise<FiledMonth> {
  const counts = await db
    .selectFrom('counts')
    .select(['month', 'category', 'dimension', 'value', 'n'])
    // Every one of them, which lets the table be read by its key.
    .where('dimension', 'in', dimensions)
    .where('month', '=', month)
    .where('n', '>', 0)
    .execute()
  return filedMonthOf(month, counts as Count[], await readTaxonomy(db))
}

/** Every revision of a month, the first one first. */
export function listRevisions(db: Db, month: Month): Promise<Filing[]> {
  return listWhere(db, { from: month, to: month })
}

/** All filings, by month and revision. */
export function listFilings(db: Db): Promise<Filing[]> {
  return listWhere(db)
}

/** The months that are filed, each with its last revision and how many requests that has. */
export async function filedMonths(
  db: Db,
  from: Month,
  to: Month,
): Promise<Map<Month, Pick<Filing, 'revision' | 'filedDay'> & { requests: number }>> {
  const rows = await selectLast(db).where('month', '>=', from).where('month', '<=', to).execute()
  return new Map(
    rows.map(({ month, revision, filed_day, content }) => [
      month,
      { revision, filedDay: filed_day, requests: requestsInContent(content) },
    ]),
  )
}

/** The last revision of each month that is filed. */
export function listLastFilings(db: Db): Promise<Pick<Filing, 'month' | 'revision' | 'content'>[]> {
  return selectLast(db).execute()
}

export async function insertFiling(tx: Db, filing: Filing): Promise<void> {
  const { month, revision, filedDay, filedBy, head, content, sha256 } = filing
  const row = { month, revision, filed_day: filedDay, filed_by: filedBy, content, sha256 }
  await tx
    .insertInto('filings')
    .values({ ...row, audit_number: head.number, audit_hash: head.hash })
    .execute()
}

function selectLast(db: Db) {
  return db
    .selectFrom('filings')
    .select(['month', 'revision', 'filed_day', 'content'])
    .where('revision', '=', eb =>
      eb
        .selectFrom('filings as each')
        .select(({ fn }) => fn.max('each.revision').as('last'))
        .whereRef('each.month', '=', 'filings.month'),
    )
    .orderBy('month')
}

async function listWhere(db: Db, period?: { from: Month; to: Month }): Promise<Filing[]> {
  const rows = await db
    .selectFrom('filings')
    .selectAll()
    .$if(period !== undefined, query =>
      query.where('month', '>=', period!.from).where('month', '<=', period!.to),
    )
    .orderBy('month')
    .orderBy('revision')
    .execute()
  return rows.map(row => ({
    ...{ month: row.month, revision: row.revision, filedDay: row.filed_day, filedBy: row.filed_by },
    head: { number: row.audit_number, hash: row.audit_hash },
    ...{ content: row.content, sha256: row.sha256 },
  }))
}
