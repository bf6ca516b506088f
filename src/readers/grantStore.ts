import type { Db, GrantTable } from '../db/schema'
import { slices } from '../db/slices'

export function listGrants(db: Db, caseId: string): Promise<GrantTable[]> {
  return db
    .selectFrom('grants')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('generation')
    .orderBy('reader')
    .execute()
}

/** The same for some cases at once, by case. */
export async function listGrantsOf(db: Db, caseIds: string[]): Promise<Map<string, GrantTable[]>> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('case_id', 'in', caseIds)
    .orderBy('generation')
    .orderBy('reader')
    .execute()
  const found = new Map(caseIds.map(id => [id, [] as GrantTable[]]))
  for (const row of rows) found.get(row.case_id)!.push(row)
  return found
}

export async function insertGrants(tx: Db, grants: GrantTable[]): Promise<void> {
  for (const part of slices(grants, 500)) await tx.insertInto('grants').values(part).execute()
}

/** Lets nobody seal anything more with the keys that cases have. */
export async function clearMarks(tx: Db, caseIds: string[]): Promise<void> {
  await tx.updateTable('grants').set({ mark: '' }).where('case_id', 'in', caseIds).execute()
}

/** Takes cases from all their members but one, and perhaps from the team; the coordinators keep theirs. */
export async function deleteOtherGrants(
  tx: Db,
  caseIds: string[],
  but: string,
  { team }: { team: boolean },
): Promise<void> {
  await tx
    .deleteFrom('grants')
    .where('case_id', 'in', caseIds)
    .where('reader', 'not like', 'group:%')
    .where('reader', '!=', but)
    .$if(!team, query => query.where('reader', 'not like', 'team:%'))
    .execute()
}

/** Everything that was granted to a member, in every case. */
export async function deleteGrantsOf(tx: Db, reader: string): Promise<void> {
  await tx.deleteFrom('grants').where('reader', '=', reader).execute()
}

/** Cases with sealed words that a member has: assigned to them, or recorded by them and assigned to nobody. */
export function listSealedCasesOf(db: Db, userId: string) {
  return db
    .selectFrom('cases')
    .select(['id', 'recorded_by', 'assigned_to'])
    .where(eb =>
      eb.or([
        eb('assigned_to', '=', userId),
        eb.and([eb('assigned_to', 'is', null), eb('recorded_by', '=', userId)]),
      ]),
    )
    .where(eb => eb.exists(eb.selectFrom('grants').select('reader').whereRef('case_id', '=', 'cases.id')))
    .execute()
}
