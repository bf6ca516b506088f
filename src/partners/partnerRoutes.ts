import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { readWording } from '../cases/casePage'
import type { Deps } from '../deps'
import { formOf, text } from '../web/form'
import { listedPartners, partnerSummary } from './partnerPage'
import { readPartners } from './readPartners'
import { requirePartner } from './requirePartner'

const caseworker = allow('volunteer', 'coordinator')

/** The list of partners, and one of them, to read. */
export function partnerRoutes(deps: Deps): Router {
  const { db, texts } = deps
  const router = Router()

  router.get('/partners', caseworker, async (req, res) => {
    const { language, certified } = actorOf(res)
    const { partners, obstacle } = await readPartners(deps, readerOf(res))
    const { offered, doubtful } = listedPartners(await readWording(deps, actorOf(res)), partners)
    // To begin the list is what makes the missing key.
    const hindered = obstacle === 'no_team_key' && certified ? undefined : obstacle
    res.render('partners/list', {
      title: texts(language, 'partner.list.title'),
      keeper: certified && !hindered,
      obstacle: hindered && texts(language, `partner.obstacle.${hindered}`),
      unconfirmed: hindered === 'unconfirmed',
      offered,
      doubtful: certified ? doubtful : [],
      confirmable: doubtful.some(one => one.name !== undefined),
      notice: noticeFor(res, formOf(req.query)),
      overtaken: req.query.overtaken !== undefined,
    })
  })

  router.get('/partners/:id', caseworker, async (req, res) => {
    const { language, certified } = actorOf(res)
    const { id, content, confirmed } = await requirePartner(deps, readerOf(res), req.params.id)
    const partner = typeof content === 'string' ? undefined : content
    res.render('partners/show', {
      title: texts(language, 'partner.list.title'),
      id,
      name: partner?.name ?? texts(language, 'partner.doubtful.unread'),
      summary: partner && partnerSummary(await readWording(deps, actorOf(res)), partner),
      confirmed,
      keeper: certified,
      changeable: partner !== undefined,
    })
  })

  return router

  function readerOf(res: Response) {
    return { actor: actorOf(res), keys: () => keyHolder(db, res) }
  }

  /** What has just been done, as the address of the page says. */
  function noticeFor(res: Response, query: ReturnType<typeof formOf>): string | undefined {
    const { language } = actorOf(res)
    const done = (['added', 'changed', 'retired'] as const).find(one => query[one] !== undefined)
    if (done) return texts(language, `partner.saved.${done}`)
    const n = Number(text(query, 'confirmed'))
    return Number.isInteger(n) && n > 0 ? texts(language, 'partner.saved.confirmed', { n }) : undefined
  }
}
