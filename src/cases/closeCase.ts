import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { undoableAfter, type UndoableCase } from '../undo/undo'
import type { CaseCode } from './caseCode'
import { answerFirst } from './firstResponse'
import { settleFollowUps } from '../followUps/settleFollowUps'
import { mayMove, statusAfter } from './statusMoves'
import { saveChange, tell, workOnCase } from './workOnCase'

/** What becomes of the follow-ups that are still open when a case is closed. */
export const followUpDecisions = ['done', 'dropped', 'keep'] as const

export interface Closure {
  outcome: string
  /** In words, already screened; empty when there is nothing to say. */
  reason: string
  followUps: (typeof followUpDecisions)[number]
}

/** Closes a case with its outcome, and does with its open follow-ups what was decided; undefined when it is closed already. */
export function closeCase(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, outcome, reason, followUps }: Closure & { code: CaseCode },
  now: number,
  today: Today,
): Promise<UndoableCase | undefined> {
  return workOnCase(parts, writer, { code, action: 'case.closed' }, today, async on => {
    const before = on.helpCase
    if (!mayMove(before.status, 'close')) return undefined
    const { first_response, opening } = await answerFirst(on, now, outcome)
    await saveChange(on, { status: statusAfter('close'), outcome, first_response })
    const settled = await settleFollowUps(on, followUps)
    await tell(on, { what: 'closed', outcome, reason })
    return undoableAfter(on, before, { opening, followUps: settled })
  })
}
