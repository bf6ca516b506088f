import { note } from '../audit/auditStore'
import { saveStrongbox, type OpenStrongbox } from '../auth/unlock'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { recoveryPairs } from '../vault/recoveryKey'
import type { Anchor } from './anchor'
import { beginFirstEpoch } from './startEpoch'
import { readTrust } from './trust'

/**
 * Makes the first coordinator one, once they have shown that they kept the recovery key: begins the first epoch,
 * and forgets the words. Where an epoch is there already, or was, nothing happens.
 */
export async function beginGroup(
  { db, anchor }: { db: Db; anchor: Anchor },
  open: OpenStrongbox,
  day: Day,
): Promise<void> {
  if (await readTrust(db, anchor)) return
  const recovery = recoveryPairs(open.box.recoveryWords)
  try {
    await db.transaction().execute(async tx => {
      const { head } = await beginFirstEpoch(tx, { id: open.userId, pairs: open.box }, recovery, day)
      await saveStrongbox(tx, open, { recoveryWords: [], epoch: head })
      await note(tx, { dated: day, actor: open.userId, action: 'recovery_key.made' })
    })
  } catch (error) {
    // The number of an epoch is given once: another first coordinator was here meanwhile.
    if (!(await readTrust(db, anchor))) throw error
  }
  await readTrust(db, anchor)
}
