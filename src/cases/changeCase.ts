import { note } from '../audit/auditStore'
import type { Actor } from '../auth/actor'
import type { Today } from '../calendar/today'
import { moveCounts } from '../counts/countStore'
import type { Db } from '../db/schema'
import { moveGrants, type KeyHolder } from '../readers/dataKeys'
import type { Trust } from '../readers/trust'
import type { CaseFacts } from './case'
import type { CaseCode } from './caseCode'
import { findCase, updateCase, type HelpCase } from './caseStore'
import { blurChangeOrder, nextChangeOrder } from './changeOrder'
import { closedMonth } from './evaporation'

export type Change = { saved: HelpCase } | { conflict: HelpCase } | { missing: true }

/** The keys of whoever hands a case over: with them its notes are sealed to the one who has it then. */
export interface HandoverKeys {
  trust: Trust | undefined
  holder: KeyHolder
}

/**
 * Replaces the facts of a case that the actor can see, if it is still at `version`; its counts and audit
 * entry go with it. `conflict` holds the case as somebody else has saved it meanwhile. Who loses the case loses
 * the keys of its notes; who gets it gets them if the actor's keys are given.
 */
export function changeCase(
  db: Db,
  actor: Actor,
  code: CaseCode,
  version: number,
  change: { facts: CaseFacts; assigned_to: string | null | undefined },
  today: Today,
  keys?: HandoverKeys,
): Promise<Change> {
  return db.transaction().execute(async tx => {
    const before = await findCase(tx, actor, code)
    if (!before) return { missing: true }
    const after: HelpCase = {
      ...before,
      ...change.facts,
      assigned_to: change.assigned_to === undefined ? before.assigned_to : change.assigned_to,
      version: version + 1,
      change_order: await nextChangeOrder(tx, today.month),
      closed_month: closedMonth(change.facts.status, before.closed_month, today.month),
    }
    if (!(await updateCase(tx, after, version))) return { conflict: before }
    await blurChangeOrder(tx)
    await moveCounts(tx, [before], [after])
    if (keys || after.assigned_to !== before.assigned_to) {
      await moveGrants(tx, keys?.trust, keys?.holder, after)
    }
    await note(tx, { dated: today.month, actor: actor.id, action: 'case.changed' })
    return { saved: after }
  })
}
