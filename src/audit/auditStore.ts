import type { Day, Month } from '../calendar/month'
import type { Db } from '../db/schema'

export type AuditAction =
  | 'case.recorded'
  | 'case.changed'
  | 'cases.imported'
  | 'month.closed'
  | 'release.made'
  | 'release.downloaded'
  | 'member.invited'
  | 'member.joined'
  | 'member.disabled'
  | 'member.enabled'
  | 'invitation.withdrawn'
  | 'sessions.ended'

export interface AuditEntry {
  /** A day; for a case only the month, because a dated entry beside the order of changes dates the request. */
  dated: Day | Month
  /** A member's id, or `system` for the command line. */
  actor: string
  action: AuditAction
  /** What it was done to; empty for a case, whose code beside a day would date the request. */
  object?: string
}

/** Writes an entry; call it in the transaction of what it tells about. */
export async function note(tx: Db, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ dated: entry.dated, actor: entry.actor, action: entry.action, object: entry.object ?? '' })
    .execute()
}

/** The latest entries with one of the actions, newest first. */
export function listAudit(db: Db, actions: AuditAction[], limit: number) {
  return db
    .selectFrom('audit')
    .leftJoin('users', 'users.id', 'audit.actor')
    .select(['audit.number', 'audit.dated', 'audit.action', 'audit.object', 'users.pseudonym as actor'])
    .where('audit.action', 'in', actions)
    .orderBy('audit.number', 'desc')
    .limit(limit)
    .execute()
}
