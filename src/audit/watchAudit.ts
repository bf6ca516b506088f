import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { findHash, verifyChain } from './auditStore'
import { chainStart } from './chain'

/**
 * Remembers the end of the audit log outside the database, after checking that everything since the last time is
 * whole. False when it is not: then the old memory stays. Members remember too, but inside the database, where an
 * older memory can be put back.
 */
export async function watchAudit(db: Db, anchor: Anchor): Promise<boolean> {
  const remembered = anchor.read()
  const verified = await verifyChain(db, remembered ?? chainStart)
  if (verified.ok && verified.head.number > (remembered?.number ?? 0)) anchor.write(verified.head)
  return verified.ok
}

/** Whether the log lacks the entry that this server remembers. */
export async function lacksRemembered(db: Db, anchor: Anchor): Promise<boolean> {
  const remembered = anchor.read()
  return remembered !== undefined && (await findHash(db, remembered.number)) !== remembered.hash
}
