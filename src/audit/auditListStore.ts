import { sql } from 'kysely'
import type { Day, Month } from '../calendar/month'
import type { Db } from '../db/schema'
import type { AuditAction } from './auditAction'

export interface AuditFilter {
  action?: AuditAction | undefined
  /** A member's id, or `system`. */
  actor?: string | undefined
  /** A month is also every day of it. */
  dated?: Day | Month | undefined
}

/** One page of the log, newest first, from below the number `before`; the actor is an id, or `system`. */
export function listAuditPage(db: Db, filter: AuditFilter, before: number | undefined, size: number) {
  const { action, actor, dated } = filter
  return db
    .selectFrom('audit')
    .select(['number', 'dated', 'actor', 'action', 'object'])
    .$if(action !== undefined, query => query.where('action', '=', action!))
    .$if(actor !== undefined, query => query.where('actor', '=', actor!))
    .$if(dated !== undefined, query => query.where(sql<boolean>`dated LIKE ${`${dated!}%`}`))
    .$if(before !== undefined, query => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(size)
    .execute()
}
