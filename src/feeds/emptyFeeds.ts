import type { Db, FeedTable } from '../db/schema'
import { listFeeds, updateFeedContent } from './feedStore'
import { sealFeed } from './sealedFeed'

/**
 * Empties the calendar files of all members, until each looks at their work again: when a case is destroyed, whoever had
 * it before may still have its days, and nobody here could take these alone out of a file.
 */
export async function emptyFeeds(tx: Db): Promise<void> {
  for (const feed of await listFeeds(tx)) await updateFeedContent(tx, feed.token_hash, emptyFor(feed))
}

/** Where nothing can be sealed to what stands there, nothing stands in the file: it must keep no case from going. */
function emptyFor(feed: FeedTable): string {
  try {
    return sealFeed(feed, [])
  } catch {
    return ''
  }
}
