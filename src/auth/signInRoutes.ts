import { Router } from 'express'
import { secondsOf } from '../calendar/month'
import type { Deps } from '../deps'
import { languages } from '../language/texts'
import { updateLanguage } from '../users/userStore'
import type { Actor } from './actor'
import type { TokenHash } from '../vault/random'
import type { Cookies } from '../web/cookies'
import { formOf, text } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { allowAnyone } from './guards'
import { deleteSession } from './sessionStore'
import { signIn } from './signIn'

export function signInRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts } = deps
  const router = Router()

  router.get('/sign-in', allowAnyone, (req, res) => {
    if (res.locals.actor) return res.redirect(303, '/')
    const joined = req.query.joined !== undefined
    res.render('auth/signIn', { ...signInPage(res.locals as Page), joined })
  })

  router.post('/sign-in', allowAnyone, async (req, res) => {
    const form = formOf(req.body)
    const now = secondsOf(clock)
    const session = await signIn(db, text(form, 'pseudonym'), text(form, 'passphrase'), now)
    if (!session) {
      const problems = { pseudonym: 'sign_in.problem' }
      return res.status(422).render('auth/signIn', {
        ...signInPage(res.locals as Page),
        pseudonym: text(form, 'pseudonym'),
        ...shownProblems(res.locals as Page, texts, problems),
      })
    }
    // Who has just chosen a language here wants it inside too.
    const chosen = languages.find(language => language === cookies.read(req, 'language'))
    if (chosen) await updateLanguage(db, session.id, chosen)
    cookies.write(res, 'session', session.token)
    cookies.clear(res, 'visit')
    res.redirect(303, '/')
  })

  router.post('/sign-out', allowAnyone, async (_req, res) => {
    await endSession(res.locals)
    cookies.clear(res, 'session')
    res.set('Clear-Site-Data', '"cache", "cookies", "storage"')
    res.redirect(303, '/sign-in')
  })

  router.get('/exit', allowAnyone, (_req, res) => res.redirect(303, '/calendar'))

  // Leaves at once for a page that says nothing. It cannot erase the browser's history; the help says so.
  router.post('/exit', allowAnyone, async (_req, res) => {
    await endSession(res.locals)
    cookies.clear(res, 'session')
    res.set('Clear-Site-Data', '"cache", "cookies", "storage"')
    res.redirect(303, '/calendar')
  })

  return router

  async function endSession(locals: { actor?: Actor; sessionHash?: TokenHash }): Promise<void> {
    if (locals.sessionHash) await deleteSession(db, locals.sessionHash)
  }

  function signInPage({ language }: Page) {
    return { title: texts(language, 'sign_in.title') }
  }
}
