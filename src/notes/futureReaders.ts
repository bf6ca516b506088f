import { findCertified } from '../readers/certificateStore'
import { holderOf, type HeldCase } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { readTrust } from '../readers/trust'
import type { Anchor } from '../readers/anchor'
import type { Db } from '../db/schema'
import { listPseudonyms } from '../users/userStore'
import { obstacleTo, type Obstacle } from './obstacle'
import type { Reader } from '../entries/readEntries'

/** Who will read a note that is written now: coordinators, and perhaps whoever has the case. */
export interface FutureReaders {
  /** The pseudonym of another member who has the case and reads its notes. */
  holder?: string | undefined
  /** Whether all who are certified read it, because nobody is assigned. */
  team?: boolean
  /** Why the writer will not be able to read it themselves. */
  obstacle?: Obstacle | undefined
}

/** Who will read a note that is written now; `blocked` tells why nothing can be written. */
export async function findFutureReaders(
  { db, anchor }: { db: Db; anchor: Anchor },
  { actor, keys }: Reader,
  helpCase: HeldCase,
): Promise<FutureReaders & { blocked?: Obstacle }> {
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { blocked: 'no_coordinator' }
    await keys()
    const holder = await findCertified(db, trust, holderOf(helpCase))
    const obstacle = await obstacleTo(db, trust, actor, helpCase)
    return {
      team: helpCase.assigned_to === null && trust.epoch.teamPublic !== undefined,
      holder:
        holder && holder.id !== actor.id ? (await listPseudonyms(db, [holder.id]))[0]?.pseudonym : undefined,
      // What keeps somebody from earlier notes only does not count: new keys are given to whoever has the case.
      obstacle: obstacle === 'unconfirmed' || obstacle === 'handed_over' ? obstacle : undefined,
    }
  } catch (error) {
    if (error instanceof TrustBroken) return { blocked: 'broken' }
    throw error
  }
}
