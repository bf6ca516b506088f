import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { parseMonth, secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { movedPage } from '../cases/casePage'
import { requireOwnCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { readWholeTrust } from '../readers/trust'
import { keepUndo } from '../undo/keepUndo'
import { formOf, text } from '../web/form'
import { findOriginal, mayRepeat } from './findOriginal'
import { markRepeat } from './markRepeat'
import { possiblePage } from './possiblePage'
import { parseOriginal } from './repeatForm'
import { repeatPage } from './repeatPage'

const caseworker = allow('volunteer', 'coordinator')

/** Saying that a case is another one's repeat. */
export function repeatRoutes(deps: Deps): Router {
  const { db, anchor, clock, config } = deps
  const router = Router()

  router.get('/repeats', allow('coordinator'), async (req, res) => {
    const month = parseMonth(text(formOf(req.query), 'month')) ?? todayOf(clock, config.timeZone).month
    res.render('repeats/possible', await possiblePage(deps, actorOf(res), month))
  })

  router.get('/cases/:code/repeat', caseworker, async (req, res) => {
    const helpCase = await findMarkable(req, res)
    if (helpCase) res.render('repeats/mark', await repeatPage(deps, actorOf(res), helpCase))
  })

  router.post('/cases/:code/repeat', caseworker, async (req, res) => {
    const helpCase = await findMarkable(req, res)
    if (!helpCase) return
    const form = formOf(req.body)
    const original = parseOriginal(form)
    const problem = 'code' in original ? await mark(res, helpCase.code, original.code) : original.problem
    // By then another member may have been first.
    const asked = problem !== undefined && (await findMarkable(req, res))
    if (!asked) return
    res.status(422).render('repeats/mark', await repeatPage(deps, actorOf(res), asked, form, problem))
  })

  return router

  /** Marks the case and shows it, or says why it cannot be. */
  async function mark(res: Response, code: CaseCode, of: CaseCode): Promise<string | undefined> {
    const actor = actorOf(res)
    const [now, today] = [secondsOf(clock), todayOf(clock, config.timeZone)]
    const writer = { actor, holder: await keyHolder(db, res) }
    const marked = await markRepeat(deps, writer, { code, of }, now, today)
    if (marked) {
      const undo = { undoing: 'repeat' as const, cases: [marked] }
      res.redirect(303, `/cases/${code}?undo=${await keepUndo(db, await unlock(db, res), undo, now)}`)
      return undefined
    }
    const on = { tx: db, writer, trust: await readWholeTrust(db, anchor), today }
    const found = await findOriginal(on, await requireOwnCase(db, actor, code), of)
    return `repeat.problem.${'problem' in found ? found.problem : 'meanwhile'}`
  }

  /** The case; when it has been closed as spam or marked meanwhile the answer says so. */
  async function findMarkable(req: Request, res: Response) {
    const helpCase = await requireOwnCase(db, actorOf(res), req.params.code)
    if (mayRepeat(helpCase)) return helpCase
    return void res.status(409).render('cases/moved', await movedPage(deps, actorOf(res), helpCase))
  }
}
