import type { Db } from '../db/schema'
import type { RecoveryCodeHash } from './recoveryCodes'

/** Gives a member these codes in place of all earlier ones. */
export async function insertRecoveryCodes(
  tx: Db,
  user_id: string,
  hashes: RecoveryCodeHash[],
): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', user_id).execute()
  const rows = hashes.map(code_hash => ({ user_id, code_hash }))
  await tx.insertInto('recovery_codes').values(rows).execute()
}

/** Uses a code up, and tells whether it was one. Of two who try at once, one gets it. */
export async function takeRecoveryCode(
  tx: Db,
  user_id: string,
  code_hash: RecoveryCodeHash,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('recovery_codes')
    .where('user_id', '=', user_id)
    .where('code_hash', '=', code_hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** How many codes a member has left. */
export async function countRecoveryCodes(db: Db, user_id: string): Promise<number> {
  const row = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('user_id', '=', user_id)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
