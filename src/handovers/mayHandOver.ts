import type { Actor } from '../auth/actor'
import { holderOf, type HeldCase } from '../readers/dataKeys'

/** A confirmed coordinator hands over any case; anybody else those that they have, and takes back none that they gave away. */
export function mayHandOver(actor: Actor, helpCase: HeldCase): boolean {
  return (actor.role === 'coordinator' && actor.certified) || holderOf(helpCase) === actor.id
}
