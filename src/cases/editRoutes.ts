import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { formOf, text, type Form, type Problems } from '../web/form'
import { ownScriptToo } from '../web/headers'
import { keepOpen } from '../web/page'
import type { CaseFacts } from './case'
import { caseFormPage, formOfFacts } from './caseFormPage'
import type { HelpCase } from './caseStore'
import { changeCase } from './changeCase'
import { conflictPage, type Conflict } from './conflictPage'
import { parseEdit } from './editForm'
import { requireCase } from './requireCase'
import { factsText, sidesOf } from './sides'

const caseworker = allow('volunteer', 'coordinator')

/** Changing what is known of a case; its status, its outcome and who has it are changed elsewhere. */
export function editRoutes(deps: Deps): Router {
  const { db, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/edit', caseworker, ownScriptToo, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    await showForm(res, { ...helpCase, began: helpCase }, formOfFacts(helpCase))
  })

  router.post('/cases/:code', caseworker, ownScriptToo, async (req, res) => {
    const actor = actorOf(res)
    const today = todayOf(clock, config.timeZone)
    const helpCase = await requireCase(db, actor, req.params.code)
    const { code } = helpCase
    const form = formOf(req.body)
    const version = Number(text(form, 'version'))
    const asking = { taxonomy: await readTaxonomy(db), language: actor.language, thisMonth: today.month }
    const edit = parseEdit(form, asking, helpCase)
    if ('problems' in edit) return showForm(res, { code, version, ...edit }, edit.form, edit.problems)
    if ('versions' in edit) return showConflict(res, 422, { helpCase, version, ...edit })
    const writer = { actor, holder: await keyHolder(db, res) }
    const edited = await changeCase(deps, writer, { code, version, ...edit }, today)
    const versions = 'conflict' in edited && versionsOf(edited.conflict, edit)
    const sides = versions && sidesOf(versions)
    // Nothing differs when both have made the same change.
    if (!sides || sides.size === 0) return res.redirect(303, `/cases/${code}?edited`)
    const { theirs } = versions
    await showConflict(res, 409, { helpCase: theirs, version: theirs.version, versions, sides })
  })

  return router

  async function showForm(
    res: Response,
    { code, version, began }: { code: string; version: number; began: CaseFacts | undefined },
    form: Form,
    problems?: Problems,
  ): Promise<void> {
    keepOpen(res)
    const kind = { titleKey: 'case.edit.title', isNew: false }
    const page = await caseFormPage(deps, actorOf(res), kind, { form, problems })
    const known = began && factsText(began)
    res.status(problems ? 422 : 200).render('cases/edit', { ...page, code, version, began: known })
  }

  async function showConflict(res: Response, status: 409 | 422, conflict: Conflict): Promise<void> {
    keepOpen(res)
    const reader = { actor: actorOf(res), keys: () => keyHolder(db, res) }
    res.status(status).render('cases/conflict', await conflictPage(deps, reader, conflict, status === 422))
  }
}

/** Status and outcome are no part of the form: they are as they are now in either version. */
function versionsOf(theirs: HelpCase, { facts, began }: { facts: CaseFacts; began: CaseFacts | undefined }) {
  return { began, theirs, mine: { ...facts, status: theirs.status, outcome: theirs.outcome } }
}
