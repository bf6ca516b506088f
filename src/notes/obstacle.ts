import type { Actor } from '../auth/actor'
import type { Db } from '../db/schema'
import { findCertified } from '../readers/certificateStore'
import type { HeldCase } from '../readers/dataKeys'
import type { Trust } from '../readers/trust'

/**
 * Why somebody cannot read the notes of a case: nobody can be sealed to before the first coordinator, the list of
 * readers is not what coordinators signed, no coordinator has confirmed them, somebody else has the case, they were
 * not given its earlier keys, or, for a coordinator, the keys are gone.
 */
export type Obstacle = 'no_coordinator' | 'broken' | 'unconfirmed' | 'handed_over' | 'not_given' | 'lost'

/** What keeps a member from a note that is sealed to others. */
export async function obstacleTo(
  db: Db,
  trust: Trust,
  actor: Actor,
  helpCase: HeldCase,
): Promise<Exclude<Obstacle, 'no_coordinator' | 'broken'>> {
  if (actor.certified) return 'lost'
  if (!(await findCertified(db, trust, actor.id))) return 'unconfirmed'
  // What nobody is assigned to everybody may take.
  return helpCase.assigned_to === null || helpCase.assigned_to === actor.id ? 'not_given' : 'handed_over'
}
