import { Router, type Response } from 'express'
import { note } from '../audit/auditStore'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { findMember } from '../users/userStore'
import type { Cookies } from '../web/cookies'
import { formOf, text, verbatim, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { changePassphrase } from './changePassphrase'
import { actorOf, allowMembers } from './guards'
import { parseNewPassphrase } from './joinForm'
import { offeredPassphrase } from './offeredPassphrase'
import { keepRecoveryCodes } from './keepRecoveryCodes'
import { phonePage } from './phonePage'
import type { Asking } from './readSession'
import { newRecoveryCodes } from './recoveryCodes'
import { renewToken } from './renewToken'
import { checkTotp, newTotpSecret } from './secondFactor'
import { secondStep } from './secondStep'
import { saveStrongbox, unlock } from './unlock'

/** What a member signs in with, changed by themselves: passphrase, phone, recovery codes. */
export function secretRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts } = deps
  const router = Router()
  const stepped = secondStep(clock)

  router.get('/account/passphrase', allowMembers, stepped, (_req, res) => showPassphrase(res))

  router.post('/account/passphrase', allowMembers, stepped, async (req, res) => {
    const form = formOf(req.body)
    const member = (await findMember(db, actorOf(res).id))!
    const { problems } = parseNewPassphrase(form, member.pseudonym)
    if (Object.keys(problems).length > 0) return showPassphrase(res, problems)
    const open = await unlock(db, res)
    const { hash: session } = (res.locals as Asking).session!
    const change = { present: verbatim(form, 'present'), chosen: verbatim(form, 'passphrase'), session }
    const outcome = await changePassphrase(deps, open, member, change, today().day)
    if (outcome === 'wrong') return showPassphrase(res, { present: 'passphrase.problem' })
    await renewToken(db, res, cookies, open, { stepped_at: secondsOf(clock), joining: false })
    res.redirect(303, '/account?changed=passphrase')
  })

  router.get('/account/phone', allowMembers, stepped, async (_req, res) => showPhone(res))

  // A new secret is made by a form, so that looking at the page again shows the same one.
  router.post('/account/phone', allowMembers, stepped, async (_req, res) => {
    await saveStrongbox(db, await unlock(db, res), { totpNext: newTotpSecret() })
    res.redirect(303, '/account/phone')
  })

  router.post('/account/phone/confirmation', allowMembers, stepped, async (req, res) => {
    const open = await unlock(db, res)
    const { totpNext } = open.box
    const code = text(formOf(req.body), 'code')
    const totpStep = totpNext === '' ? undefined : checkTotp(totpNext, code, secondsOf(clock), 0)
    if (totpStep === undefined) return showPhone(res, { code: 'second_factor.problem' })
    await db.transaction().execute(async tx => {
      await saveStrongbox(tx, open, { totpSecret: totpNext, totpNext: '', totpStep })
      await note(tx, { dated: today().day, actor: open.userId, action: 'second_factor.confirmed' })
    })
    await renewToken(db, res, cookies, open, { stepped_at: secondsOf(clock), joining: false })
    res.redirect(303, '/account?changed=phone')
  })

  router.post('/account/recovery-codes', allowMembers, stepped, async (_req, res) => {
    const { id, language } = actorOf(res)
    const codes = newRecoveryCodes()
    await db.transaction().execute(async tx => {
      await keepRecoveryCodes(tx, deps.serverKey, id, codes)
      await note(tx, { dated: today().day, actor: id, action: 'recovery_codes.made' })
    })
    const title = texts(language, 'recovery_codes.title')
    res.status(201).render('welcome/recoveryCodes', { title, codes, next: '/account' })
  })

  return router

  function showPassphrase(res: Response, problems?: Problems): void {
    const { language } = actorOf(res)
    const title = texts(language, 'passphrase.title')
    const offered = text(formOf(res.req.body), 'offered') || offeredPassphrase(language)
    const shown = shownProblems(res.locals as Page, texts, problems)
    res.status(problems ? 422 : 200).render('auth/passphrase', { title, offered, ...shown })
  }

  async function showPhone(res: Response, problems?: Problems): Promise<void> {
    const { language } = actorOf(res)
    const { box } = await unlock(db, res)
    res.status(problems ? 422 : 200).render('auth/phone', {
      title: texts(language, 'phone.title'),
      ...(box.totpNext === '' ? {} : phonePage(box.totpNext)),
      ...shownProblems(res.locals as Page, texts, problems),
    })
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}
