import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf, text, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import type { HelpCase } from './caseStore'
import { countNotes } from './erasureStore'
import { eraseCase, erasureReasons, mayErase } from './eraseCase'
import { requireCase } from './requireCase'

export function erasureRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const coordinator = allow('coordinator')

  router.get('/cases/:code/erasure', coordinator, async (req, res) => {
    const helpCase = await erasable(res, req.params.code)
    res.render('cases/erasure', await erasurePage(res, helpCase))
  })

  router.post('/cases/:code/erasure', coordinator, async (req, res) => {
    const helpCase = await erasable(res, req.params.code)
    const typed = text(formOf(req.body), 'reason')
    const reason = erasureReasons.find(one => one === typed)
    if (!reason) {
      const page = await erasurePage(res, helpCase, { reason: 'erasure.reason_missing' })
      return res.status(422).render('cases/erasure', page)
    }
    const today = todayOf(clock, config.timeZone)
    if (!(await eraseCase(db, actorOf(res), helpCase.code, reason, today))) throw new NotFound()
    res.redirect(303, '/cases?erased')
  })

  return router

  async function erasable(res: Response, typed: unknown): Promise<HelpCase> {
    if (!mayErase(actorOf(res))) throw new NotFound()
    return requireCase(db, actorOf(res), typed)
  }

  async function erasurePage(res: Response, { id, code }: HelpCase, problems?: Problems) {
    const { language } = actorOf(res)
    return {
      title: texts(language, 'erasure.title'),
      code,
      destroyed: texts(language, 'erasure.destroyed', { notes: await countNotes(db, id) }),
      reasons: erasureReasons.map(reason => ({
        code: reason,
        name: texts(language, `erasure.reason.${reason}`),
        // A request that never was goes on counting; only closing it as spam takes it out.
        hint: reason === 'mistake' && texts(language, 'erasure.mistake_hint'),
      })),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }
}
