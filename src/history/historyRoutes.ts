import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { versionsPage } from './versionsPage'

/** How the fields of a case were before. */
export function historyRoutes(deps: Deps): Router {
  const { db } = deps
  const router = Router()

  router.get('/cases/:code/versions', allow('volunteer', 'coordinator'), async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const reader = { actor, keys: () => keyHolder(db, res) }
    res.render('history/versions', await versionsPage(deps, reader, helpCase))
  })

  return router
}
