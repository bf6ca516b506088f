import { Router, type Request, type Response } from 'express'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { InvitationTable } from '../db/schema'
import { hashInvitationCode } from '../users/invitation'
import { findInvitation } from '../users/invitationStore'
import { joinTropa } from '../users/joinTropa'
import { makePassphraseRecord } from '../vault/passphraseKey'
import { hashToken } from '../vault/random'
import { SetupRefused } from '../web/errors'
import { formOf, text, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { allowAnyone } from './guards'
import { parseJoinForm } from './joinForm'

type Kind = InvitationTable['kind']

/** Joining by an invitation, and setting up by the link printed at the first start: the same form. */
export function joinRoutes(deps: Deps): Router {
  const { db, clock, texts } = deps
  const router = Router()

  router.get('/setup/:token', allowAnyone, (req, res) => showForm(req, res, 'setup'))
  router.post('/setup/:token', allowAnyone, (req, res) => join(req, res, 'setup'))

  router.get('/join', allowAnyone, (req, res) => {
    const code = typeof req.query.code === 'string' ? req.query.code : ''
    if (code !== '') return res.redirect(303, `/join/${encodeURIComponent(code.trim())}`)
    res.render('auth/joinCode', { title: texts((res.locals as Page).language, 'join.code.title') })
  })
  router.get('/join/:code', allowAnyone, (req, res) => showForm(req, res, 'join'))
  router.post('/join/:code', allowAnyone, (req, res) => join(req, res, 'join'))

  return router

  async function showForm(req: Request, res: Response, kind: Kind): Promise<void> {
    const invitation = await findInvitation(db, kind, hashOf(req, kind), secondsOf(clock))
    if (!invitation) return refuse(res, kind)
    res.render('auth/join', joinPage(res, kind, invitation.role, invitation.pseudonym))
  }

  async function join(req: Request, res: Response, kind: Kind): Promise<void> {
    const page = res.locals as Page
    const code_hash = hashOf(req, kind)
    const invitation = await findInvitation(db, kind, code_hash, secondsOf(clock))
    if (!invitation) return refuse(res, kind)
    const form = formOf(req.body)
    const parsed = parseJoinForm(form)
    if (!parsed.ok) return refuseForm(parsed.problems)

    const { pseudonym } = parsed.value
    const passphrase = await makePassphraseRecord(parsed.value.passphrase)
    const newcomer = { pseudonym, language: page.language, passphrase }
    const today = todayOf(clock, deps.config.timeZone)
    const outcome = await joinTropa(db, { kind, code_hash }, newcomer, secondsOf(clock), today)
    if (outcome === 'code-used') return refuse(res, kind)
    if (outcome === 'name-taken') return refuseForm({ pseudonym: 'join.problem.pseudonym_taken' })
    res.redirect(303, '/sign-in?joined')

    function refuseForm(problems: Problems): void {
      res.status(422).render('auth/join', {
        ...joinPage(res, kind, invitation!.role, text(form, 'pseudonym')),
        ...shownProblems(page, texts, problems),
      })
    }
  }

  function refuse(res: Response, kind: Kind): void {
    if (kind === 'setup') throw new SetupRefused()
    const page = res.locals as Page
    res.status(404).render('auth/joinCode', {
      title: texts(page.language, 'join.code.title'),
      typed: res.req.params.code,
      ...shownProblems(page, texts, { code: 'join.code.refused' }),
    })
  }

  function joinPage(res: Response, kind: Kind, role: string, pseudonym: string) {
    const { language } = res.locals as Page
    const title = texts(language, kind === 'setup' ? 'join.setup_title' : 'join.title')
    return { title, setup: kind === 'setup', roleName: texts(language, `role.${role}`), pseudonym }
  }

  function hashOf(req: Request, kind: Kind) {
    return kind === 'setup'
      ? hashToken(String(req.params.token))
      : hashInvitationCode(String(req.params.code))
  }
}
