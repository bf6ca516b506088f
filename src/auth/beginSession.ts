import type { Db } from '../db/schema'
import type { MemberKey } from '../vault/bytes'
import { wrapForSession } from '../vault/memberKeys'
import { hashToken, newToken, type Token } from '../vault/random'
import { insertSession } from './sessionStore'

/** Begins a session, and returns the token that opens it: it stands nowhere but in the cookie. */
export async function beginSession(
  tx: Db,
  session: { user_id: string; joining: number; chain_broken: number },
  memberKey: MemberKey,
  now: number,
): Promise<Token> {
  const token = newToken()
  const place = {
    userId: session.user_id,
    startedAt: now,
    steppedAt: now,
    joining: session.joining === 1,
  }
  const wrapped_key = wrapForSession(token, place, memberKey)
  await insertSession(tx, { ...session, token_hash: hashToken(token), wrapped_key }, now)
  return token
}
