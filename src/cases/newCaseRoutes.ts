import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { alikeOffer } from '../repeats/alikeOffer'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listCaseworkers } from '../users/userStore'
import { formOf, text, type Form, type Problems } from '../web/form'
import { ownScriptToo } from '../web/headers'
import { keepOpen } from '../web/page'
import { parseCaseCode } from './caseCode'
import { parseCaseForm } from './caseForm'
import { caseFormPage, keptFields, parseCaseId } from './caseFormPage'
import { findCase } from './caseStore'
import { recordCase } from './recordCase'

const caseworker = allow('volunteer', 'coordinator')

/** Logging a request. */
export function newCaseRoutes(deps: Deps): Router {
  const { db, anchor, clock } = deps
  const router = Router()

  router.get('/cases/new', caseworker, ownScriptToo, async (req, res) => {
    const query = formOf(req.query)
    const saved = await findSaved(res, text(query, 'after'))
    const begun = { status: 'new', month: today().month, assigned_to: actorOf(res).id, ...query }
    res.render('cases/new', {
      ...(await page(res, begun)),
      saved: saved?.code,
      alike: saved && (await alikeOffer(deps, actorOf(res), saved)),
    })
  })

  router.post('/cases', caseworker, ownScriptToo, async (req, res) => {
    const form = formOf(req.body)
    const draft = parseCaseForm(form, await readTaxonomy(db), actorOf(res).language, today().month)
    if (!draft.ok) return res.status(422).render('cases/new', await page(res, form, draft.problems))
    const code = await recordCase(db, actorOf(res), draft.value, today(), {
      assigned_to: await parseAssignment(res, form),
      id: parseCaseId(text(form, 'id')),
      sealing: { anchor, holder: await keyHolder(db, res), now: secondsOf(clock) },
    })
    if (text(form, 'then') !== 'another') return res.redirect(303, `/cases/${code}?saved`)
    res.redirect(303, `/cases/new?after=${code}&${keptFields(draft.value)}`)
  })

  return router

  /** The case that was saved before this form. */
  async function findSaved(res: Response, typed: string) {
    const parsed = parseCaseCode(typed)
    return 'code' in parsed ? await findCase(db, actorOf(res), parsed.code) : undefined
  }

  function page(res: Response, form: Form, problems?: Problems) {
    keepOpen(res)
    return caseFormPage(deps, actorOf(res), { titleKey: 'case.new.title', isNew: true }, { form, problems })
  }

  /** Only coordinators give a request to somebody else, and only to who can take it; otherwise it is their own. */
  async function parseAssignment(res: Response, form: Form): Promise<string | null | undefined> {
    if (actorOf(res).role !== 'coordinator' || form.assigned_to === undefined) return undefined
    const typed = text(form, 'assigned_to')
    if (typed === '') return null
    return (await listCaseworkers(db)).find(one => one.id === typed)?.id
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}
