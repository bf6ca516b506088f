import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import type { Deps } from '../deps'
import { followUpSection } from '../followUps/followUpPage'
import { storySection } from '../history/storyPage'
import { referralSection } from '../referrals/referralPage'
import { alikeOffer } from '../repeats/alikeOffer'
import { undoOffer } from '../undo/undoOffer'
import { keptFields } from './caseFormPage'
import { showPage } from './showPage'
import { requireCase } from './requireCase'

const caseworker = allow('volunteer', 'coordinator')

/** The page of one case: where it stands, what to do with it, and what has been done. */
export function caseRoutes(deps: Deps): Router {
  const { db } = deps
  const router = Router()

  router.get('/cases/:code', caseworker, async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const reader = { actor, keys: () => keyHolder(db, res) }
    const saved = req.query.saved !== undefined
    res.render('cases/show', {
      ...(await showPage(deps, actor, helpCase, noticeIn(req.query))),
      undo: await undoOffer(deps, askerOf(res), req.query.undo),
      saved,
      alike: saved && (await alikeOffer(deps, actor, helpCase)),
      noted: req.query.noted !== undefined,
      another: `/cases/new?${keptFields(helpCase)}`,
      followUps: await followUpSection(deps, reader, helpCase),
      story: await storySection(deps, reader, helpCase),
      referrals: await referralSection(deps, reader, helpCase),
    })
  })

  return router

  function askerOf(res: Response) {
    return { language: actorOf(res).language, strongbox: () => unlock(db, res) }
  }
}

/** What has just been done, as the address says it. */
const notices = [
  ...(['saved', 'edited', 'taken', 'reopened', 'undone', 'referred', 'answered'] as const),
  ...(['follow_up_set', 'moved', 'gone'] as const),
] as const

function noticeIn(query: object): (typeof notices)[number] | undefined {
  return notices.find(one => one in query)
}
