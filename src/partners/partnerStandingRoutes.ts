import { Router, type Response } from 'express'
import { actorOf, allow, certifiedOnly } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf, texts as several } from '../web/form'
import { confirmPartners } from './confirmPartners'
import { requirePartner } from './requirePartner'
import { retirePartner } from './retirePartner'

/** Which partners stand on the list: a coordinator stands for what another has signed, or takes one off. */
export function partnerStandingRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()
  const keeper = [allow('coordinator'), certifiedOnly] as const

  router.post('/partners/confirmation', ...keeper, async (req, res) => {
    const marks = several(formOf(req.body), 'seen')
    const n = await confirmPartners(deps, await keyHolder(db, res), marks, today())
    res.redirect(303, n > 0 ? `/partners?confirmed=${n}` : '/partners?overtaken')
  })

  router.get('/partners/:id/retirement', ...keeper, async (req, res) => {
    const { language } = actorOf(res)
    const { id, content } = await onList(res, req.params.id)
    res.render('partners/retire', {
      title: texts(language, 'partner.retire.title'),
      id,
      name: typeof content === 'string' ? texts(language, 'partner.doubtful.unread') : content.name,
    })
  })

  router.post('/partners/:id/retirement', ...keeper, async (req, res) => {
    const { id } = await onList(res, req.params.id)
    if (!(await retirePartner(db, actorOf(res), id, today()))) throw new NotFound()
    res.redirect(303, '/partners?retired')
  })

  return router

  function onList(res: Response, id: unknown) {
    return requirePartner(deps, { actor: actorOf(res), keys: () => keyHolder(db, res) }, id)
  }

  function today() {
    return todayOf(clock, config.timeZone).day
  }
}
