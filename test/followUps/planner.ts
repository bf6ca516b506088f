import type { Actor } from '../../src/auth/actor'
import type { Day } from '../../src/calendar/month'
import type { Today } from '../../src/calendar/today'
import type { CaseCode } from '../../src/cases/caseCode'
import { workOnCase } from '../../src/cases/workOnCase'
import type { Db } from '../../src/db/schema'
import { changeFollowUps, type FollowUpChange } from '../../src/followUps/changeFollowUps'
import type { FollowUpName } from '../../src/followUps/followUp'
import { setFollowUp } from '../../src/followUps/setFollowUp'
import { listFollowUps, settleFollowUps } from '../../src/followUps/settleFollowUps'
import { readWork } from '../../src/work/readWork'
import { anchorOf, keyHolderOf, today } from '../support/members'

/** Follow-ups as members with open keys set, read and settle them, without pages. */
export function planner(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const reader = (actor: Actor) => ({ actor, keys: () => Promise.resolve(keyHolderOf(actor)) })

  return {
    set: (actor: Actor, code: CaseCode, due: string, reason: string, id?: string, when: Today = today) =>
      setFollowUp(parts, writer(actor), { code, due: due as Day, reason, id }, when),
    /** Day and words of each follow-up of a case that opens. */
    list: async (actor: Actor, code: CaseCode) => {
      const found = await workOnCase(
        parts,
        writer(actor),
        { code, action: 'case.changed' },
        today,
        listFollowUps,
      )
      return found!.map(({ id, content: { due, reason } }) => ({ id, code, said: `${due} ${reason}` }))
    },
    change: (actor: Actor, ticked: FollowUpName[], change: FollowUpChange) =>
      changeFollowUps(parts, writer(actor), { ticked, change }, today),
    settle: (actor: Actor, code: CaseCode, decision: 'done' | 'dropped' | 'keep') =>
      workOnCase(parts, writer(actor), { code, action: 'case.closed' }, today, async on => {
        await settleFollowUps(on, decision)
        return true
      }),
    work: (actor: Actor, on: string = today.day, size = 50) =>
      readWork(parts, reader(actor), { today: on as Day, size }),
  }
}
