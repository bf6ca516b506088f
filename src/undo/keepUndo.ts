import { randomUUID } from 'node:crypto'
import type { OpenStrongbox } from '../auth/unlock'
import type { Db, UndoTable } from '../db/schema'
import { CannotOpen } from '../vault/bytes'
import { decrypt, encrypt } from '../vault/encryption'
import { padAny, unpad } from '../vault/padding'
import type { UndoableCase, UndoableHandover, Undoing } from './undo'
import { deleteOldestUndos, insertUndo, listOpenUndos, takeUndo } from './undoStore'

/** What has changed with some cases, one by one. */
export interface UndoableCases {
  undoing: Undoing
  cases: UndoableCase[]
}

/** What a member has done and may take back. */
export type Undoable = UndoableCases | UndoableHandover

export type KeptUndo = Undoable & { id: string }

/** Inside the seal: a second of work beside the order of changes would date a request. */
interface Timed {
  doneAt: number
}

type Member = Pick<OpenStrongbox, 'userId' | 'memberKey'>

/** In seconds: as long as a slip takes to be noticed. What could be taken back for longer would be kept for longer. */
export const undoLimit = 600

/** Of one member's at once: all of them are opened for their pages. The oldest go. */
const mostKept = 20

/**
 * Keeps what it takes to undo a change, for ten minutes; returns its id. Nobody but the member opens it: it says which
 * case it was, and may hold its keys.
 */
export async function keepUndo(
  db: Db,
  { userId, memberKey }: Member,
  undo: Undoable,
  now: number,
): Promise<string> {
  const place = { id: randomUUID(), user_id: userId, expires_at: wholeMinute(now + undoLimit) }
  const timed: Undoable & Timed = { ...undo, doneAt: now }
  const sealed = encrypt(memberKey, padAny(JSON.stringify(timed)), placeOf(place))
  await deleteOldestUndos(db, userId, mostKept - 1)
  await insertUndo(db, { ...place, sealed })
  return place.id
}

/** All that the member can still take back, the latest first. */
export async function listUndos(db: Db, member: Member, now: number): Promise<KeptUndo[]> {
  const rows = await listOpenUndos(db, member.userId, now)
  const undos = rows.map(row => openUndo(member, row)).filter(undo => undo !== undefined)
  return undos.sort((one, other) => other.doneAt - one.doneAt)
}

/**
 * Takes up one of the member's own, which is gone then; undefined when there is none. Where `use` fails, because the list
 * of readers is broken or the member has gone away, it is there again: follow-ups stand nowhere else any more.
 */
export async function takeUp<Result>(
  db: Db,
  member: Member,
  { id, now }: { id: string; now: number },
  use: (undo: KeptUndo) => Promise<Result>,
): Promise<Result | undefined> {
  const row = await takeUndo(db, member.userId, id, now)
  const undo = row && openUndo(member, row)
  if (!undo) return undefined
  try {
    return await use(undo)
  } catch (error) {
    await insertUndo(db, row)
    throw error
  }
}

/** Nothing when it is damaged, or from before the member joined again with another key. */
function openUndo({ memberKey }: Member, { sealed, ...place }: UndoTable): (KeptUndo & Timed) | undefined {
  try {
    const text = unpad(decrypt(memberKey, sealed, placeOf(place)))
    return { id: place.id, ...(JSON.parse(text) as Undoable & Timed) }
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}

function placeOf({ id, user_id, expires_at }: Omit<UndoTable, 'sealed'>): string[] {
  return ['undo', id, user_id, String(expires_at)]
}

/** Rounded up, in seconds. */
function wholeMinute(second: number): number {
  return Math.ceil(second / 60) * 60
}
