import { Router, type Request, type Response } from 'express'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { InvitationTable } from '../db/schema'
import { listEpochs } from '../readers/epochStore'
import { hashInvitationCode } from '../users/invitation'
import { findInvitation } from '../users/invitationStore'
import { joinTropa } from '../users/joinTropa'
import { newMemberKey, newStrongbox } from '../vault/memberKeys'
import { makePassphraseRecord } from '../vault/passphraseKey'
import { hashToken } from '../vault/random'
import type { Cookies } from '../web/cookies'
import { SetupRefused } from '../web/errors'
import { formOf, text, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { allowAnyone } from './guards'
import { parseJoinForm } from './joinForm'
import { offeredPassphrase } from './offeredPassphrase'
import { newTotpSecret } from './secondFactor'

type Kind = InvitationTable['kind']

/** Joining by an invitation, and setting up by the link printed at the first start: the same form. */
export function joinRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts, hashing, serverKey } = deps
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
    res.render('auth/join', await joinPage(res, invitation, { pseudonym: invitation.pseudonym }))
  }

  async function join(req: Request, res: Response, kind: Kind): Promise<void> {
    const page = res.locals as Page
    const code_hash = hashOf(req, kind)
    const invitation = await findInvitation(db, kind, code_hash, secondsOf(clock))
    if (!invitation) return refuse(res, kind)
    const form = formOf(req.body)
    const known = invitation.user_id === null ? undefined : invitation.pseudonym
    const parsed = parseJoinForm(form, known)
    if (!parsed.ok) return refuseForm(parsed.problems)

    const { pseudonym, passphrase: typed } = parsed.value
    const passphrase = await hashing(() => makePassphraseRecord(typed, serverKey.pepper))
    const [memberKey, strongbox] = [newMemberKey(), newStrongbox(newTotpSecret(), secondsOf(clock))]
    const newcomer = { pseudonym, language: page.language, passphrase, memberKey, strongbox }
    const today = todayOf(clock, deps.config.timeZone)
    const outcome = await joinTropa(deps, { kind, code_hash }, newcomer, secondsOf(clock), today)
    if (outcome === 'code-used') return refuse(res, kind)
    if (outcome === 'name-taken') return refuseForm({ pseudonym: 'join.problem.pseudonym_taken' })
    cookies.write(res, 'session', outcome.token)
    cookies.write(res, 'reader', strongbox.boxPublic)
    cookies.clear(res, 'visit')
    res.redirect(303, '/welcome')

    async function refuseForm(problems: Problems): Promise<void> {
      res.status(422).render('auth/join', {
        ...(await joinPage(res, invitation!, form)),
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

  async function joinPage(res: Response, { kind, role, user_id, pseudonym }: InvitationTable, form: Form) {
    const { language } = res.locals as Page
    const again = user_id !== null
    return {
      title: texts(language, kind === 'setup' ? 'join.setup_title' : again ? 'join.again' : 'join.title'),
      setup: kind === 'setup',
      again,
      // The first coordinator makes the recovery key too.
      first: role === 'coordinator' && (await listEpochs(db)).length === 0,
      roleName: texts(language, `role.${role}`),
      pseudonym: again ? pseudonym : text(form, 'pseudonym'),
      // Whoever is just writing it down finds the same one after a slip.
      offered: text(form, 'offered') || offeredPassphrase(language),
    }
  }

  function hashOf(req: Request, kind: Kind) {
    return kind === 'setup'
      ? hashToken(String(req.params.token))
      : hashInvitationCode(String(req.params.code))
  }
}
