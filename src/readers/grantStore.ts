import type { Db, GrantTable } from '../db/schema'

export function listGrants(db: Db, caseId: string): Promise<GrantTable[]> {
  return db
    .selectFrom('grants')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('generation')
    .orderBy('reader')
    .execute()
}

export async function insertGrants(tx: Db, grants: GrantTable[]): Promise<void> {
  if (grants.length > 0) await tx.insertInto('grants').values(grants).execute()
}

/** Lets nobody seal anything more with the keys that a case has. */
export async function clearMarks(tx: Db, caseId: string): Promise<void> {
  await tx.updateTable('grants').set({ mark: '' }).where('case_id', '=', caseId).execute()
}

/** Takes a case from all its members but one; the coordinators keep theirs. */
export async function deleteMemberGrants(tx: Db, caseId: string, but: string | undefined): Promise<void> {
  await tx
    .deleteFrom('grants')
    .where('case_id', '=', caseId)
    .where('reader', 'not like', 'group:%')
    .$if(but !== undefined, query => query.where('reader', '!=', but!))
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
