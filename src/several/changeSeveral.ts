import { setImmediate } from 'node:timers/promises'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { listCasesByCode } from '../cases/caseStore'
import { closeCase } from '../cases/closeCase'
import { moveCase } from '../cases/moveCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { assignCase } from '../handovers/assignCase'
import type { Anchor } from '../readers/anchor'
import type { UndoableCase } from '../undo/undo'
import { NotFound } from '../web/errors'
import type { Change, parseClosing } from './change'
import { planChange, type Obstacle, type PreviewedCase } from './plan'

interface Parts {
  db: Db
  anchor: Anchor
}

export interface Changed {
  done: UndoableCase[]
  left: { code: CaseCode; obstacle: Obstacle }[]
}

/**
 * Does to each case what the preview said, one after the other, each all or not at all. A case that somebody has
 * changed since the preview stays as they left it.
 */
export async function changeSeveral(
  parts: Parts,
  writer: Writer,
  {
    change,
    cases,
    closing,
  }: { change: Change; cases: PreviewedCase[]; closing: ReturnType<typeof parseClosing> },
  now: number,
  today: Today,
): Promise<Changed> {
  const changed: Changed = { done: [], left: [] }
  for (const { code, version } of cases) {
    // Sealing takes the whole server: others have their turn between two cases.
    await setImmediate()
    const seen = await listCasesByCode(parts.db, writer.actor, [code])
    const { impossible } = planChange(writer.actor, change, [code], seen)
    const obstacle = seen.some(one => one.version !== version) ? 'changed' : impossible[0]?.obstacle
    const done = obstacle ? undefined : await orNothing(changeOne(code))
    if (done) changed.done.push(done)
    else changed.left.push({ code, obstacle: obstacle ?? 'changed' })
  }
  return changed

  function changeOne(code: CaseCode): Promise<UndoableCase | undefined> {
    if (change.what === 'move') return moveCase(parts, writer, { code, move: change.move }, now, today)
    if (change.what === 'assign') return assignCase(parts, writer, { code, to: change.to }, today)
    return closeCase(parts, writer, { code, outcome: change.outcome, ...closing }, now, today)
  }
}

/** A case that goes out of sight in this very moment stops none of the others. */
async function orNothing<Result>(change: Promise<Result | undefined>): Promise<Result | undefined> {
  try {
    return await change
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
