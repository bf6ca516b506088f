import { randomUUID } from 'node:crypto'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { movedPage, readWording } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { offered, readPartners } from '../partners/readPartners'
import { formOf, randomId, text, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { partnerChoices } from './referralPage'
import { sendReferral } from './sendReferral'

const caseworker = allow('volunteer', 'coordinator')

/** Referring a case to a partner. */
export function referralRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/referrals/new', caseworker, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    if (helpCase.status === 'closed') return refuse(res, helpCase)
    res.render('referrals/new', await newPage(res, helpCase, {}))
  })

  router.post('/cases/:code/referrals', caseworker, async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const form = formOf(req.body)
    const order = { code: helpCase.code, partner: text(form, 'partner'), id: randomId(form) }
    const writer = { actor, holder: await keyHolder(db, res) }
    const today = todayOf(clock, config.timeZone)
    const sent = await sendReferral(deps, writer, order, secondsOf(clock), today)
    if (sent === 'closed') return refuse(res, helpCase)
    if (sent === 'sent') return res.redirect(303, `/cases/${helpCase.code}?referred#referrals`)
    const page = await newPage(res, helpCase, form, { partner: 'referral.problem.partner' })
    res.status(422).render('referrals/new', page)
  })

  return router

  async function newPage(res: Response, helpCase: HelpCase, form: Form, problems?: Problems) {
    const actor = actorOf(res)
    const reader = { actor, keys: () => keyHolder(db, res) }
    const { partners, obstacle } = await readPartners(deps, reader)
    const choices = offered(partners)
    return {
      title: texts(actor.language, 'referral.new.title'),
      code: helpCase.code,
      id: randomId(form) ?? randomUUID(),
      obstacle: obstacle && texts(actor.language, `partner.obstacle.${obstacle}`),
      unconfirmed: obstacle === 'unconfirmed',
      keeper: actor.certified,
      none: choices.length === 0,
      ...partnerChoices(await readWording(deps, actor), helpCase, choices, text(form, 'partner')),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  /** A closed case has to be reopened before anybody can be asked to help with it. */
  async function refuse(res: Response, helpCase: HelpCase): Promise<void> {
    const actor = actorOf(res)
    const now = await requireCase(db, actor, helpCase.code)
    res.status(409).render('cases/moved', await movedPage(deps, actor, now))
  }
}
