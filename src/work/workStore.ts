import { withCodes, type HelpCase } from '../cases/caseStore'
import type { Db, SealedTable } from '../db/schema'
import { mostUrgentFirst } from '../handovers/poolStore'

/** The member's open cases, and closed ones on which something is still to be done; what cannot wait comes first. */
export async function listCasesOf(db: Db, memberId: string): Promise<HelpCase[]> {
  const rows = await mostUrgentFirst(db.selectFrom('cases'))
    .selectAll()
    .where('assigned_to', '=', memberId)
    .where(eb =>
      eb.or([
        eb('status', '!=', 'closed'),
        eb.exists(
          eb
            .selectFrom('sealed')
            .select('sealed.id')
            .whereRef('case_id', '=', 'cases.id')
            .where('kind', '=', 'follow_up'),
        ),
      ]),
    )
    .execute()
  return withCodes(db, rows)
}

/** The most urgent open cases that nobody has. */
export async function listUrgentInPool(db: Db, size: number): Promise<HelpCase[]> {
  const rows = await mostUrgentFirst(db.selectFrom('cases'))
    .selectAll()
    .where('assigned_to', 'is', null)
    .where('status', '!=', 'closed')
    .limit(size)
    .execute()
  return withCodes(db, rows)
}

/** Of each case the last that was written or done: its note or event, whichever is later. */
export function listLatestEntries(db: Db, caseIds: string[]): Promise<SealedTable[]> {
  if (caseIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('sealed')
    .selectAll()
    .where('case_id', 'in', caseIds)
    .where('position', '=', eb =>
      eb
        .selectFrom('sealed as later')
        .select(({ fn }) => fn.max('later.position').as('position'))
        .whereRef('later.case_id', '=', 'sealed.case_id')
        .where('later.kind', 'in', ['note', 'event']),
    )
    .execute()
}
