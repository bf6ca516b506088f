import { Router, type Request, type Response } from 'express'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { writeIfRoom } from '../db/fullDisk'
import type { Deps } from '../deps'
import { languages } from '../language/texts'
import { renewEpoch } from '../readers/renewEpoch'
import { findMemberByName, updateLanguage } from '../users/userStore'
import { signInName } from '../users/pseudonym'
import { deriveToken } from '../vault/random'
import { wipe } from '../vault/encryption'
import type { Cookies } from '../web/cookies'
import { Busy, TooManyAttempts } from '../web/errors'
import { formOf, text, verbatim, type Form } from '../web/form'
import type { Page } from '../web/page'
import { deviceToken, knownDevice } from './deviceCookie'
import { allowAnyone } from './guards'
import { openKeptForm } from './keptForm'
import { renderKeptForm } from './keptFormPages'
import type { Asking } from './readSession'
import { deleteUndosOf } from '../undo/undoStore'
import { deleteSession } from './sessionStore'
import { signIn, type SignedIn } from './signIn'
import { signInPage } from './signInPage'

export function signInRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts, throttle, serverKey } = deps
  const router = Router()

  router.get('/sign-in', allowAnyone, (req, res) => {
    const locked = req.query.locked !== undefined
    // Another window has kept the session awake; going on from here must be somebody's decision.
    if (res.locals.actor && locked) {
      return res.render('auth/covered', { title: texts((res.locals as Page).language, 'lock.title') })
    }
    if (res.locals.actor) return res.redirect(303, '/')
    res.render('auth/signIn', { ...signInPage(res.locals as Page, texts), locked })
  })

  router.post('/sign-in', allowAnyone, async (req, res) => {
    const form = formOf(req.body)
    try {
      const signedIn = await attempt(req, form)
      if (!signedIn) return showAgain(res, form, 422, texts(languageOf(res), 'sign_in.problem'))
      await welcomeBack(req, res, form, signedIn)
    } catch (error) {
      if (error instanceof TooManyAttempts) {
        res.set('Retry-After', String(error.wait))
        const minutes = Math.ceil(error.wait / 60)
        return showAgain(res, form, 429, texts(languageOf(res), 'sign_in.wait', { minutes }))
      }
      if (error instanceof Busy) return showAgain(res, form, 503, texts(languageOf(res), 'sign_in.busy'))
      throw error
    }
  })

  router.post('/sign-out', allowAnyone, async (_req, res) => {
    await endSession(res)
    // The browser stays known, or whoever guesses meanwhile could keep the member from signing in again.
    res.set('Clear-Site-Data', '"cache", "storage"')
    res.redirect(303, '/sign-in')
  })

  router.get('/exit', allowAnyone, (_req, res) => res.redirect(303, '/calendar'))

  // Leaves at once for a page that says nothing. It cannot erase the browser's history; the help says so.
  router.post('/exit', allowAnyone, async (_req, res) => {
    await endSession(res)
    res.set('Clear-Site-Data', '"cache", "cookies", "storage"')
    res.redirect(303, '/calendar')
  })

  return router

  /** Known browsers have tries of their own, so that a stranger's cannot keep a member out. */
  async function attempt(req: Request, form: Form): Promise<SignedIn | undefined> {
    const pseudonym = text(form, 'pseudonym')
    const member = await findMemberByName(db, pseudonym)
    const device = member && knownDevice(serverKey.device, cookies.read(req, 'device'), member.id)
    const bucket = device ? `device ${device}` : `name ${signInName(pseudonym)}`
    const throttled: Deps['hashing'] = work =>
      deps.hashing(() => {
        const wait = throttle.begin(bucket, secondsOf(clock))
        if (wait > 0) throw new TooManyAttempts(wait)
        return work()
      })
    const credentials = { pseudonym, passphrase: verbatim(form, 'passphrase'), code: text(form, 'code') }
    const signedIn = await signIn({ ...deps, hashing: throttled }, credentials, secondsOf(clock), today())
    if (signedIn) throttle.succeed(bucket)
    return signedIn
  }

  async function welcomeBack(req: Request, res: Response, form: Form, signedIn: SignedIn): Promise<void> {
    const { id, token, box, joining } = signedIn
    // Who has just chosen a language here wants it inside too.
    const chosen = languages.find(language => language === cookies.read(req, 'language'))
    if (chosen) await updateLanguage(db, id, chosen)
    cookies.write(res, 'session', token)
    cookies.write(res, 'reader', box.boxPublic)
    cookies.write(res, 'device', deviceToken(serverKey.device, id))
    cookies.clear(res, 'visit')
    await renewEpoch(db, deps.anchor, { id, pairs: box }, today())
    const kept = openKeptForm(box, text(form, 'kept'))
    ;[box.boxPrivate, box.signPrivate].forEach(wipe)
    if (!kept || joining) return res.redirect(303, joining ? '/welcome' : '/')
    res.locals.csrf = deriveToken(token, 'form')
    renderKeptForm(res, texts, kept, true)
  }

  function showAgain(res: Response, form: Form, status: number, problem: string): void {
    res.status(status).render('auth/signIn', {
      ...signInPage(res.locals as Page, texts),
      pseudonym: text(form, 'pseudonym'),
      kept: text(form, 'kept'),
      problems: [{ field: 'pseudonym', text: problem }],
      problem: { pseudonym: problem },
    })
  }

  function today() {
    return todayOf(clock, deps.config.timeZone).day
  }

  async function endSession(res: Response): Promise<void> {
    const { actor, session } = res.locals as Asking
    // On a full disk the rows stay until they have been idle, but nobody has the cookie any more.
    if (actor && session) {
      await writeIfRoom(() => deleteSession(db, session.hash))
      await writeIfRoom(() => deleteUndosOf(db, actor.id))
    }
    cookies.clear(res, 'session')
  }
}

function languageOf(res: Response) {
  return (res.locals as Page).language
}
