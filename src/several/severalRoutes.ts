import { parse } from 'node:querystring'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { filterAddress, filterQuery, parseCaseFilter } from '../cases/caseFilter'
import { filterTags } from '../cases/filterPage'
import { countCases, listCases, listCasesByCode } from '../cases/caseStore'
import type { Deps } from '../deps'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { keepUndo } from '../undo/keepUndo'
import { offerOf } from '../undo/undoOffer'
import { listCaseworkers } from '../users/userStore'
import { formOf, text, texts as several, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { changesFor, parseClosing, undoingOf, type Change } from './change'
import { changeSeveral } from './changeSeveral'
import { donePage, previewPage } from './previewPage'
import { most, parseCodes, parsePreviewed, planChange } from './plan'
import { caseGroups, changeChoices, type SeveralPage } from './severalPage'

const caseworker = allow('volunteer', 'coordinator')

/** One thing done with many cases: choose, look at what would change, do it, and take it back if it was wrong. */
export function severalRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/several', caseworker, async (req, res) => {
    res.render('several/choose', await choosePage(res, formOf(req.query), {}))
  })

  router.post('/cases/several', caseworker, async (req, res) => {
    const form = formOf(req.body)
    const page = await severalPage(res)
    const change = changesFor(page).get(text(form, 'do'))
    const codes = parseCodes(text(form, 'which') === 'all' ? [text(form, 'codes')] : several(form, 'cases'))
    const previewed = parsePreviewed(text(form, 'previewed'))
    const problems: Problems = {
      ...(change ? {} : { do: 'several.problem.do' }),
      ...(codes.length + previewed.length > 0 ? {} : { cases: 'several.problem.cases' }),
    }
    if (!change || problems.cases) {
      const query = formOf(parse(text(form, 'query')))
      return res.status(422).render('several/choose', await choosePage(res, query, form, problems))
    }
    if (previewed.length > 0) return res.render('several/done', await done(res, page, form, change))
    const plan = planChange(page.actor, change, codes, await listCasesByCode(db, page.actor, codes))
    res.render('several/preview', previewPage(page, form, change, plan))
  })

  return router

  /** Does what the preview said; the page says what came of it and offers to take all of it back at once. */
  async function done(res: Response, page: SeveralPage, form: Form, change: Change) {
    const writer = { actor: page.actor, holder: await keyHolder(db, res) }
    const now = secondsOf(clock)
    const order = { change, cases: parsePreviewed(text(form, 'previewed')), closing: parseClosing(form) }
    const changed = await changeSeveral(deps, writer, order, now, todayOf(clock, config.timeZone))
    const undo = { undoing: undoingOf[change.what], cases: changed.done }
    const id = changed.done.length > 0 ? await keepUndo(db, await unlock(db, res), undo, now) : undefined
    const offer = id && offerOf(texts, page.actor.language, { id, ...undo })
    return { ...donePage(page, form, change, changed), offer }
  }

  async function choosePage(res: Response, query: Form, form: Form, problems?: Problems) {
    const page = await severalPage(res)
    const { actor } = page
    const filter = parseCaseFilter(query, { viewer: actor, ...page })
    const cases = await listCases(db, actor, filter, { size: most })
    const n = await countCases(db, actor, filter)
    return {
      title: texts(actor.language, 'several.title'),
      tags: filterTags({ viewer: actor, ...page }, filter),
      shown: texts(actor.language, n > cases.length ? 'several.first' : 'several.all', { n, most }),
      query: new URLSearchParams(filterQuery(filter)).toString(),
      back: filterAddress('/cases', filter),
      codes: cases.map(one => one.code).join(' '),
      choices: changeChoices(page, text(form, 'do')),
      whole: text(form, 'which') === 'all',
      groups: caseGroups(page, cases, several(form, 'cases')),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  async function severalPage(res: Response): Promise<SeveralPage> {
    const [taxonomy, members] = [await readTaxonomy(db), await listCaseworkers(db)]
    return { actor: actorOf(res), taxonomy, members, texts, thisMonth: todayOf(clock, config.timeZone).month }
  }
}
