import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { undoableAfter, type UndoableCase } from '../undo/undo'
import type { CaseCode } from './caseCode'
import { answerFirst, type Opening } from './firstResponse'
import { mayMove, moveBetween, statusAfter, type Move } from './statusMoves'
import { saveChange, tell, workOnCase, type CaseWork } from './workOnCase'

/** The moves that are a press of a button and ask for nothing. */
export const plainMoves = ['start', 'resume', 'wait'] as const

export interface MoveOrder {
  code: CaseCode
  move: (typeof plainMoves)[number]
}

/** Moves a case on; undefined when no such move leads on from where it is now. */
export function moveCase(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, move }: MoveOrder,
  now: number,
  today: Today,
): Promise<UndoableCase | undefined> {
  return workOnCase(parts, writer, { code, action: 'case.moved' }, today, async on => {
    const before = on.helpCase
    if (!mayMove(before.status, move)) return undefined
    const moved = await moveTo(on, statusAfter(move), now)
    if (!moved) return undefined
    await tell(on, { what: 'moved', from: before.status, to: on.helpCase.status })
    return undoableAfter(on, before, moved)
  })
}

/** What a change of status says nothing of by itself: what closes or reopens a case has a page of its own. */
const own: Move[] = ['close', 'reopen']

/**
 * Gives a case another status as part of something that is done with it; whoever does it tells the history what that
 * was. With the first answer the opening goes: it is returned for who may take that back. Undefined when no move leads
 * to that status; nothing is written then.
 */
export async function moveTo(
  on: CaseWork,
  status: string,
  now: number,
): Promise<{ opening: Opening | undefined } | undefined> {
  const move = moveBetween(on.helpCase.status, status)
  if (!move || own.includes(move)) return undefined
  const { first_response, opening } = await answerFirst(on, now)
  await saveChange(on, { status, first_response })
  return { opening }
}
