import { sql, type Selectable } from 'kysely'
import { isConfirmedCoordinator, type Actor } from '../auth/actor'
import type { Month } from '../calendar/month'
import { isLeftOut, leftOut } from '../counts/count'
import type { CaseTable, Db } from '../db/schema'
import { slices } from '../db/slices'
import type { CaseFacts, SingleField } from './case'
import type { CaseCode } from './caseCode'
import type { CaseFilter } from './caseFilter'
import { filtered, type CaseQuery } from './filterStore'
import { likenessOf } from './likeness'

/** A case as it is read: its row, and the codes of the fields that hold several. */
export interface HelpCase extends CaseFacts {
  id: string
  code: CaseCode
  recorded_by: string
  assigned_to: string | null
  version: number
  change_order: number
  /** The month in which it was closed; null while it is open. */
  closed_month: Month | null
  /** How often it was opened again. */
  reopenings: number
}

/** Where a page of the list goes on: after this case. */
export interface CaseCursor {
  change_order: number
  id: string
}

/** To a volunteer, or an uncertified coordinator, another's case simply does not exist; to an admin, no case does. */
export async function findCase(db: Db, viewer: Actor, code: CaseCode): Promise<HelpCase | undefined> {
  const row = await visibleTo(viewer, db.selectFrom('cases'))
    .selectAll('cases')
    .where('code', '=', code)
    .executeTakeFirst()
  return row && (await withCodes(db, [row]))[0]
}

/** The case with this id, whoever's it is: for writing alone, nothing of it may be shown. */
export async function findCaseById(tx: Db, id: string): Promise<HelpCase | undefined> {
  const row = await tx.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
  return row && (await withCodes(tx, [row]))[0]
}

/** One page of the viewer's cases, the latest change first. */
export async function listCases(
  db: Db,
  viewer: Actor,
  filter: CaseFilter,
  page: { size: number; after?: CaseCursor | undefined },
): Promise<HelpCase[]> {
  const { after } = page
  const rows = await filtered(visibleTo(viewer, db.selectFrom('cases')), filter)
    .selectAll('cases')
    .$if(after !== undefined, query =>
      query.where(eb =>
        eb.or([
          eb('change_order', '<', after!.change_order),
          eb.and([eb('change_order', '=', after!.change_order), eb('cases.id', '<', after!.id)]),
        ]),
      ),
    )
    .orderBy('change_order', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(page.size)
    .execute()
  return withCodes(db, rows)
}

/** Those of the codes that the viewer sees, in no order. */
export async function listCasesByCode(db: Db, viewer: Actor, codes: CaseCode[]): Promise<HelpCase[]> {
  if (codes.length === 0) return []
  const rows = await visibleTo(viewer, db.selectFrom('cases'))
    .selectAll('cases')
    .where('code', 'in', codes)
    .execute()
  return withCodes(db, rows)
}

/** Cases of the month that are described like this one, the latest change first: not itself, nor what does not count. */
export async function listAlike(
  db: Db,
  viewer: Actor,
  helpCase: Pick<HelpCase, 'id' | 'month'> & CaseFacts,
  limit: number,
): Promise<HelpCase[]> {
  const likeness = isLeftOut(helpCase) ? null : likenessOf(helpCase)
  if (likeness === null) return []
  const rows = await visibleTo(viewer, db.selectFrom('cases'))
    .selectAll('cases')
    .where('month', '=', helpCase.month)
    .where('likeness', '=', likeness)
    .where('cases.id', '!=', helpCase.id)
    .where(eb => eb.or([eb('outcome', 'is', null), eb('outcome', 'not in', leftOut)]))
    .orderBy('change_order', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(limit)
    .execute()
  return withCodes(db, rows)
}

export async function countCases(db: Db, viewer: Actor, filter: CaseFilter): Promise<number> {
  const row = await filtered(visibleTo(viewer, db.selectFrom('cases')), filter)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function insertCases(tx: Db, cases: HelpCase[]): Promise<void> {
  for (const part of slices(cases, 200)) {
    await tx.insertInto('cases').values(part.map(toRow)).execute()
    await insertCodes(tx, part)
  }
}

/** Writes the case if it is still at `version`; false when somebody else changed it first. */
export async function updateCase(tx: Db, helpCase: HelpCase, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('cases')
    .set(toRow(helpCase))
    .where('id', '=', helpCase.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await tx.deleteFrom('case_needs').where('case_id', '=', helpCase.id).execute()
  await tx.deleteFrom('case_situations').where('case_id', '=', helpCase.id).execute()
  await insertCodes(tx, [helpCase])
  return true
}

/** Those of the codes that are taken. */
export async function listTakenCodes(db: Db, codes: CaseCode[]): Promise<Set<string>> {
  const taken = new Set<string>()
  for (const part of slices(codes, 500)) {
    const rows = await db.selectFrom('cases').select('code').where('code', 'in', part).execute()
    for (const row of rows) taken.add(row.code)
  }
  return taken
}

function visibleTo<O>(viewer: Actor, query: CaseQuery<O>): CaseQuery<O> {
  if (isConfirmedCoordinator(viewer)) return query
  if (viewer.role === 'admin') return query.where(sql<boolean>`1 = 0`)
  return query.where(eb => eb.or([eb('recorded_by', '=', viewer.id), eb('assigned_to', '=', viewer.id)]))
}

/** Rows with the codes of their fields that hold several. */
export async function withCodes(db: Db, rows: Selectable<CaseTable>[]): Promise<HelpCase[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  const needs = await db.selectFrom('case_needs').selectAll().where('case_id', 'in', ids).execute()
  const situations = await db.selectFrom('case_situations').selectAll().where('case_id', 'in', ids).execute()
  return rows.map(row => ({
    ...row,
    code: row.code as CaseCode,
    needs: needs.filter(need => need.case_id === row.id).map(need => need.need),
    situations: situations.filter(one => one.case_id === row.id).map(one => one.situation),
  }))
}

async function insertCodes(tx: Db, cases: HelpCase[]): Promise<void> {
  const needs = cases.flatMap(one => one.needs.map(need => ({ case_id: one.id, need })))
  const situations = cases.flatMap(one => one.situations.map(situation => ({ case_id: one.id, situation })))
  if (needs.length > 0) await tx.insertInto('case_needs').values(needs).execute()
  if (situations.length > 0) await tx.insertInto('case_situations').values(situations).execute()
}

function toRow(helpCase: HelpCase): CaseTable {
  const { needs: _needs, situations: _situations, ...row } = helpCase
  return { ...row, likeness: likenessOf(helpCase) } satisfies CaseTable & Record<SingleField, string | null>
}
