import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { todayOf } from '../calendar/today'
import { readWording } from '../cases/casePage'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf, type Form, type Problems } from '../web/form'
import { keepOpen } from '../web/page'
import { changeTaxonomy } from './changeTaxonomy'
import { parseNewTerm } from './newTermForm'
import { newTermPage } from './newTermPage'
import { parseOwnField, type OwnField } from './ownFields'
import { termsOf, type Taxonomy } from './taxonomy'
import { taxonomyPage } from './taxonomyPage'
import { parseTermChange } from './termForm'
import { termPage } from './termPage'

const done = ['added', 'worded', 'retired', 'taken_back', 'moved'] as const

/** What requests are sorted by, and in which words: it decides what is counted, and what a publication names. */
export function taxonomyRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()
  const editor = [allow('coordinator', 'admin'), secondStep(clock)] as const

  router.get('/settings/taxonomy', allow('coordinator', 'admin'), async (_req, res) => {
    res.render('taxonomy/list', taxonomyPage(await readWording(deps, actorOf(res))))
  })

  router.get('/settings/taxonomy/:field/new', ...editor, async (req, res) => {
    await showNew(res, fieldOf(req), {})
  })

  router.post('/settings/taxonomy/:field/new', ...editor, async (req, res) => {
    const [field, form] = [fieldOf(req), formOf(req.body)]
    const added = await change(res, field, taxonomy => parseNewTerm(form, changing(taxonomy, field)))
    if (!added.ok) return showNew(res, field, form, added.problems)
    res.redirect(303, `/settings/taxonomy/${field}/${added.value.code}?added`)
  })

  router.get('/settings/taxonomy/:field/:code', ...editor, async (req, res) => {
    const saved = done.find(one => req.query[one] !== undefined)
    const notice = saved && texts(actorOf(res).language, `taxonomy.saved.${saved}`)
    await showTerm(req, res, {}, { notice })
  })

  router.post('/settings/taxonomy/:field/:code', ...editor, async (req, res) => {
    const [field, form] = [fieldOf(req), formOf(req.body)]
    const changed = await change(res, field, taxonomy =>
      parseTermChange(form, changing(taxonomy, field), termOf(taxonomy, field, req.params.code)),
    )
    if (!changed.ok) return showTerm(req, res, form, { problems: changed.problems })
    res.redirect(303, `/settings/taxonomy/${field}/${changed.value.code}?${changed.value.what}`)
  })

  return router

  function change(res: Response, field: OwnField, plan: Parameters<typeof changeTaxonomy>[3]['plan']) {
    return changeTaxonomy(db, actorOf(res), today().day, { field, plan })
  }

  async function showNew(res: Response, field: OwnField, form: Form, problems?: Problems): Promise<void> {
    keepOpen(res)
    const page = newTermPage(await readWording(deps, actorOf(res)), field, form, problems)
    res.status(problems ? 422 : 200).render('taxonomy/new', page)
  }

  async function showTerm(
    req: Request,
    res: Response,
    form: Form,
    { problems, notice }: { problems?: Problems; notice?: string | undefined },
  ): Promise<void> {
    keepOpen(res)
    const [field, wording] = [fieldOf(req), await readWording(deps, actorOf(res))]
    const term = termOf(wording.taxonomy, field, req.params.code)
    const page = termPage(wording, { field, term }, form, problems)
    res.status(problems ? 422 : 200).render('taxonomy/term', { ...page, notice })
  }

  function fieldOf(req: Request): OwnField {
    const field = parseOwnField(req.params.field)
    if (!field) throw new NotFound()
    return field
  }

  function termOf(taxonomy: Taxonomy, field: OwnField, code: unknown) {
    const term = termsOf(taxonomy, field).find(one => one.code === code)
    if (!term) throw new NotFound()
    return term
  }

  function changing(taxonomy: Taxonomy, field: OwnField) {
    return { taxonomy, field, thisMonth: today().month }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
