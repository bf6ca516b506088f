import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import { addWithoutCase } from '../counts/countStore'
import type { Db } from '../db/schema'
import type { Press } from './press'

/** Counts requests of which no case is made, and writes that down, or nothing. */
export function countPress(db: Db, actor: Actor, press: Press, { month }: Today): Promise<void> {
  return db.transaction().execute(async tx => {
    await addWithoutCase(tx, month, press.category, press.n)
    await note(tx, {
      dated: month,
      actor: actor.id,
      action: 'request.tallied',
      object: `${press.category}/${press.n}`,
    })
  })
}

/** Takes back what was counted in a month. */
export function takeBackPress(
  db: Db,
  actor: Actor,
  { month, category, n }: Press & { month: Month },
  today: Today,
): Promise<void> {
  return db.transaction().execute(async tx => {
    await addWithoutCase(tx, month, category, -n)
    await note(tx, {
      dated: today.month,
      actor: actor.id,
      action: 'request.taken_back',
      object: `${category}/${n}`,
    })
  })
}
