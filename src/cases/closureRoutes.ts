import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { refreshFeed } from '../feeds/refreshFeed'
import { screenNote } from '../notes/screenNote'
import { readWholeTrust } from '../readers/trust'
import { keepUndo } from '../undo/keepUndo'
import { formOf, text, type Form, type Problems } from '../web/form'
import { ownScriptToo } from '../web/headers'
import { keepOpen } from '../web/page'
import { movedPage, readWording } from './casePage'
import { closeCase } from './closeCase'
import { parseClosure } from './closure'
import { closurePage, foundInReason } from './closurePage'
import { requireCase } from './requireCase'
import { listFollowUps } from '../followUps/settleFollowUps'
import { mayMove } from './statusMoves'

const caseworker = allow('volunteer', 'coordinator')

/** Closing a case: with which outcome, why, and what becomes of what was still to be done. */
export function closureRoutes(deps: Deps): Router {
  const { db, anchor, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/closure', caseworker, ownScriptToo, async (req, res) => {
    const open = await findOpen(req, res)
    if (open) res.render('cases/closure', await page(res, open, {}))
  })

  router.post('/cases/:code/closure', caseworker, ownScriptToo, async (req, res) => {
    const open = await findOpen(req, res)
    if (!open) return
    const form = formOf(req.body)
    const show = async (more: object, problems?: Problems) =>
      res.status(422).render('cases/closure', { ...(await page(res, open, form, problems)), ...more })
    const wording = await readWording(deps, actorOf(res))
    const draft = parseClosure(form, wording, open.followUps.length > 0)
    if (!draft.ok) return show({}, draft.problems)
    const screened = screenNote(draft.value.reason, text(form, 'screened'))
    if ('findings' in screened) return show(foundInReason(wording, draft.value.reason, screened.findings))
    const closure = { code: open.code, ...draft.value, reason: screened.text }
    const now = secondsOf(clock)
    const closed = await closeCase(deps, open.writer, closure, now, open.today)
    if (!closed) return void (await findOpen(req, res))
    const { actor, holder } = open.writer
    await refreshFeed(deps, { actor, keys: () => Promise.resolve(holder) }, open.today.day)
    const undo = { undoing: 'closing' as const, cases: [closed] }
    res.redirect(303, `/cases/${open.code}?undo=${await keepUndo(db, await unlock(db, res), undo, now)}`)
  })

  return router

  /** The case, and what is still to be done on it; when somebody has closed it already the answer says so. */
  async function findOpen(req: Request, res: Response) {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    if (!mayMove(helpCase.status, 'close')) {
      return void res.status(409).render('cases/moved', await movedPage(deps, actor, helpCase))
    }
    const writer = { actor, holder: await keyHolder(db, res) }
    const today = todayOf(clock, config.timeZone)
    const trust = await readWholeTrust(db, anchor)
    const followUps = await listFollowUps({ tx: db, helpCase, writer, trust, today })
    return { code: helpCase.code, writer, today, followUps }
  }

  async function page(
    res: Response,
    open: NonNullable<Awaited<ReturnType<typeof findOpen>>>,
    form: Form,
    problems?: Problems,
  ) {
    keepOpen(res)
    const followUps = open.followUps.map(({ content }) => content)
    return closurePage(await readWording(deps, actorOf(res)), { code: open.code, followUps }, form, problems)
  }
}
