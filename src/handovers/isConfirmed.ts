import type { Db, Role } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { findCertified } from '../readers/certificateStore'
import { readWholeTrust } from '../readers/trust'

/** Whether a coordinator has confirmed the member, so that what is sealed on their cases opens for them. */
export async function isConfirmed(
  { db, anchor }: { db: Db; anchor: Anchor },
  { id, role }: { id: string; role: Role },
): Promise<boolean> {
  const trust = await readWholeTrust(db, anchor)
  if (!trust) return false
  if (role === 'coordinator') return trust.epoch.coordinators.some(one => one.id === id)
  return (await findCertified(db, trust, id)) !== undefined
}
