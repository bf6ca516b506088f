import { setImmediate } from 'node:timers/promises'
import type { Day } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { replaceEntry, tell, workOnCase, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { undoableAfter, type UndoableCase } from '../undo/undo'
import { NotFound } from '../web/errors'
import type { FollowUpName, OpenFollowUp } from './followUp'
import { listFollowUps, settle } from './settleFollowUps'

export type FollowUpChange = { what: 'done' | 'dropped' } | { what: 'moved'; due: Day }

const actions = {
  done: 'follow_up.done',
  moved: 'follow_up.moved',
  dropped: 'follow_up.dropped',
} as const

/** How many were changed, how many were not there any more, and what it takes to bring back those that went. */
export interface FollowUpsChanged {
  changed: number
  gone: number
  undoable: UndoableCase[]
}

interface Parts {
  db: Db
  anchor: Anchor
}

/**
 * Settles or moves the follow-ups that a member has ticked, case by case: what somebody else has settled meanwhile, or
 * is none of the member's, keeps none of the others from it.
 */
export async function changeFollowUps(
  parts: Parts,
  writer: Writer,
  { ticked, change }: { ticked: FollowUpName[]; change: FollowUpChange },
  today: Today,
): Promise<FollowUpsChanged> {
  const all: FollowUpsChanged = { changed: 0, gone: ticked.length, undoable: [] }
  for (const code of new Set(ticked.map(one => one.code))) {
    // Sealing takes the whole server: others have their turn between two cases.
    await setImmediate()
    const ids = ticked.filter(one => one.code === code).map(one => one.id)
    const done = await changeOnCase(parts, writer, { code, ids, change }, today)
    if (!done) continue
    all.changed += done.changed
    all.gone -= done.changed
    all.undoable.push(done.undoable)
  }
  return all
}

async function changeOnCase(
  parts: Parts,
  writer: Writer,
  { code, ids, change }: { code: CaseCode; ids: string[]; change: FollowUpChange },
  today: Today,
): Promise<{ changed: number; undoable: UndoableCase } | undefined> {
  const order = { code, action: actions[change.what] }
  try {
    return await workOnCase(parts, writer, order, today, async on => {
      const found = (await listFollowUps(on)).filter(one => ids.includes(one.id))
      for (const one of found) await changeOne(on, one, change)
      if (found.length === 0) return undefined
      const followUps = found.map(one => one.content)
      return { changed: found.length, undoable: await undoableAfter(on, on.helpCase, { followUps }) }
    })
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

async function changeOne(on: CaseWork, followUp: OpenFollowUp, change: FollowUpChange): Promise<void> {
  const { content } = followUp
  if (change.what !== 'moved') return settle(on, followUp, change.what)
  const { due } = change
  await replaceEntry(on, 'follow_up', followUp, { ...content, due })
  await tell(on, { what: 'follow_up_moved', from: content.due, due, reason: content.reason })
}
