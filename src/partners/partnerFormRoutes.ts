import { randomUUID } from 'node:crypto'
import { Router, type Response } from 'express'
import { actorOf, allow, certifiedOnly } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import { readWording } from '../cases/casePage'
import type { Deps } from '../deps'
import { TrustBroken } from '../readers/epoch'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { NotFound } from '../web/errors'
import { formOf, randomId, text, type Form, type Problems } from '../web/form'
import { keepOpen, shownProblems, type Page } from '../web/page'
import { formOfPartner, parsePartner, type Partner } from './partner'
import { foundInPartner, partnerFormPage } from './partnerFormPage'
import { comparedPartners } from './partnerPage'
import { readPartners } from './readPartners'
import { requirePartner } from './requirePartner'
import { addPartner, changePartner } from './savePartner'
import { screenPartner } from './screenPartner'

/** Which form it is: that of a new partner, with the id it will have, or of one that is `known`. */
type About = { id: string } | { path: string; version: string; known: Partner }

/** Adding and changing partners, for the coordinators of the present epoch. */
export function partnerFormRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()
  const keeper = [allow('coordinator'), certifiedOnly] as const

  router.get('/partners/new', ...keeper, async (_req, res) => {
    res.render('partners/form', await formPage(res, { languages: ['ru'] }, { id: randomUUID() }))
  })

  router.post('/partners', ...keeper, async (req, res) => {
    const form = formOf(req.body)
    const id = randomId(form) ?? randomUUID()
    await save(res, form, { id }, async partner => {
      await addPartner(deps, await keyHolder(db, res), { partner, id }, today())
      res.redirect(303, '/partners?added')
    })
  })

  router.get('/partners/:id/edit', ...keeper, async (req, res) => {
    const found = await readable(res, req.params.id)
    res.render('partners/form', await formPage(res, formOfPartner(found.partner), aboutOf(found)))
  })

  router.post('/partners/:id', ...keeper, async (req, res) => {
    const form = formOf(req.body)
    const found = await readable(res, req.params.id)
    const version = Number(text(form, 'version'))
    await save(res, form, aboutOf({ ...found, version }), async partner => {
      const change = { partner, id: found.id, version }
      if (await changePartner(deps, await keyHolder(db, res), change, today())) {
        return res.redirect(303, '/partners?changed')
      }
      const now = await readable(res, found.id)
      res.status(409).render('partners/form', {
        ...(await formPage(res, form, aboutOf(now))),
        title: texts(actorOf(res).language, 'partner.conflict.title'),
        compared: comparedPartners(await readWording(deps, actorOf(res)), now.partner, partner),
      })
    })
  })

  return router

  /** Saves what a form says, or shows it again with what has to be mended or decided first. */
  async function save(
    res: Response,
    form: Form,
    about: About,
    keep: (partner: Partner) => Promise<void>,
  ): Promise<void> {
    const show = async (status: number, more: object, problems?: Problems) =>
      res.status(status).render('partners/form', { ...(await formPage(res, form, about, problems)), ...more })
    const parsed = parsePartner(form, await readTaxonomy(db))
    if (!parsed.ok) return show(422, {}, parsed.problems)
    const screened = screenPartner(
      parsed.value,
      text(form, 'screened'),
      'id' in about ? undefined : about.known,
    )
    if ('found' in screened) {
      return show(422, foundInPartner(await readWording(deps, actorOf(res)), parsed.value, screened.found))
    }
    try {
      await keep(screened.partner)
    } catch (error) {
      // The words stay on the page, which says what is wrong.
      if (!(error instanceof TrustBroken)) throw error
      await show(error.status, { blocked: await obstacleOf(res) })
    }
  }

  async function formPage(res: Response, form: Form, about: About, problems?: Problems) {
    keepOpen(res)
    const isNew = 'id' in about
    return {
      title: texts(actorOf(res).language, isNew ? 'partner.new.title' : 'partner.edit.title'),
      action: isNew ? '/partners' : about.path,
      ...about,
      covers: true,
      keepsWords: true,
      ...partnerFormPage(await readWording(deps, actorOf(res)), form),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  /** Why nothing can be saved. */
  async function obstacleOf(res: Response): Promise<string> {
    const { obstacle = 'broken' } = await readPartners(deps, readerOf(res))
    return texts(actorOf(res).language, `partner.obstacle.${obstacle}`)
  }

  function aboutOf({ id, version, partner }: Awaited<ReturnType<typeof readable>>): About {
    return { path: `/partners/${id}`, version: String(version), known: partner }
  }

  /** A partner of the list whose words open. */
  async function readable(res: Response, typed: unknown) {
    const { id, version, content } = await requirePartner(deps, readerOf(res), typed)
    if (typeof content === 'string') throw new NotFound()
    return { id, version, partner: content }
  }

  function readerOf(res: Response) {
    return { actor: actorOf(res), keys: () => keyHolder(db, res) }
  }

  function today() {
    return todayOf(clock, config.timeZone).day
  }
}
