import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { keepUndo } from '../undo/keepUndo'
import { formOf, text } from '../web/form'
import type { CaseCode } from './caseCode'
import { movedPage } from './casePage'
import { moveCase, plainMoves } from './moveCase'
import { reopenCase } from './reopenCase'
import { requireCase } from './requireCase'

const caseworker = allow('volunteer', 'coordinator')

/** Moving a case on, and taking it up again. */
export function statusRoutes(deps: Deps): Router {
  const { db, clock, config } = deps
  const router = Router()

  router.post('/cases/:code/status', caseworker, async (req, res) => {
    const { code } = await requireCase(db, actorOf(res), req.params.code)
    const move = plainMoves.find(one => one === text(formOf(req.body), 'move'))
    const order = move && { code, move }
    const moved = order && (await moveCase(deps, await writerOf(res), order, secondsOf(clock), today()))
    if (!moved) return refuse(res, code)
    const undo = { undoing: 'status' as const, cases: [moved] }
    res.redirect(
      303,
      `/cases/${code}?undo=${await keepUndo(db, await unlock(db, res), undo, secondsOf(clock))}`,
    )
  })

  router.post('/cases/:code/reopening', caseworker, async (req, res) => {
    const { code } = await requireCase(db, actorOf(res), req.params.code)
    if (!(await reopenCase(deps, await writerOf(res), code, today()))) return refuse(res, code)
    res.redirect(303, `/cases/${code}?reopened`)
  })

  return router

  /** Somebody was first, or the form was made by hand: nothing has changed. */
  async function refuse(res: Response, code: CaseCode): Promise<void> {
    const helpCase = await requireCase(db, actorOf(res), code)
    res.status(409).render('cases/moved', await movedPage(deps, actorOf(res), helpCase))
  }

  async function writerOf(res: Response) {
    return { actor: actorOf(res), holder: await keyHolder(db, res) }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
