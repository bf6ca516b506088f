import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Reader } from '../entries/readEntries'
import type { Anchor } from '../readers/anchor'
import { readWork, type Step } from '../work/readWork'
import type { FeedItem } from './calendarFile'
import { findFeedOf } from './feedStore'
import { updateFeed } from './updateFeed'

interface Parts {
  db: Db
  anchor: Anchor
}

/** What a calendar may know of what is to be done. */
export function feedItems(steps: Step[]): FeedItem[] {
  return steps.map(({ id, content, helpCase }) => ({ id, code: helpCase.code, due: content.due }))
}

/** The same for all that a member has to do. */
export async function readFeedItems(parts: Parts, reader: Reader, today: Day): Promise<FeedItem[]> {
  return feedItems((await readWork(parts, reader, { today, size: 0 })).steps)
}

/** Writes a member's calendar file anew after they have changed what is to be done; reads nothing when it is off. */
export async function refreshFeed(parts: Parts, reader: Reader, today: Day): Promise<void> {
  if (!(await findFeedOf(parts.db, reader.actor.id))) return
  const owner = await reader.keys()
  const items = await readFeedItems(parts, { ...reader, keys: () => Promise.resolve(owner) }, today)
  await updateFeed(parts.db, owner, items)
}
