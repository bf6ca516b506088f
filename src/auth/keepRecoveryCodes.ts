import type { Db } from '../db/schema'
import type { ServerKey } from '../vault/serverKey'
import { hashRecoveryCode, type RecoveryCode } from './recoveryCodes'
import { insertRecoveryCodes } from './recoveryCodeStore'

/** Keeps hashes of a member's recovery codes, in place of those there were. */
export async function keepRecoveryCodes(
  tx: Db,
  { recoveryCodes: key }: Pick<ServerKey, 'recoveryCodes'>,
  userId: string,
  codes: RecoveryCode[],
): Promise<void> {
  await insertRecoveryCodes(
    tx,
    userId,
    codes.map(code => hashRecoveryCode(code, key, userId)),
  )
}
