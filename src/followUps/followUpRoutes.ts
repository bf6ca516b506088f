import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import { movedPage } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { refreshFeed } from '../feeds/refreshFeed'
import { foundPage } from '../notes/foundPage'
import { screenNote } from '../notes/screenNote'
import { TrustBroken } from '../readers/epoch'
import { formOf, randomId, text, type Form, type Problems } from '../web/form'
import { keepOpen, shownProblems, type Page } from '../web/page'
import { parseFollowUp } from './followUpForm'
import { newFollowUpPage } from './followUpPage'
import { setFollowUp, type FollowUpDraft } from './setFollowUp'

const caseworker = allow('volunteer', 'coordinator')

/** Setting what is to be done next on a case. */
export function followUpRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/follow-ups/new', caseworker, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    if (helpCase.status === 'closed') return refuseClosed(res, helpCase)
    res.render('followUps/new', await newPage(res, helpCase, {}))
  })

  router.post('/cases/:code/follow-ups', caseworker, async (req, res) => {
    const { language } = actorOf(res)
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    if (helpCase.status === 'closed') return refuseClosed(res, helpCase)
    const form = formOf(req.body)
    const parsed = parseFollowUp(form, today().day, usual => texts(language, `follow_up.usual.${usual}`))
    if (!parsed.ok) {
      return res.status(422).render('followUps/new', await newPage(res, helpCase, form, parsed.problems))
    }
    const { due, reason } = parsed.value
    const screened = screenNote(reason, text(form, 'screened'))
    if ('findings' in screened) {
      const page = await newPage(res, helpCase, { id: form.id, due, reason })
      const found = foundPage(
        { language, texts },
        { field: 'reason', written: reason, findings: screened.findings },
      )
      return res.status(422).render('followUps/screened', { ...page, ...found })
    }
    const draft = { code: helpCase.code, due, reason: screened.text, id: randomId(form) }
    const outcome = await set(res, draft)
    if (outcome === 'set') return res.redirect(303, `/cases/${helpCase.code}?follow_up_set`)
    if (outcome === 'full') {
      const problems = { reason: 'follow_up.problem.many' }
      return res.status(422).render('followUps/new', await newPage(res, helpCase, form, problems))
    }
    // The words stay on the page, which says what is wrong.
    res.status(503).render('followUps/new', await newPage(res, helpCase, form))
  })

  return router

  /** Of a closed case nothing is left to be done: it has to be opened again first. */
  async function refuseClosed(res: Response, helpCase: HelpCase): Promise<void> {
    res.status(409).render('cases/moved', await movedPage(deps, actorOf(res), helpCase))
  }

  async function set(res: Response, draft: FollowUpDraft): Promise<'set' | 'full' | 'no_readers'> {
    try {
      const [actor, holder] = [actorOf(res), await keyHolder(db, res)]
      const outcome = await setFollowUp(deps, { actor, holder }, draft, today())
      await refreshFeed(deps, { actor, keys: () => Promise.resolve(holder) }, today().day)
      return outcome
    } catch (error) {
      if (error instanceof TrustBroken) return 'no_readers'
      throw error
    }
  }

  async function newPage(res: Response, helpCase: HelpCase, form: Form, problems?: Problems) {
    keepOpen(res)
    const reader = { actor: actorOf(res), keys: () => keyHolder(db, res) }
    return {
      ...(await newFollowUpPage(deps, reader, helpCase, form)),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
