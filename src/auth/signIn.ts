import type { Db } from '../db/schema'
import { findMemberByName } from '../users/userStore'
import { matchesPassphrase, unusablePassphraseRecord } from '../vault/passphraseKey'
import { hashToken, newToken, type Token } from '../vault/random'
import { insertSession } from './sessionStore'

/**
 * Begins a session with a token that nobody knew before, or returns undefined. Unknown names, disabled
 * members and wrong passphrases take the same time and look the same.
 */
export async function signIn(
  db: Db,
  pseudonym: string,
  passphrase: string,
  now: number,
): Promise<{ token: Token; id: string } | undefined> {
  const member = await findMemberByName(db, pseudonym)
  const right = await matchesPassphrase(passphrase, member ?? unusablePassphraseRecord())
  if (!right || member?.state !== 'active') return undefined
  const token = newToken()
  await insertSession(db, hashToken(token), member.id, now)
  return { token, id: member.id }
}
