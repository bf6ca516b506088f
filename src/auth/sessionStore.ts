import type { Db } from '../db/schema'
import type { TokenHash } from '../vault/random'
import { sessionLimit } from './session'

/** The session with this token and its member, if the member is still active. */
export function findSession(db: Db, token_hash: TokenHash) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.pseudonym', 'users.role', 'users.language', 'started_at', 'last_seen_at'])
    .where('token_hash', '=', token_hash)
    .where('users.state', '=', 'active')
    .executeTakeFirst()
}

/** Begins a session, and clears away those that have run out. */
export async function insertSession(
  db: Db,
  token_hash: TokenHash,
  user_id: string,
  now: number,
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('started_at', '<', now - sessionLimit)
    .execute()
  await db
    .insertInto('sessions')
    .values({ token_hash, user_id, started_at: now, last_seen_at: now })
    .execute()
}

export async function updateLastSeen(db: Db, token_hash: TokenHash, now: number): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('token_hash', '=', token_hash).execute()
}

export async function deleteSession(db: Db, token_hash: TokenHash): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', token_hash).execute()
}

export async function deleteSessionsOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute()
}

export async function countSessionsOf(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
