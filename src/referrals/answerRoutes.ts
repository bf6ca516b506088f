import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import { readWording } from '../cases/casePage'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { foundPage } from '../notes/foundPage'
import { screenNote } from '../notes/screenNote'
import type { Finding } from '../screening/identifiers'
import { formOf, text, type Form, type Problems } from '../web/form'
import { keepOpen, shownProblems, type Page } from '../web/page'
import { answerReferral } from './answerReferral'
import { requireReferral } from './readReferrals'
import { answers, formOfReferral, parseAnswer } from './referral'
import { referralLines } from './referralPage'

const caseworker = allow('volunteer', 'coordinator')

/** What a partner has answered, and what came of it. */
export function answerRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/referrals/:id', caseworker, async (req, res) => {
    const found = await findReferral(req, res)
    res.render('referrals/answer', await answerPage(res, found, formOfReferral(found.content)))
  })

  router.post('/cases/:code/referrals/:id', caseworker, async (req, res) => {
    const found = await findReferral(req, res)
    const form = formOf(req.body)
    const show = async (status: number, more: object, problems?: Problems) =>
      res
        .status(status)
        .render('referrals/answer', { ...(await answerPage(res, found, form, problems)), ...more })
    const draft = parseAnswer(form)
    if (!draft.ok) return show(422, {}, draft.problems)
    const { outcome } = draft.value
    // What stood there before has been decided on.
    const decided = outcome === found.content.outcome ? 'keep' : text(form, 'screened')
    const screened = screenNote(outcome, decided)
    if ('findings' in screened) return show(422, foundInOutcome(res, outcome, screened.findings))
    const { code, id } = found
    const version = Number(text(form, 'version'))
    const order = { code, id, version, answer: draft.value.answer, outcome: screened.text }
    const writer = { actor: actorOf(res), holder: await keyHolder(db, res) }
    if (await answerReferral(deps, writer, order, todayOf(clock, config.timeZone))) {
      return res.redirect(303, `/cases/${code}?answered#referrals`)
    }
    const now = await findReferral(req, res)
    const page = await answerPage(res, now, form, { answer: 'referral.problem.changed' })
    res.status(409).render('referrals/answer', page)
  })

  return router

  async function findReferral(req: Request, res: Response) {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const reader = { actor, keys: () => keyHolder(db, res) }
    const referral = await requireReferral(deps, reader, helpCase, req.params.id)
    return { code: helpCase.code, ...referral }
  }

  async function answerPage(
    res: Response,
    { code, id, version, content }: Awaited<ReturnType<typeof findReferral>>,
    form: Form,
    problems?: Problems,
  ) {
    keepOpen(res)
    const wording = await readWording(deps, actorOf(res))
    const chosen = text(form, 'answer')
    return {
      title: texts(wording.language, 'referral.answer_title'),
      ...{ code, id, version, covers: true, keepsWords: true },
      referral: (await referralLines(deps, wording, [content]))(content),
      answers: answers.map((one, i) => ({
        code: one,
        before: texts(wording.language, `referral.answer.${one}`),
        checked: one === chosen,
        first: i === 0,
      })),
      written: text(form, 'outcome'),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  function foundInOutcome(res: Response, written: string, findings: Finding[]) {
    const { language } = actorOf(res)
    const page = foundPage({ language, texts }, { field: 'outcome', written, findings })
    return { ...page, problem: { outcome: page.problems[0]!.text } }
  }
}
