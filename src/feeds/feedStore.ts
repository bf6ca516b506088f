import type { Db, FeedTable } from '../db/schema'
import type { TokenHash } from '../vault/random'

/** The calendar file behind an address, if its member is still active. */
export function findFeed(db: Db, token_hash: TokenHash): Promise<FeedTable | undefined> {
  return db
    .selectFrom('feeds')
    .innerJoin('users', 'users.id', 'feeds.user_id')
    .selectAll('feeds')
    .where('token_hash', '=', token_hash)
    .where('users.state', '=', 'active')
    .executeTakeFirst()
}

/** A member's calendar file, if they have turned it on. */
export function findFeedOf(db: Db, userId: string): Promise<FeedTable | undefined> {
  return db.selectFrom('feeds').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

/** The calendar files of all members, in one order for all who write to them at once. */
export function listFeeds(tx: Db): Promise<FeedTable[]> {
  return tx.selectFrom('feeds').selectAll().orderBy('token_hash').execute()
}

export async function insertFeed(tx: Db, feed: FeedTable): Promise<void> {
  await tx.insertInto('feeds').values(feed).execute()
}

/** Writes what the file holds, if it still has the address that it was sealed to. */
export async function updateFeedContent(db: Db, token_hash: string, sealed: string): Promise<void> {
  await db.updateTable('feeds').set({ sealed }).where('token_hash', '=', token_hash).execute()
}

/** Ends a member's calendar file: its address leads nowhere any more. False when there was none. */
export async function deleteFeedOf(tx: Db, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('feeds').where('user_id', '=', userId).executeTakeFirst()
  return numDeletedRows === 1n
}
