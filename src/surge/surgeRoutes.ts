import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { makeQuota } from '../auth/quota'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { NotFound, TooManyAttempts } from '../web/errors'
import { formOf, text, type Form, type Problems } from '../web/form'
import { countPress, takeBackPress } from './countPress'
import { parsePress, pressChoices } from './press'
import { makePresses } from './presses'
import { surgePage } from './surgePage'

/** By one member, more than a person can read; the worst days had 1,500 messages for all of them. */
const hourlyRequests = 500
const dailyRequests = 1500

const caseworker = allow('volunteer', 'coordinator')

/** Counting requests of which no case is made: for the day on which there are more than can be logged. */
export function surgeRoutes(deps: Deps): Router {
  const { db, clock, config } = deps
  const router = Router()
  const presses = makePresses()
  const quota = makeQuota(hourlyRequests, dailyRequests)

  router.get('/surge', caseworker, async (req, res) => {
    const counted = presses.find(actorOf(res).id, text(formOf(req.query), 'counted'), secondsOf(clock))
    res.render('surge/show', await surgePage(deps, actorOf(res), { id: presses.newForm(), counted }))
  })

  router.post('/surge', caseworker, async (req, res) => {
    const form = formOf(req.body)
    const [actor, today] = [actorOf(res), todayOf(clock, config.timeZone)]
    const sent = { by: actor.id, form: text(form, 'id'), now: secondsOf(clock) }
    if (!presses.isForm(sent.form)) return refuse(res, 409, form, { quick: 'surge.problem.old' })
    const choices = pressChoices(await readTaxonomy(db), actor.language, today.month)
    const press = parsePress(form, choices)
    if (!press.ok) return refuse(res, 422, form, press.problems)
    const counted = await presses.countOnce(sent, { ...press.value, month: today.month }, () => {
      const wait = quota.begin(actor.id, sent.now, press.value.n)
      if (wait > 0) throw new TooManyAttempts(wait)
      return countPress(db, actor, press.value, today)
    })
    res.redirect(303, `/surge?counted=${counted.id}`)
  })

  router.post('/surge/:id/removal', caseworker, async (req, res) => {
    const [actor, today] = [actorOf(res), todayOf(clock, config.timeZone)]
    const counted = presses.find(actor.id, String(req.params.id), secondsOf(clock))
    if (!counted) throw new NotFound()
    await presses.takeBack(counted, () => takeBackPress(db, actor, counted, today))
    res.redirect(303, `/surge?counted=${counted.id}`)
  })

  return router

  async function refuse(res: Response, status: number, form: Form, problems: Problems) {
    const id = presses.newForm()
    res.status(status).render('surge/show', await surgePage(deps, actorOf(res), { id, form, problems }))
  }
}
