import { randomUUID } from 'node:crypto'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import type { Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { dayName } from '../language/dayNames'
import type { Language } from '../db/schema'
import { noteSection } from '../notes/notePage'
import { readWholeTrust } from '../readers/trust'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listCaseworkers } from '../users/userStore'
import { NotFound } from '../web/errors'
import { formOf, text, type Form, type Problems } from '../web/form'
import { ownScriptToo } from '../web/headers'
import { keepOpen, shownProblems, type Page } from '../web/page'
import type { CaseFacts } from './case'
import { parseCaseCode } from './caseCode'
import { parseCaseForm } from './caseForm'
import { caseFormPage, caseSummary, caseworkerName, comparedVersions, formOfFacts } from './casePage'
import type { HelpCase } from './caseStore'
import { changeCase, type HandoverKeys } from './changeCase'
import { mayErase } from './eraseCase'
import { countNotes } from './erasureStore'
import { evaporatesFrom } from './evaporation'
import { recordCase } from './recordCase'
import { requireCase } from './requireCase'

const caseworker = allow('volunteer', 'coordinator')

export function caseRoutes(deps: Deps): Router {
  const { db, texts } = deps
  const router = Router()

  router.get('/cases/new', caseworker, ownScriptToo, async (req, res) => {
    const query = formOf(req.query)
    const saved = parseCaseCode(text(query, 'after'))
    const page = await formPage(
      res,
      { status: 'new', month: today().month, assigned_to: actorOf(res).id, ...query },
      'case.new.title',
    )
    res.render('cases/new', { ...page, saved: 'code' in saved ? saved.code : undefined })
  })

  router.post('/cases', caseworker, ownScriptToo, async (req, res) => {
    const form = formOf(req.body)
    const draft = parseCaseForm(form, await readTaxonomy(db), actorOf(res).language, today().month)
    if (!draft.ok) {
      return res.status(422).render('cases/new', await formPage(res, form, 'case.new.title', draft.problems))
    }
    const code = await recordCase(db, actorOf(res), draft.value, today(), {
      assigned_to: await parseAssignment(res, form),
      id: parseCaseId(text(form, 'id')),
    })
    if (text(form, 'then') !== 'another') return res.redirect(303, `/cases/${code}?saved`)
    res.redirect(303, `/cases/new?after=${code}&${keptFields(draft.value)}`)
  })

  router.get('/cases/:code', caseworker, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    res.render('cases/show', {
      ...(await showPage(res, helpCase)),
      saved: req.query.saved !== undefined,
      noted: req.query.noted !== undefined,
      another: `/cases/new?${keptFields(helpCase)}`,
    })
  })

  router.get('/cases/:code/edit', caseworker, ownScriptToo, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    const page = await formPage(res, formOfFacts(helpCase), 'case.edit.title')
    res.render('cases/edit', { ...page, code: helpCase.code, version: helpCase.version })
  })

  router.post('/cases/:code', caseworker, ownScriptToo, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    const form = formOf(req.body)
    const actor = actorOf(res)
    const draft = parseCaseForm(form, await readTaxonomy(db), actor.language, today().month)
    const version = Number(text(form, 'version'))
    if (!draft.ok) {
      const page = await formPage(res, form, 'case.edit.title', draft.problems)
      return res.status(422).render('cases/edit', { ...page, code: helpCase.code, version })
    }
    const assigned_to = await parseAssignment(res, form)
    const change = await changeCase(
      db,
      actor,
      helpCase.code,
      version,
      { facts: draft.value, assigned_to },
      today(),
      assigned_to === undefined ? undefined : await handoverKeys(res, helpCase),
    )
    if ('missing' in change) throw new NotFound()
    if ('saved' in change) return res.redirect(303, `/cases/${helpCase.code}?saved`)
    res.status(409).render('cases/conflict', {
      ...(await formPage(res, form, 'case.conflict.title')),
      code: helpCase.code,
      version: change.conflict.version,
      rows: comparedVersions(await wordingFor(res), change.conflict, draft.value),
    })
  })

  return router

  async function formPage(res: Response, form: Form, titleKey: string, problems?: Problems) {
    keepOpen(res)
    const { language, role } = actorOf(res)
    const caseworkers = role === 'coordinator' ? await listCaseworkers(db) : undefined
    return {
      title: texts(language, titleKey),
      id: parseCaseId(text(form, 'id')) ?? randomUUID(),
      ...caseFormPage(await wordingFor(res), form, caseworkers),
      ...shownProblems(res.locals as Page, texts, problems),
      withScript: true,
      covers: true,
    }
  }

  async function showPage(res: Response, helpCase: HelpCase) {
    const page = await wordingFor(res)
    const assignee = (await listCaseworkers(db)).find(one => one.id === helpCase.assigned_to)
    return {
      title: texts(page.language, 'case.show.title', { code: helpCase.code }),
      code: helpCase.code,
      summary: caseSummary(page, helpCase),
      assignee: assignee && caseworkerName(page, assignee),
      evaporates: helpCase.closed_month && evaporationText(page.language, helpCase.closed_month),
      erasable: mayErase(actorOf(res)),
      notes: await noteSection(deps, { actor: actorOf(res), keys: () => keyHolder(db, res) }, helpCase),
    }
  }

  /** What seals the notes of a case to whoever it is assigned to now, also when that was left undone before. */
  async function handoverKeys(res: Response, { id }: HelpCase): Promise<HandoverKeys | undefined> {
    if (!actorOf(res).certified || (await countNotes(db, id)) === 0) return undefined
    const trust = await readWholeTrust(db, deps.anchor)
    return { trust, holder: await keyHolder(db, res) }
  }

  function evaporationText(language: Language, closed: Month): string {
    const day = dayName(language, evaporatesFrom(closed, deps.config.evaporationDays))
    return texts(language, 'case.show.evaporates', { day })
  }

  async function wordingFor(res: Response) {
    return {
      language: actorOf(res).language,
      taxonomy: await readTaxonomy(db),
      texts,
      thisMonth: today().month,
    }
  }

  /** Only coordinators assign, and only to somebody who can take a case; otherwise the assignment stays. */
  async function parseAssignment(res: Response, form: Form): Promise<string | null | undefined> {
    if (actorOf(res).role !== 'coordinator' || form.assigned_to === undefined) return undefined
    const typed = text(form, 'assigned_to')
    if (typed === '') return null
    return (await listCaseworkers(db)).find(one => one.id === typed)?.id
  }

  function today() {
    return todayOf(deps.clock, deps.config.timeZone)
  }
}

/** What the next request of a series probably shares with this one, as a query. */
function keptFields({ category, month, channel, place }: CaseFacts): string {
  return new URLSearchParams({ category, month, channel: channel ?? '', place: place ?? '' }).toString()
}

/** The id a form was given; only a random UUID is one, since others could tell when a case was recorded. */
function parseCaseId(typed: string): string | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(typed)
    ? typed
    : undefined
}
