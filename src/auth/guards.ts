import type { RequestHandler, Response } from 'express'
import type { Role } from '../db/schema'
import { NotAllowed } from '../web/errors'
import type { Actor } from './actor'
import type { Asking } from './readSession'

const guards = new WeakSet<RequestHandler>()

/** Lets members of these roles pass; who is not signed in is sent to sign in first, who has not finished joining there. */
export function allow(...roles: Role[]): RequestHandler {
  return guard((_req, res, next) => {
    const { actor, session } = res.locals as Asking
    if (!actor || !session) return res.redirect(303, '/sign-in')
    if (session.joining) return res.redirect(303, '/welcome')
    if (!roles.includes(actor.role)) throw new NotAllowed()
    next()
  })
}

/** Of coordinators lets those pass whom another has confirmed; it comes after `allow('coordinator')`. */
export const certifiedOnly: RequestHandler = (_req, res, next) => {
  if (!actorOf(res).certified) throw new NotAllowed()
  next()
}

/** Lets everybody signed in pass. */
export const allowMembers = allow('volunteer', 'coordinator', 'admin')

/** Lets those pass who are signed in, whether or not they have finished joining. */
export const allowJoining: RequestHandler = guard((_req, res, next) => {
  if (!(res.locals as Asking).actor) return res.redirect(303, '/sign-in')
  next()
})

/** Lets the whole world pass: say so, or the program does not start. */
export const allowAnyone: RequestHandler = guard((_req, _res, next) => next())

/** The member behind a request that has passed a guard. */
export function actorOf(res: Response): Actor {
  const actor = res.locals.actor as Actor | undefined
  if (!actor) throw new NotAllowed()
  return actor
}

/** Deny by default: throws for a route that begins with no guard, so that forgetting one stops the start. */
export function refuseUnguarded(routes: { path: string; handlers: unknown[] }[]): void {
  const open = routes.filter(({ handlers }) => !guards.has(handlers[0] as RequestHandler))
  if (open.length > 0) throw new Error(`routes without a guard: ${open.map(route => route.path).join(', ')}`)
}

function guard(handler: RequestHandler): RequestHandler {
  guards.add(handler)
  return handler
}
