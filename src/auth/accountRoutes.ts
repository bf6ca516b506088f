import { Router, type Request } from 'express'
import { note } from '../audit/auditStore'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { languages } from '../language/texts'
import { updateLanguage } from '../users/userStore'
import type { Cookies } from '../web/cookies'
import { formOf, text } from '../web/form'
import type { Page } from '../web/page'
import { actorOf, allowAnyone, allowMembers } from './guards'
import { countSessionsOf, deleteSessionsOf } from './sessionStore'

export function accountRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, texts } = deps
  const router = Router()

  router.get('/account', allowMembers, async (_req, res) => {
    const actor = actorOf(res)
    const title = texts(actor.language, 'account.title')
    const roleName = texts(actor.language, `role.${actor.role}`)
    res.render('auth/account', { title, roleName, sessions: await countSessionsOf(db, actor.id) })
  })

  router.post('/account/sessions/ending', allowMembers, async (_req, res) => {
    const actor = actorOf(res)
    const dated = todayOf(deps.clock, deps.config.timeZone).day
    await db.transaction().execute(async tx => {
      await deleteSessionsOf(tx, actor.id)
      await note(tx, { dated, actor: actor.id, action: 'sessions.ended', object: actor.id })
    })
    cookies.clear(res, 'session')
    res.redirect(303, '/sign-in')
  })

  router.post('/language', allowAnyone, async (req, res) => {
    const language = languages.find(one => one === text(formOf(req.body), 'language'))
    const { actor } = res.locals as Page
    if (language && actor) await updateLanguage(db, actor.id, language)
    if (language) cookies.write(res, 'language', language satisfies Language)
    res.redirect(303, previousPage(req))
  })

  return router
}

/** Back to the page the form stood on, if it was one of ours: only the path is taken, so nobody is sent elsewhere. */
function previousPage(req: Request): string {
  const referrer = req.get('referer') ?? ''
  if (!URL.canParse(referrer)) return '/'
  const { host, pathname, search } = new URL(referrer)
  return host === req.get('host') && !pathname.startsWith('//') ? pathname + search : '/'
}
