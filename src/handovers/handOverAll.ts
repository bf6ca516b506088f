import { setImmediate } from 'node:timers/promises'
import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { takesCases } from './assignCase'
import { countOpenCasesOf, holdOpenCasesOf, type LotCase } from './leaverStore'
import { moveLot, type MovedCase } from './moveLot'

interface Parts {
  db: Db
  anchor: Anchor
}

/** Whose open cases go to whom, spread evenly; to nobody: the pool. */
export interface HandoverOrder {
  from: string
  to: string[]
}

/** `gone` is asked between lots: true ends the work there. `progress` hears how many of all are done, and which are new. */
export interface Following {
  progress?: (done: number, all: number, moved: MovedCase[]) => Promise<void> | void
  gone?: () => boolean
}

/**
 * Hands over all open cases of a member with the keys of all that is sealed on them, lot by lot, so that others get
 * their turn in between and a crash leaves no case by halves: what is not handed over yet is where it was, and the next
 * call goes on with it. Returns how many were handed over.
 */
export async function handOverAll(
  parts: Parts,
  writer: Writer,
  order: HandoverOrder,
  today: Today,
  { progress = () => {}, gone = () => false }: Following = {},
): Promise<number> {
  const all = await countOpenCasesOf(parts.db, order.from)
  const work = { ...order, all, today }
  let done = 0
  for (let size = lot; !gone();) {
    const moved = await handOverLot(parts, writer, { ...work, done, size })
    done += moved.length
    if (moved.length > 0) await progress(done, Math.max(all, done), moved)
    // What is left is held by others at this moment, if it is anything: one at a time can be waited for.
    else if (size === 1) break
    size = moved.length > 0 ? lot : 1
    await setImmediate()
  }
  return done
}

/** Small enough for others not to notice that they waited for it. */
export const lot = 50

interface Lot extends HandoverOrder {
  /** How many there were, and how many are handed over. */
  all: number
  done: number
  size: number
  today: Today
}

async function handOverLot({ db, anchor }: Parts, writer: Writer, order: Lot): Promise<MovedCase[]> {
  const { from, today } = order
  return db.transaction().execute(async tx => {
    const before = await holdOpenCasesOf(tx, from, order.size)
    if (before.length === 0) return []
    const after = await assignInTurn(tx, before, order)
    const happening = ({ assigned_to: to }: LotCase) => ({ what: 'assigned' as const, from, to })
    const moved = await moveLot(tx, after, { anchor, writer, today, happening })
    await noteOnce(tx, writer, order)
    return moved
  })
}

/** Who is next gets the next, so that nobody gets only what is urgent. Who has left meanwhile gets nothing. */
async function assignInTurn(tx: Db, cases: LotCase[], { to, done }: Lot): Promise<LotCase[]> {
  const takers: string[] = []
  for (const id of to) if (await takesCases(tx, id)) takers.push(id)
  if (to.length > 0 && takers.length === 0) throw new NobodyLeft()
  return cases.map((one, i) => ({ ...one, assigned_to: takers[(done + i) % takers.length] ?? null }))
}

/** All who were to get the cases have left. */
export class NobodyLeft extends Error {
  override name = 'NobodyLeft'
  status = 409
}

/**
 * One entry tells of all lots, in the transaction of the first, so that nothing moves without it; one for each would say
 * no more. What a crash or a closed window leaves is told of again by the call that goes on with it.
 */
async function noteOnce(tx: Db, { actor }: Writer, { all, done, today }: Lot): Promise<void> {
  if (done > 0) return
  const object = String(all)
  await note(tx, { dated: today.month, actor: actor.id, action: 'cases.handed_over', object })
}
