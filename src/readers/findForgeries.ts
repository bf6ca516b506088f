import type { Db } from '../db/schema'
import type { BoxPublic, SignPublic } from '../vault/bytes'
import type { Anchor } from './anchor'
import { isCertified } from './certificate'
import { TrustBroken } from './epoch'
import { readTrust } from './trust'

export interface ReaderCheck {
  /** Why the line of epochs is broken, if it is. */
  broken?: string
  /** Pseudonyms of members who have a certificate of this epoch that no coordinator signed. */
  forged: string[]
  /** The present epoch; 0 before the first coordinator. */
  epoch: number
}

/** Looks for readers whom no coordinator has let in. They are never sealed to; but somebody has tried. */
export async function findForgeries(db: Db, anchor: Anchor): Promise<ReaderCheck> {
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { forged: [], epoch: 0 }
    const rows = await db
      .selectFrom('certificates')
      .innerJoin('users', 'users.id', 'certificates.user_id')
      .innerJoin('keys', 'keys.user_id', 'users.id')
      .selectAll('certificates')
      .select(['users.pseudonym', 'keys.box_public', 'keys.sign_public'])
      .where('epoch', '>=', trust.epoch.number)
      .orderBy('users.pseudonym')
      .execute()
    const forged = rows.filter(row => {
      const keys = { boxPublic: row.box_public as BoxPublic, signPublic: row.sign_public as SignPublic }
      return !isCertified(trust, { id: row.user_id, ...keys }, row)
    })
    return { forged: forged.map(row => row.pseudonym), epoch: trust.epoch.number }
  } catch (error) {
    if (error instanceof TrustBroken) return { broken: error.message, forged: [], epoch: 0 }
    throw error
  }
}
