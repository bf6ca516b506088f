import { isConfirmedCoordinator, type Actor } from '../auth/actor'
import { holderOf, type HeldCase } from '../readers/dataKeys'

/**
 * Who decides what becomes of a case, and who has it next: a confirmed coordinator of any, anybody else of those that
 * they have. Whoever recorded a case and gave it away takes it back no more.
 */
export function mayWorkOn(actor: Actor, helpCase: HeldCase): boolean {
  return isConfirmedCoordinator(actor) || holderOf(helpCase) === actor.id
}
