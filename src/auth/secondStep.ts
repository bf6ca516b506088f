import type { RequestHandler, Response } from 'express'
import { secondsOf, type Clock } from '../calendar/month'
import { StepNeeded } from '../web/errors'
import type { Asking } from './readSession'
import { stepLimit } from './session'

/**
 * Asks for a code again unless one was given a short while ago: before people, readers, publishing and settings.
 * Stands after a guard. A page is opened afterwards; a form is kept and shown again to be sent.
 */
export function secondStep(clock: Clock): RequestHandler {
  return (req, res, next) => {
    if (isStepped(res, clock)) return next()
    if (req.method !== 'GET') throw new StepNeeded()
    res.redirect(303, `/second-step?${new URLSearchParams({ to: req.originalUrl }).toString()}`)
  }
}

export function isStepped(res: Response, clock: Clock): boolean {
  const { session } = res.locals as Asking
  return session !== undefined && secondsOf(clock) - session.steppedAt <= stepLimit
}

/** An address of ours to go on to: a path, and never the beginning of another site's address. */
export function ownPath(typed: string): string {
  return /^\/(?![/\\])[\w/?&=%.-]*$/.test(typed) ? typed : '/'
}
