import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { makeQuota } from '../auth/quota'
import { keyHolder } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { formOf, text } from '../web/form'
import { listUnbegun } from './poolStore'
import { takeNextCase } from './takeNextCase'

/*
 * A case that was taken has been read, also when it is put back at once: without this limit somebody who takes and puts
 * back reads all that nobody has within a minute, and leaves it as it was.
 */
const [hourlyTakes, dailyTakes] = [10, 30]

/** The next case that nobody has. */
export function poolRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()
  const takes = makeQuota(hourlyTakes, dailyTakes)

  router.post('/next-case', allow('volunteer', 'coordinator'), async (req, res) => {
    const actor = actorOf(res)
    const writer = { actor, holder: await keyHolder(db, res) }
    const wait = takes.begin(actor.id, secondsOf(clock))
    if (wait > 0) return refuse(res, wait)
    const open = text(formOf(req.body), 'open')
    const seen = open === '' ? undefined : Number(open)
    const taken = await takeNextCase(deps, writer, todayOf(clock, config.timeZone), seen)
    if ('refused' in taken) takes.giveBack(actor.id)
    if ('code' in taken) return res.redirect(303, `/cases/${taken.code}?taken`)
    if (taken.refused === 'pressed_twice') return res.redirect(303, '/')
    if (taken.refused === 'nobody') return res.redirect(303, '/?nobody-waiting')
    res.status(409).render('handovers/noNext', {
      title: texts(actor.language, 'pool.no_next'),
      text: texts(actor.language, `pool.${taken.refused}`),
      unconfirmed: taken.refused === 'unconfirmed',
      unbegun: taken.refused === 'enough' && (await listUnbegun(db, actor.id)),
    })
  })

  return router

  function refuse(res: Response, wait: number): void {
    const { language } = actorOf(res)
    const minutes = Math.ceil(wait / 60)
    const hours = minutes > 90 ? Math.ceil(minutes / 60) : 0
    res.status(429).set('Retry-After', String(wait))
    res.render('handovers/noNext', {
      title: texts(language, 'pool.no_next'),
      text: texts(language, 'pool.often', { hourly: hourlyTakes, daily: dailyTakes, hours, minutes }),
    })
  }
}
