import { setImmediate } from 'node:timers/promises'
import { note } from '../audit/auditStore'
import type { Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { expectTraces, wipeTraces } from '../db/traces'
import { emptyFeeds } from '../feeds/emptyFeeds'
import { countClosedCases, deleteCases, takeClosedCases } from './erasureStore'
import { dueBefore } from './evaporation'

/** What evaporation did: `wiped` is false when another program kept it from wiping the disk. */
export interface Evaporated {
  destroyed: number
  wiped: boolean
}

/**
 * Destroys the closed cases whose days are over, lot by lot, so that others get their turn in between and a
 * crash loses no more than the lot at hand. The counts stay. `progress` hears how many are gone.
 */
export async function evaporateCases(
  db: Db,
  today: Today,
  days: number,
  progress: (destroyed: number) => void = () => {},
): Promise<Evaporated> {
  const before = dueBefore(today.day, days)
  let destroyed = 0
  let gone: number
  do {
    gone = await evaporateLot(db, before, today, destroyed)
    destroyed += gone
    if (gone > 0) progress(destroyed)
    await setImmediate()
  } while (gone === lot)
  return { destroyed, wiped: await wipeTraces(db) }
}

/** How many cases are due today, and the next month of closing whose day will come, with its number of cases. */
export async function forecastEvaporation(db: Db, today: Today, days: number) {
  const before = dueBefore(today.day, days)
  const months = await countClosedCases(db)
  const due = months.filter(one => one.month < before)
  return { due: due.reduce((sum, one) => sum + one.n, 0), next: months[due.length] }
}

const lot = 500

/** One entry tells of all lots, in the transaction of the last: one for each would say no more. */
function evaporateLot(db: Db, before: Month, today: Today, already: number): Promise<number> {
  return db.transaction().execute(async tx => {
    const ids = await takeClosedCases(tx, before, lot)
    if (ids.length > 0) {
      await deleteCases(tx, ids)
      await emptyFeeds(tx)
      await expectTraces(tx)
    }
    const all = already + ids.length
    if (ids.length < lot && all > 0) {
      await note(tx, {
        dated: today.month,
        actor: 'system',
        action: 'cases.evaporated',
        object: String(all),
      })
    }
    return ids.length
  })
}
