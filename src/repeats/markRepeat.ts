import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { findCase } from '../cases/caseStore'
import { moveUp, nextChangeOrder } from '../cases/changeOrder'
import { answerFirst } from '../cases/firstResponse'
import { requireOwnCase } from '../cases/requireCase'
import { statusAfter } from '../cases/statusMoves'
import { saveChange, tell, workOnFound, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { settleFollowUps } from '../followUps/settleFollowUps'
import type { Anchor } from '../readers/anchor'
import { readWholeTrust } from '../readers/trust'
import { undoableAfter, type UndoableCase } from '../undo/undo'
import { findOriginal, mayRepeat } from './findOriginal'
import { holdCases } from './repeatStore'

export interface Repeat {
  code: CaseCode
  /** The case that it repeats, or another repeat of that one. */
  of: CaseCode
}

/**
 * Closes a case as a repeat of another: it counts no more, and what was still to be done on it is dropped. Both
 * histories say so, and nothing else does. Undefined when it cannot be, see `findOriginal`.
 */
export async function markRepeat(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, of }: Repeat,
  now: number,
  today: Today,
): Promise<UndoableCase | undefined> {
  const { db, anchor } = parts
  const { actor } = writer
  const repeat = await requireOwnCase(db, actor, code)
  const on = { tx: db, writer, trust: await readWholeTrust(db, anchor), today }
  const found = await findOriginal(on, repeat, of)
  if ('problem' in found) return undefined
  const { original } = found
  // Both, always in the same order: of two members who mark each as a repeat of the other, the second finds it done.
  const find = async (tx: Db) => {
    await holdCases(tx, [repeat.id, original.id])
    return requireOwnCase(tx, actor, code)
  }
  return workOnFound(parts, writer, { find, action: 'case.repeat' }, today, async work => {
    const other = await findCase(work.tx, actor, original.code)
    if (!other || !mayRepeat(other) || !mayRepeat(work.helpCase)) return undefined
    const undoable = await closeAsRepeat(work, other.code, now)
    await moveUp(work.tx, other.id, await nextChangeOrder(work.tx, today.month))
    await tell({ ...work, helpCase: other }, { what: 'repeated_by', code })
    return undoable
  })
}

async function closeAsRepeat(on: CaseWork, of: CaseCode, now: number): Promise<UndoableCase> {
  const before = on.helpCase
  const outcome = 'repeat'
  const { first_response, opening } = await answerFirst(on, now, outcome)
  await saveChange(on, { status: statusAfter('close'), outcome, first_response })
  const followUps = await settleFollowUps(on, 'dropped')
  await tell(on, { what: 'repeat_of', code: of })
  return undoableAfter(on, before, { opening, followUps })
}
