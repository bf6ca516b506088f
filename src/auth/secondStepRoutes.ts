import { Router, type Response } from 'express'
import { note } from '../audit/auditStore'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Cookies } from '../web/cookies'
import { formOf, text, type Form } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { acceptCode } from './acceptCode'
import { allowMembers } from './guards'
import { openKeptForm } from './keptForm'
import { renderKeptForm } from './keptFormPages'
import { renewToken } from './renewToken'
import { ownPath } from './secondStep'
import { secondStepPage } from './signInPage'
import { saveStrongbox, unlock } from './unlock'

/** Asks for a code once more, then goes on to where the member was going. */
export function secondStepRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts, throttle } = deps
  const router = Router()

  router.get('/second-step', allowMembers, (req, res) => {
    const to = typeof req.query.to === 'string' ? ownPath(req.query.to) : '/'
    res.render('auth/secondStep', { ...secondStepPage(res.locals as Page, texts), to })
  })

  router.post('/second-step', allowMembers, async (req, res) => {
    const form = formOf(req.body)
    const open = await unlock(db, res)
    const now = secondsOf(clock)
    const wait = throttle.begin(`step ${open.userId}`, now)
    if (wait > 0) {
      res.set('Retry-After', String(wait))
      return askAgain(res, form, 429, 'second_factor.problem_wait')
    }
    const accepted = await db.transaction().execute(async tx => {
      const code = await acceptCode(tx, deps.serverKey, open.userId, open.box, text(form, 'code'), now)
      if (code) await saveStrongbox(tx, open, code.change)
      if (code?.recovery) await note(tx, { dated: today(), actor: open.userId, action: 'recovery_code.used' })
      return code !== undefined
    })
    if (!accepted) return askAgain(res, form, 422, 'second_factor.problem')
    throttle.succeed(`step ${open.userId}`)
    await renewToken(db, res, cookies, open, { stepped_at: now, joining: false })
    const kept = openKeptForm(open.box, text(form, 'kept'))
    if (kept) return renderKeptForm(res, texts, kept, true)
    res.redirect(303, ownPath(text(form, 'to')))
  })

  return router

  function askAgain(res: Response, form: Form, status: number, key: string): void {
    res.status(status).render('auth/secondStep', {
      ...secondStepPage(res.locals as Page, texts),
      to: text(form, 'to'),
      kept: text(form, 'kept'),
      ...shownProblems(res.locals as Page, texts, { code: key }),
    })
  }

  function today() {
    return todayOf(clock, deps.config.timeZone).day
  }
}
