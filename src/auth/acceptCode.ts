import type { Db } from '../db/schema'
import { invitationLimit } from '../users/invitation'
import type { Strongbox } from '../vault/memberKeys'
import type { ServerKey } from '../vault/serverKey'
import { hashRecoveryCode, normaliseRecoveryCode } from './recoveryCodes'
import { takeRecoveryCode } from './recoveryCodeStore'
import { checkTotp } from './secondFactor'

export interface Accepted {
  change: Partial<Strongbox>
  /** A recovery code has been used up: worth an entry in the audit log. */
  recovery: boolean
}

/**
 * Accepts a code of the phone or a recovery code, and says what changes in the strongbox for it: the caller must
 * write that, or the code would work twice. Undefined for anything else. Who has not yet confirmed a phone needs none.
 */
export async function acceptCode(
  tx: Db,
  { recoveryCodes }: Pick<ServerKey, 'recoveryCodes'>,
  userId: string,
  box: Strongbox,
  code: string,
  now: number,
): Promise<Accepted | undefined> {
  // Only for a while: whoever puts back the strongbox of then would otherwise be asked for no code ever after.
  if (!box.totpConfirmed) {
    return now - box.joinedAt <= invitationLimit ? { change: {}, recovery: false } : undefined
  }
  const totpStep = checkTotp(box.totpSecret, code, now, box.totpStep)
  if (totpStep !== undefined) return { change: { totpStep }, recovery: false }
  const recoveryCode = normaliseRecoveryCode(code)
  if (!recoveryCode) return undefined
  const taken = await takeRecoveryCode(tx, userId, hashRecoveryCode(recoveryCode, recoveryCodes, userId))
  return taken ? { change: {}, recovery: true } : undefined
}
