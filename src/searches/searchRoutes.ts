import { parse } from 'node:querystring'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { unlock } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import { filterAddress, filterQuery, parseCaseFilter, type CaseFilter } from '../cases/caseFilter'
import { filterTags } from '../cases/filterPage'
import type { Deps } from '../deps'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listCaseworkers } from '../users/userStore'
import { NotFound } from '../web/errors'
import { formOf, text, type Form, type Problems } from '../web/form'
import { keepOpen, shownProblems, type Page } from '../web/page'
import { readSearches } from './readSearches'
import { parseSearchName } from './savedSearch'
import { saveSearch } from './saveSearch'
import { deleteSearch } from './searchStore'

const caseworker = allow('volunteer', 'coordinator')

export function searchRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()

  router.get('/searches/new', caseworker, async (req, res) => {
    const page = await searchPage(res, formOf(req.query), {})
    if (page.tags.length === 0) return res.redirect(303, '/cases/find')
    res.render('searches/new', page)
  })

  router.post('/searches', caseworker, async (req, res) => {
    const form = formOf(req.body)
    const query = formOf(parse(text(form, 'query')))
    const open = await unlock(db, res)
    const taken = await readSearches(db, { actor: actorOf(res), unlocked: () => Promise.resolve(open) })
    const name = parseSearchName(
      form,
      taken.map(one => one.name),
    )
    const { filter, ...page } = await searchPage(res, query, form, name.ok ? undefined : name.problems)
    if (!name.ok) return res.status(422).render('searches/new', page)
    await saveSearch(db, open, { name: name.value, query: page.query })
    res.redirect(303, filterAddress('/cases', filter, [['saved', '']]))
  })

  router.post('/searches/:id/removal', caseworker, async (req, res) => {
    if (!(await deleteSearch(db, actorOf(res).id, String(req.params.id)))) throw new NotFound()
    res.redirect(303, '/cases/find?removed')
  })

  return router

  async function searchPage(res: Response, query: Form, form: Form, problems?: Problems) {
    keepOpen(res)
    const viewer = actorOf(res)
    const thisMonth = todayOf(clock, config.timeZone).month
    const finding = { viewer, taxonomy: await readTaxonomy(db), members: await listCaseworkers(db) }
    const filter: CaseFilter = parseCaseFilter(query, finding)
    return {
      filter,
      title: texts(viewer.language, 'search.new.title'),
      covers: true,
      keepsWords: true,
      tags: filterTags({ ...finding, texts, thisMonth }, filter),
      query: new URLSearchParams(filterQuery(filter)).toString(),
      back: filterAddress('/cases', filter),
      name: text(form, 'name'),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }
}
