import { Router } from 'express'
import { actorOf, allowMembers } from '../auth/guards'

/** The first page of the day: where the work of each role begins. */
export function homeRoutes(): Router {
  const router = Router()
  router.get('/', allowMembers, (_req, res) => {
    res.redirect(303, actorOf(res).role === 'admin' ? '/reports' : '/cases')
  })
  return router
}
