import type { Db } from '../db/schema'
import { idleLimit, sessionKept, sessionLimit } from './session'

/** Takes the keys out of all sessions that have been idle for too long, without waiting for their next request. */
export async function lockIdleSessions(db: Db, now: number): Promise<void> {
  for (const role of ['volunteer', 'coordinator', 'admin'] as const) {
    await db
      .updateTable('sessions')
      .set({ wrapped_key: null })
      .where('wrapped_key', 'is not', null)
      .where(eb =>
        eb.or([eb('last_seen_at', '<', now - idleLimit[role]), eb('started_at', '<', now - sessionLimit)]),
      )
      .where('user_id', 'in', db.selectFrom('users').select('id').where('role', '=', role))
      .execute()
  }
  await db
    .deleteFrom('sessions')
    .where('started_at', '<', now - sessionKept)
    .execute()
}
