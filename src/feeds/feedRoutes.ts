import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { endFeed } from './endFeed'
import { findFeedOf } from './feedStore'
import { makeFeed } from './makeFeed'
import { readFeedItems } from './refreshFeed'

const caseworker = allow('volunteer', 'coordinator')

/** A member's own calendar file: on, with another address, off. */
export function feedRoutes(deps: Deps): Router {
  const { db, clock, config, texts } = deps
  const router = Router()
  const stepped = secondStep(clock)

  router.get('/account/calendar-file', caseworker, stepped, async (_req, res) => {
    const actor = actorOf(res)
    const title = texts(actor.language, 'feed.title')
    res.render('feeds/show', { title, on: (await findFeedOf(db, actor.id)) !== undefined })
  })

  // Not redirected: the address is kept nowhere, so this answer is the only place it ever stands.
  router.post('/account/calendar-file', caseworker, stepped, async (_req, res) => {
    const actor = actorOf(res)
    const owner = await keyHolder(db, res)
    const items = await readFeedItems(deps, { actor, keys: () => Promise.resolve(owner) }, today().day)
    const token = await makeFeed(db, owner, items, today())
    const address = new URL(`/feeds/${token}.ics`, config.origin).href
    res.status(201).render('feeds/made', { title: texts(actor.language, 'feed.made.title'), address })
  })

  router.post('/account/calendar-file/ending', caseworker, stepped, async (_req, res) => {
    await endFeed(db, actorOf(res), today())
    res.redirect(303, '/account?changed=calendar')
  })

  return router

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
