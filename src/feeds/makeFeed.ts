import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import { newToken, type Token } from '../vault/random'
import type { FeedItem } from './calendarFile'
import { deleteFeedOf, insertFeed } from './feedStore'
import { feedRow, sealFeed } from './sealedFeed'

/** Turns the calendar file on, or gives it another address; returns what stands in the address, which is kept nowhere. */
export async function makeFeed(db: Db, owner: KeyHolder, items: FeedItem[], today: Today): Promise<Token> {
  const token = newToken()
  const row = feedRow(token, owner)
  await db.transaction().execute(async tx => {
    await deleteFeedOf(tx, owner.id)
    await insertFeed(tx, { ...row, sealed: sealFeed(row, items) })
    await note(tx, { dated: today.month, actor: owner.id, action: 'feed.made' })
  })
  return token
}
