import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Day } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Series } from '../series/series'
import { deleteSeries, findSeries, insertSeries, listPoints, updateSeries } from '../series/seriesStore'
import { NotFound } from '../web/errors'
import type { MonthNumber, TallyWords } from './tally'
import { deletePoint, findTally, savePoint } from './tallyStore'

/**
 * Begins a tally under the id that its form was given, or gives one that has begun these words; returns its id. A form
 * that is sent twice is one tally.
 */
export function saveTally(
  db: Db,
  actor: Actor,
  id: string,
  words: TallyWords,
  today: Today,
): Promise<string> {
  return db.transaction().execute(async tx => {
    const known = await findTally(tx, id)
    const tally = { ...(known ?? newTally(await freeId(tx, id), dayFor(today))), ...words }
    await (known ? updateSeries : insertSeries)(tx, tally)
    await noteEntered(tx, actor, today)
    return tally.id
  })
}

/** Sets the number of a month, or takes it away. */
export function setMonth(db: Db, actor: Actor, id: string, number: MonthNumber, today: Today): Promise<void> {
  return db.transaction().execute(async tx => {
    const tally = await findTally(tx, id)
    if (!tally) throw new NotFound()
    await (number.value === null ? deletePoint : savePoint)(tx, id, number)
    await updateSeries(tx, { ...tally, enteredDay: dayFor(today) })
    await noteEntered(tx, actor, today)
  })
}

/** Takes away a tally that was begun by mistake; false when it has a number. */
export function removeTally(db: Db, actor: Actor, { id }: Series, today: Today): Promise<boolean> {
  return db.transaction().execute(async tx => {
    if ((await listPoints(tx, id)).length > 0) return false
    await deleteSeries(tx, id)
    await noteEntered(tx, actor, today)
    return true
  })
}

/** The month alone: the day would date what stands around the last entry in the log. */
function dayFor({ month }: Today): Day {
  return `${month}-01` as Day
}

/** By the month: who enters numbers every day would give a day to all that stands between in the log. */
function noteEntered(tx: Db, actor: Actor, { month }: Today): Promise<void> {
  return note(tx, { dated: month, actor: actor.id, action: 'tally.entered' })
}

/** An id that a form came with may be that of a series of others. */
async function freeId(tx: Db, id: string): Promise<string> {
  return (await findSeries(tx, id)) ? randomUUID() : id
}

function newTally(id: string, enteredDay: Day): Omit<Series, keyof TallyWords> {
  return { id, kind: 'tally', source: '', sourceUrl: '', rounding: 1, step: 'month', enteredDay }
}
