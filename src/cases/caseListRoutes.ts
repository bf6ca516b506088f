import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import type { Actor } from '../auth/actor'
import { unlock } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import { readSearches } from '../searches/readSearches'
import { searchLinks } from '../searches/searchLinks'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listCaseworkers } from '../users/userStore'
import { formOf, text, type Form } from '../web/form'
import { caseworkerName, type Caseworker } from './casePage'
import { parseCaseCode } from './caseCode'
import { filterAddress, filterQuery, parseCaseFilter } from './caseFilter'
import { nextPageAddress, parseCasePage } from './caseList'
import { countCases, findCase, listCases, type HelpCase } from './caseStore'
import { quickFilters, searchForm, type FilterPage } from './filterPage'
import { meantCases } from './meantCases'

const pageSize = 30
const caseworker = allow('volunteer', 'coordinator')

export function caseListRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()

  router.get('/cases', caseworker, async (req, res) => {
    const query = formOf(req.query)
    const typed = parseCaseCode(text(query, 'code'))
    if ('code' in typed && (await findCase(db, actorOf(res), typed.code))) {
      return res.redirect(303, `/cases/${typed.code}`)
    }
    res.render('cases/list', await listPage(res, query))
  })

  router.get('/cases/find', caseworker, async (req, res) => {
    const query = formOf(req.query)
    const page = await filterPage(res)
    res.render('cases/find', {
      title: texts(page.viewer.language, 'case.find.title'),
      ...searchForm(page, parseCaseFilter(query, page)),
      searches: searchLinks(await ownSearches(res), ''),
      removed: query.removed !== undefined,
    })
  })

  return router

  async function listPage(res: Response, query: Form) {
    const actor = actorOf(res)
    const page = await filterPage(res)
    const filter = parseCaseFilter(query, page)
    const { number, after } = parseCasePage(query)
    const typed = text(query, 'code')
    // Of a code that is none, or nobody's that they see, a list of other cases would look like the answer.
    const rows = typed ? [] : await listCases(db, actor, filter, { size: pageSize + 1, after })
    const n = typed ? 0 : await countCases(db, actor, filter)
    const address = new URLSearchParams(filterQuery(filter)).toString()
    return {
      title: texts(actor.language, number > 1 ? 'case.list.title_page' : 'case.list.title', { page: number }),
      heading: texts(actor.language, 'case.list.heading', { n }),
      filtered: address !== '' || typed !== '',
      typed,
      erased: query.erased !== undefined,
      saved: query.saved !== undefined,
      codeProblem: typed && texts(actor.language, `case.code.${codeProblem(typed)}`),
      meant: await meantCases(db, actor, typed, page.taxonomy),
      filters: quickFilters(page, filter),
      searches: searchLinks(await ownSearches(res), address),
      change: filterAddress('/cases/find', filter),
      save: filterAddress('/searches/new', filter),
      several: filterAddress('/cases/several', filter),
      assigned: actor.role === 'coordinator',
      rows: rows.slice(0, pageSize).map(one => listRow(actor, one, page.taxonomy, page.members)),
      first: number > 1 ? filterAddress('/cases', filter) : undefined,
      next: rows.length > pageSize ? nextPageAddress(filter, number, rows[pageSize - 1]!) : undefined,
    }
  }

  async function filterPage(res: Response): Promise<FilterPage> {
    return {
      viewer: actorOf(res),
      taxonomy: await readTaxonomy(db),
      members: await listCaseworkers(db),
      texts,
      thisMonth: todayOf(clock, config.timeZone).month,
    }
  }

  function ownSearches(res: Response) {
    return readSearches(db, { actor: actorOf(res), unlocked: () => unlock(db, res) })
  }

  function listRow({ language }: Actor, one: HelpCase, taxonomy: Taxonomy, members: Caseworker[]) {
    return {
      code: one.code,
      category: labelOf(taxonomy, 'category', one.category, language),
      needs: one.needs.map(need => labelOf(taxonomy, 'need', need, language)).join(', '),
      month: shortMonthName(language, one.month),
      status: one.status,
      statusName: labelOf(taxonomy, 'status', one.status, language),
      urgent: one.urgency === 'day' && one.status !== 'closed',
      assignee: assigneeOf(language, one, members),
    }
  }

  /** Of a closed case that nobody has there is nothing to say. */
  function assigneeOf(language: Language, { assigned_to, status }: HelpCase, members: Caseworker[]): string {
    const assignee = members.find(member => member.id === assigned_to)
    if (assignee) return caseworkerName({ language, texts }, assignee)
    return status === 'closed' ? '' : texts(language, 'case.unassigned')
  }
}

function codeProblem(typed: string): string {
  const parsed = parseCaseCode(typed)
  return 'problem' in parsed ? parsed.problem : 'not-found'
}
