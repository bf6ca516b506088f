import type { Insertable } from 'kysely'
import type { Db, InvitationTable } from '../db/schema'
import type { TokenHash } from '../vault/random'

type Kind = InvitationTable['kind']

/** An invitation that can still be used. */
export function findInvitation(db: Db, kind: Kind, code_hash: TokenHash, now: number) {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('code_hash', '=', code_hash)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses an invitation up. Of two who try at once, one gets it and the other undefined. */
export function takeInvitation(tx: Db, kind: Kind, code_hash: TokenHash, now: number) {
  return tx
    .deleteFrom('invitations')
    .where('code_hash', '=', code_hash)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
}

export function listInvitations(db: Db, now: number) {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('kind', '=', 'join')
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .execute()
}

export async function insertInvitation(db: Db, invitation: Insertable<InvitationTable>): Promise<void> {
  await db.insertInto('invitations').values(invitation).execute()
}

export async function deleteInvitation(db: Db, code_hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('code_hash', '=', code_hash)
    .where('kind', '=', 'join')
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** An invitation that has run out lets nobody in, but says whom somebody expected. */
export async function deleteRunOutInvitations(db: Db, now: number): Promise<void> {
  await db.deleteFrom('invitations').where('expires_at', '<=', now).execute()
}

export async function deleteSetupInvitations(db: Db): Promise<void> {
  await db.deleteFrom('invitations').where('kind', '=', 'setup').execute()
}
