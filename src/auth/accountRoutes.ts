import { Router, type Request, type Response } from 'express'
import { findHead, note } from '../audit/auditStore'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { deleteFeedOf, findFeedOf } from '../feeds/feedStore'
import { languages } from '../language/texts'
import { updateLanguage } from '../users/userStore'
import { fingerprintOf } from '../vault/fingerprint'
import type { Cookies } from '../web/cookies'
import { NotFound } from '../web/errors'
import { formOf, text } from '../web/form'
import type { Page } from '../web/page'
import { actorOf, allowAnyone, allowMembers } from './guards'
import { countRecoveryCodes } from './recoveryCodeStore'
import { ownPath, secondStep } from './secondStep'
import type { Asking } from './readSession'
import { acknowledgeChain, deleteOwnSession, deleteSessionsOf, listSessions } from './sessionStore'
import { saveStrongbox, unlock } from './unlock'

/** A member's own page: who they are here, and where they are signed in. */
export function accountRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, texts, clock } = deps
  const router = Router()
  const stepped = secondStep(clock)

  router.get('/account', allowMembers, async (req, res) => {
    const actor = actorOf(res)
    const { box } = await unlock(db, res)
    res.render('auth/account', {
      title: texts(actor.language, 'account.title'),
      roleName: texts(actor.language, `role.${actor.role}`),
      fingerprint: actor.role === 'admin' ? undefined : fingerprintOf(box),
      sessions: await sessionRows(res),
      codes: await countRecoveryCodes(db, actor.id),
      calendar: actor.role === 'admin' ? undefined : (await findFeedOf(db, actor.id)) ? 'yes' : 'no',
      changed: ['passphrase', 'phone', 'session', 'calendar'].find(one => req.query.changed === one),
    })
  })

  router.post('/account/sessions/ending', allowMembers, stepped, async (_req, res) => {
    const actor = actorOf(res)
    await db.transaction().execute(async tx => {
      await deleteSessionsOf(tx, actor.id)
      await deleteFeedOf(tx, actor.id)
      await note(tx, { dated: today().day, actor: actor.id, action: 'sessions.ended', object: actor.id })
    })
    cookies.clear(res, 'session')
    res.redirect(303, '/sign-in')
  })

  router.post('/account/sessions/:hash/ending', allowMembers, stepped, async (req, res) => {
    const actor = actorOf(res)
    await db.transaction().execute(async tx => {
      if (!(await deleteOwnSession(tx, actor.id, String(req.params.hash)))) throw new NotFound()
      await note(tx, { dated: today().day, actor: actor.id, action: 'session.ended', object: actor.id })
    })
    res.redirect(303, '/account?changed=session')
  })

  // Who has told the others looks on from here; the entry that says so stays.
  router.post('/account/acknowledgement', allowMembers, stepped, async (_req, res) => {
    const open = await unlock(db, res)
    const head = await findHead(db)
    await db.transaction().execute(async tx => {
      await saveStrongbox(tx, open, head ? { auditHead: head } : {})
      await acknowledgeChain(tx, open.userId)
      await note(tx, { dated: today().day, actor: open.userId, action: 'audit.acknowledged' })
    })
    res.redirect(303, '/')
  })

  router.post('/language', allowAnyone, async (req, res) => {
    const language = languages.find(one => one === text(formOf(req.body), 'language'))
    const { actor } = res.locals as Page
    if (language && actor) await updateLanguage(db, actor.id, language)
    if (language) cookies.write(res, 'language', language satisfies Language)
    res.redirect(303, previousPage(req))
  })

  return router

  /** How long ago, not when: it is read now, and a time would have to be in somebody's time zone. */
  async function sessionRows(res: Response) {
    const { id } = actorOf(res)
    const { session } = res.locals as Asking
    const now = secondsOf(clock)
    return (await listSessions(db, id)).map(({ token_hash, started_at, last_seen_at }) => ({
      hash: token_hash,
      own: token_hash === session!.hash,
      started: Math.floor((now - started_at) / 60),
      seen: Math.floor((now - last_seen_at) / 60),
    }))
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}

/** Back to the page the form stood on, if it was one of ours: only the path is taken, so nobody is sent elsewhere. */
function previousPage(req: Request): string {
  const referrer = req.get('referer') ?? ''
  if (!URL.canParse(referrer)) return '/'
  const { host, pathname, search } = new URL(referrer)
  return host === req.get('host') ? ownPath(pathname + search) : '/'
}
