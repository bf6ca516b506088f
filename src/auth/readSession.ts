import type { RequestHandler } from 'express'
import { secondsOf } from '../calendar/month'
import type { Deps } from '../deps'
import { deriveToken, hashToken, newToken } from '../vault/random'
import type { Cookies } from '../web/cookies'
import { hasEnded, touchAfter } from './session'
import { deleteSession, findSession, updateLastSeen } from './sessionStore'

/**
 * Finds out who is asking. Sets `res.locals.actor` for a member and, for everybody, `res.locals.csrf`: the
 * form token, derived from the session's secret, or before sign-in from that of the visit.
 */
export function readSession({ db, clock }: Pick<Deps, 'db' | 'clock'>, cookies: Cookies): RequestHandler {
  return async (req, res, next) => {
    const token = cookies.read(req, 'session')
    const now = secondsOf(clock)
    if (token && (await isSession(token, now))) {
      res.locals.csrf = deriveToken(token, 'form')
      return next()
    }
    let visit = cookies.read(req, 'visit')
    if (!visit) cookies.write(res, 'visit', (visit = newToken()))
    res.locals.csrf = deriveToken(visit, 'form')
    next()

    async function isSession(token: string, now: number): Promise<boolean> {
      const hash = hashToken(token)
      const session = await findSession(db, hash)
      if (!session) return false
      const { started_at, last_seen_at, ...actor } = session
      if (hasEnded({ started_at, last_seen_at }, actor.role, now)) {
        await deleteSession(db, hash)
        return false
      }
      if (now - last_seen_at >= touchAfter) await updateLastSeen(db, hash, now)
      res.locals.actor = actor
      res.locals.sessionHash = hash
      return true
    }
  }
}
