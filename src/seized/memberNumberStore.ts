import type { Db } from '../db/schema'

/** All sessions that have a row, with what they still hold. */
export function listSessionRows(db: Db) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.role', 'started_at', 'last_seen_at', 'sessions.wrapped_key'])
    .execute()
}

/** All codes to join with that have a row, used up or not: those that have run out stay there too. */
export function listInvitationRows(db: Db) {
  return db.selectFrom('invitations').select(['pseudonym', 'expires_at']).execute()
}

type Counted = 'recovery_codes' | 'partners' | 'feeds' | 'audit'

export async function countRows(db: Db, table: Counted): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
