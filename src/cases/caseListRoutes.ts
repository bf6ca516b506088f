import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import type { Actor } from '../auth/actor'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import { labelOf, termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listCaseworkers } from '../users/userStore'
import { formOf, text, type Form } from '../web/form'
import { caseworkerName, monthChoices, type Caseworker } from './casePage'
import { parseCaseCode } from './caseCode'
import { nextPageAddress, parseCaseFilter, parseCasePage } from './caseList'
import { countCases, findCase, listCases, type HelpCase } from './caseStore'

const pageSize = 40

export function caseListRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()

  router.get('/cases', allow('volunteer', 'coordinator'), async (req, res) => {
    const query = formOf(req.query)
    const typed = parseCaseCode(text(query, 'code'))
    if ('code' in typed && (await findCase(db, actorOf(res), typed.code))) {
      return res.redirect(303, `/cases/${typed.code}`)
    }
    res.render('cases/list', await listPage(res, query))
  })

  return router

  async function listPage(res: Response, query: Form) {
    const actor = actorOf(res)
    const taxonomy = await readTaxonomy(db)
    const filter = parseCaseFilter(query)
    const { number, after } = parseCasePage(query)
    const rows = await listCases(db, actor, filter, { size: pageSize + 1, after })
    const members = await listCaseworkers(db)
    const n = await countCases(db, actor, filter)
    const typed = text(query, 'code')
    return {
      title: texts(actor.language, number > 1 ? 'case.list.title_page' : 'case.list.title', { page: number }),
      heading: texts(actor.language, 'case.list.heading', { n }),
      filtered: Object.values(filter).some(value => value !== undefined),
      typed,
      erased: query.erased !== undefined,
      codeProblem: typed && texts(actor.language, `case.code.${codeProblem(typed)}`),
      filters: filterChoices(actor, query, taxonomy, members),
      assigned: actor.role === 'coordinator',
      rows: rows.slice(0, pageSize).map(one => listRow(actor, one, taxonomy, members)),
      first: number > 1 ? '/cases' : undefined,
      next: rows.length > pageSize ? nextPageAddress(query, number, rows[pageSize - 1]!) : undefined,
    }
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

  function filterChoices(actor: Actor, query: Form, taxonomy: Taxonomy, members: Caseworker[]) {
    const { language, role } = actor
    const choices = (field: string, own: { code: string; label: string }[]) =>
      own.map(choice => ({ ...choice, checked: choice.code === text(query, field) }))
    const terms = (field: string) =>
      termsOf(taxonomy, field).map(({ code, label }) => ({ code, label: label[language] }))
    const open = { code: 'open', label: texts(language, 'case.open') }
    const nobody = { code: 'nobody', label: texts(language, 'case.unassigned') }
    const people = members.map(one => ({ code: one.id, label: caseworkerName({ language, texts }, one) }))
    return {
      status: choices('status', [open, ...terms('status')]),
      category: choices('category', terms('category')),
      month: monthChoices(language, todayOf(clock, config.timeZone).month, text(query, 'month')),
      assigned_to: role === 'coordinator' && choices('assigned_to', [nobody, ...people]),
    }
  }
}

function codeProblem(typed: string): string {
  const parsed = parseCaseCode(typed)
  return 'problem' in parsed ? parsed.problem : 'not-found'
}
