import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { deleteFeedOf } from './feedStore'

/** Turns the calendar file off; an entry tells of it if it was on. */
export async function endFeed(db: Db, actor: Actor, today: Today): Promise<void> {
  await db.transaction().execute(async tx => {
    if (!(await deleteFeedOf(tx, actor.id))) return
    await note(tx, { dated: today.month, actor: actor.id, action: 'feed.ended' })
  })
}
