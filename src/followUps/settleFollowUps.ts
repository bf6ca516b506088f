import { entriesOf, tell, type CaseWork } from '../cases/workOnCase'
import { deleteEntry } from '../entries/entryStore'
import { followUpsIn, type FollowUp, type OpenFollowUp } from './followUp'

/** The follow-ups of the case that the member opens, the earliest due first. */
export async function listFollowUps(on: CaseWork): Promise<OpenFollowUp[]> {
  return followUpsIn(await entriesOf<FollowUp>(on, 'follow_up'))
}

/**
 * Settles all follow-ups of a case at once, as part of something that is done with it. Those that the member cannot open
 * stay: nobody decides on what they have not read. Returns those that are gone.
 */
export async function settleFollowUps(
  on: CaseWork,
  decision: 'done' | 'dropped' | 'keep',
): Promise<FollowUp[]> {
  if (decision === 'keep') return []
  const settled = await listFollowUps(on)
  for (const one of settled) await settle(on, one, decision)
  return settled.map(one => one.content)
}

/** Takes a follow-up out of the case: from then on its history alone knows of it. */
export async function settle(
  on: CaseWork,
  { id, content: { due, reason } }: OpenFollowUp,
  how: 'done' | 'dropped',
): Promise<void> {
  await deleteEntry(on.tx, on.helpCase.id, id)
  await tell(on, { what: `follow_up_${how}`, due, reason })
}
