import type { Insertable } from 'kysely'
import type { Db, SessionTable } from '../db/schema'
import type { TokenHash } from '../vault/random'
import { mostSessions, sessionKept } from './session'

/** The session with this token and its member, if the member is still active. */
export function findSession(db: Db, token_hash: TokenHash) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .innerJoin('keys', 'keys.user_id', 'users.id')
    .select(['users.id', 'users.pseudonym', 'users.role', 'users.language'])
    .select(['started_at', 'last_seen_at', 'stepped_at', 'sessions.wrapped_key', 'joining', 'chain_broken'])
    .select(['keys.box_public', 'keys.sign_public', 'keys.strongbox'])
    .where('token_hash', '=', token_hash)
    .where('users.state', '=', 'active')
    .executeTakeFirst()
}

/** Begins a session. Of the member's others only the latest stays, and what has run out goes. */
export async function insertSession(
  tx: Db,
  session: Omit<Insertable<SessionTable>, 'started_at' | 'last_seen_at' | 'stepped_at'>,
  now: number,
): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where('started_at', '<', now - sessionKept)
    .execute()
  const open = await listSessions(tx, session.user_id)
  const tooMany = open.slice(mostSessions - 1).map(one => one.token_hash)
  if (tooMany.length > 0) await tx.deleteFrom('sessions').where('token_hash', 'in', tooMany).execute()
  await tx
    .insertInto('sessions')
    .values({ ...session, started_at: now, last_seen_at: now, stepped_at: now })
    .execute()
}

/** A member's open sessions, the one seen last first. */
export function listSessions(db: Db, userId: string) {
  return db
    .selectFrom('sessions')
    .select(['token_hash', 'started_at', 'last_seen_at'])
    .where('user_id', '=', userId)
    .where('wrapped_key', 'is not', null)
    .orderBy('last_seen_at', 'desc')
    .orderBy('started_at', 'desc')
    .execute()
}

export async function updateLastSeen(db: Db, token_hash: TokenHash, now: number): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('token_hash', '=', token_hash).execute()
}

/** Gives the session another token, under which its key is wrapped anew; false when it is gone. */
export async function replaceToken(
  db: Db,
  old: TokenHash,
  session: Pick<SessionTable, 'token_hash' | 'wrapped_key' | 'stepped_at' | 'joining'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set(session)
    .where('token_hash', '=', old)
    .where('wrapped_key', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes the key away: the cookie opens nothing any more, but a form that it posts can still be kept. */
export async function lockSession(db: Db, token_hash: TokenHash): Promise<void> {
  await db.updateTable('sessions').set({ wrapped_key: null }).where('token_hash', '=', token_hash).execute()
}

export async function deleteSession(db: Db, token_hash: TokenHash): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', token_hash).execute()
}

/** Ends one of a member's own sessions; false when there is none. */
export async function deleteOwnSession(db: Db, userId: string, token_hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('token_hash', '=', token_hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteSessionsOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute()
}

export async function deleteOtherSessions(db: Db, userId: string, but: TokenHash): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).where('token_hash', '!=', but).execute()
}

/** Takes the warning about the audit log from a member's sessions. */
export async function acknowledgeChain(db: Db, userId: string): Promise<void> {
  await db.updateTable('sessions').set({ chain_broken: 0 }).where('user_id', '=', userId).execute()
}

/** Whether the session is there and not locked. */
export async function isOpen(db: Db, token_hash: TokenHash): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('user_id')
    .where('token_hash', '=', token_hash)
    .where('wrapped_key', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
