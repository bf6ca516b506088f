import { writeIfRoom } from '../db/fullDisk'
import type { Db } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import type { FeedItem } from './calendarFile'
import { findFeedOf, updateFeedContent } from './feedStore'
import { isOwnFeed, sealFeed } from './sealedFeed'

/**
 * Writes the member's open follow-ups into their calendar file, if they have turned it on: call it whenever they see or
 * change them. An address that they have not made gets nothing. A full disk keeps nobody from reading.
 */
export async function updateFeed(db: Db, owner: KeyHolder, items: FeedItem[]): Promise<void> {
  const feed = await findFeedOf(db, owner.id)
  if (!feed || !isOwnFeed(feed, owner)) return
  await writeIfRoom(() => updateFeedContent(db, feed.token_hash, sealFeed(feed, items)))
}
