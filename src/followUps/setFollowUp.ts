import { randomUUID } from 'node:crypto'
import type { Day } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { addEntry, keysOf, tell, workOnCase, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { findEntryById, listEntries } from '../entries/entryStore'
import { openEntry } from '../entries/sealEntry'
import type { Anchor } from '../readers/anchor'
import type { FollowUp } from './followUp'

/** The id is the random one that the form was given, which makes a form that is sent twice one follow-up. */
export interface FollowUpDraft {
  code: CaseCode
  due: Day
  reason: string
  id?: string | undefined
}

/** So many are open on a case at most: all of them are opened, and settled, at once. */
const mostOpenFollowUps = 50

/**
 * Seals what is to be done next to those who may read the case now; `full` when there are too many already. NotFound when the writer cannot see the case,
 * TrustBroken when nobody can be sealed to.
 */
export async function setFollowUp(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, due, reason, id = randomUUID() }: FollowUpDraft,
  today: Today,
): Promise<'set' | 'full'> {
  let outcome: 'set' | 'full' = 'set'
  await workOnCase(parts, writer, { code, action: 'follow_up.set' }, today, async on => {
    if (on.helpCase.status === 'closed') return undefined
    const followUp: FollowUp = { due, reason, set: today.day, by: writer.actor.id }
    const known = await findSame(on, id, followUp)
    if (known === 'same') return undefined
    if (await isFull(on)) outcome = 'full'
    if (outcome === 'full') return undefined
    // Somebody who went back and changed the form means another one.
    await addEntry(on, 'follow_up', followUp, known ? randomUUID() : id)
    await tell(on, { what: 'follow_up_set', due, reason })
    return true
  })
  return outcome
}

async function isFull({ tx, helpCase }: CaseWork): Promise<boolean> {
  return (await listEntries(tx, helpCase.id, ['follow_up'])).length >= mostOpenFollowUps
}

/** Whether something is saved under the id already, and says the same. What the writer cannot open counts as other. */
async function findSame(
  on: CaseWork,
  id: string,
  { due, reason }: FollowUp,
): Promise<'same' | 'other' | undefined> {
  const row = await findEntryById(on.tx, id)
  if (!row) return undefined
  if (row.case_id !== on.helpCase.id || row.kind !== 'follow_up') return 'other'
  const { content } = openEntry<FollowUp>(await keysOf(on), row)
  return typeof content !== 'string' && content.due === due && content.reason === reason ? 'same' : 'other'
}
