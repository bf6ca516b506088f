import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { makeQuota } from '../auth/quota'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { findCase } from '../cases/caseStore'
import { requireOwnCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { keepUndo } from '../undo/keepUndo'
import type { UndoableCase } from '../undo/undo'
import { formOf } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { assignCase } from './assignCase'
import { parseAssignment } from './assignmentForm'
import { assignmentPage } from './assignmentPage'

const caseworker = allow('volunteer', 'coordinator')

/** One case to somebody else, or back to the pool. */
export function assignmentRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()
  const unknown = makeQuota(5, 20)

  router.get('/cases/:code/assignment', caseworker, async (req, res) => {
    const helpCase = await requireOwnCase(db, actorOf(res), req.params.code)
    res.render('handovers/assign', await assignmentPage(deps, actorOf(res), helpCase, {}))
  })

  router.post('/cases/:code/assignment', caseworker, async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireOwnCase(db, actorOf(res), req.params.code)
    const form = formOf(req.body)
    const assignment = await parseAssignment(deps, actor, form, { unknown, now: secondsOf(clock) })
    if (!assignment.ok) {
      const page = await assignmentPage(deps, actor, helpCase, form)
      const problems = shownProblems(res.locals as Page, texts, assignment.problems)
      return res.status(422).render('handovers/assign', { ...page, ...problems })
    }
    const writer = { actor, holder: await keyHolder(db, res) }
    const order = { code: helpCase.code, ...assignment.value }
    const done = await assignCase(deps, writer, order, todayOf(clock, config.timeZone))
    res.redirect(303, `${await placeAfter(res, helpCase.code)}${done ? await undoOf(res, done) : ''}`)
  })

  return router

  /** A volunteer may not see the case any more. */
  async function placeAfter(res: Response, code: CaseCode): Promise<string> {
    return (await findCase(db, actorOf(res), code)) ? `/cases/${code}` : '/'
  }

  async function undoOf(res: Response, done: UndoableCase): Promise<string> {
    const undo = { undoing: 'assignment' as const, cases: [done] }
    return `?undo=${await keepUndo(db, await unlock(db, res), undo, secondsOf(clock))}`
  }
}
