import { Router } from 'express'
import { allowAnyone } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { CannotOpen } from '../vault/bytes'
import { hashToken } from '../vault/random'
import { calendarFile, type FeedItem } from './calendarFile'
import { findFeed } from './feedStore'
import { openFeed } from './sealedFeed'

/** The calendar file itself, for programs without a session. Stands before whatever reads or sets cookies. */
export function feedFileRoutes({ db, clock, config }: Deps): Router {
  const router = Router()

  // Whatever is not there goes on to where any unknown address ends.
  router.get('/feeds/:token.ics', allowAnyone, async (req, res, next) => {
    const items = await readFeed(String(req.params.token))
    if (!items) return next()
    const file = calendarFile(items, todayOf(clock, config.timeZone).day)
    res.type('text/calendar; charset=utf-8').send(file)
  })

  return router

  async function readFeed(token: string): Promise<FeedItem[] | undefined> {
    const feed = await findFeed(db, hashToken(token))
    if (!feed) return undefined
    try {
      return openFeed(token, feed.sealed)
    } catch (error) {
      if (error instanceof CannotOpen) return undefined
      throw error
    }
  }
}
