import { setImmediate } from 'node:timers/promises'
import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { lastPositions } from '../entries/entryStore'
import type { Anchor } from '../readers/anchor'
import type { UndoableHandover } from '../undo/undo'
import { lot, type Following } from './handOverAll'
import { holdCases } from './leaverStore'
import { moveLot } from './moveLot'

interface Parts {
  db: Db
  anchor: Anchor
}

/** How many cases are with the member again, and how many stay because somebody has worked on them since. */
export interface TakenBack {
  back: number
  stay: number
}

/**
 * Gives a member the cases back that were handed over all at once, lot by lot as they went. When it breaks off it can
 * be done once more, and goes on with those that are not back.
 */
export async function takeBackAll(
  parts: Parts,
  writer: Writer,
  { from, moved }: Pick<UndoableHandover, 'from' | 'moved'>,
  today: Today,
  { progress = () => {} }: Pick<Following, 'progress'> = {},
): Promise<TakenBack> {
  const result: TakenBack = { back: 0, stay: 0 }
  let left = moved
  for (let size = lot; left.length > 0;) {
    const audited = result.back === 0 ? moved.length : undefined
    const { back, stay, settled } = await takeBackLot(parts, writer, {
      ...{ from, some: left.slice(0, size), today, audited },
    })
    left = left.filter(([id]) => !settled.has(id))
    result.back += back
    result.stay += stay
    if (settled.size > 0) await progress(moved.length - left.length, moved.length, [])
    // Those are held by others at this moment: one at a time can be waited for.
    size = settled.size > 0 ? lot : 1
    await setImmediate()
  }
  return result
}

interface Lot {
  from: string
  some: UndoableHandover['moved']
  today: Today
  /** How many the entry in the audit log speaks of; one of the first lot tells of all. */
  audited: number | undefined
}

async function takeBackLot({ db, anchor }: Parts, writer: Writer, { from, some, today, audited }: Lot) {
  const ids = some.map(([id]) => id)
  const kept = new Map(some.map(([id, version, position]) => [id, { version, position }]))
  return db.transaction().execute(async tx => {
    const held = await holdCases(tx, ids)
    const positions = await lastPositions(tx, ids)
    const untouched = held.filter(
      one =>
        one.version === kept.get(one.id)!.version && positions.get(one.id) === kept.get(one.id)!.position,
    )
    if (untouched.length > 0) {
      const after = untouched.map(one => ({ ...one, assigned_to: from }))
      const happening = () => ({ what: 'undone' as const, undone: 'assignment' as const })
      await moveLot(tx, after, { anchor, writer, today, happening })
      if (audited !== undefined) await noteTaken(tx, writer, today, audited)
    }
    return {
      back: untouched.length,
      stay: held.filter(one => !untouched.includes(one) && one.assigned_to !== from).length,
      // One that is waited for and not found has been destroyed.
      settled: new Set(ids.length === 1 ? ids : held.map(one => one.id)),
    }
  })
}

async function noteTaken(tx: Db, { actor }: Writer, today: Today, n: number): Promise<void> {
  const object = String(n)
  await note(tx, { dated: today.month, actor: actor.id, action: 'cases.taken_back', object })
}
