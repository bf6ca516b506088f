import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import type { Deps } from '../deps'
import { readSeizedFacts } from './facts'
import { seizedPage } from './seizedPage'

/** What would be readable if server, copy or laptop were taken today, in numbers, and what makes it less. */
export function seizedRoutes(deps: Deps): Router {
  const router = Router()

  router.get('/seized', allow('coordinator', 'admin'), async (_req, res) => {
    res.render('seized/show', seizedPage(await readSeizedFacts(deps), actorOf(res), deps.texts))
  })

  return router
}
