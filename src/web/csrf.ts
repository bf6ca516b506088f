import type { Request, RequestHandler } from 'express'
import { timingSafeEqual } from 'node:crypto'
import type { Asking } from '../auth/readSession'
import { FormAfterLock, FormOfBefore, StaleForm } from './errors'
import { formOf, text } from './form'

/**
 * Refuses every request that may change something unless it comes from one of our own pages: the browser
 * must say so (`Sec-Fetch-Site`, or `Origin` where it is older) and the form must carry this session's token.
 * Nothing is saved then; but a form of a session that was locked, or of an earlier one of the same browser, is given
 * back to its member, so that no words are lost.
 */
export const refuseForeignForms: RequestHandler = (req, res, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return next()
  const asking = res.locals as Asking
  const [token, member] = [text(formOf(req.body), 'csrf'), text(formOf(req.body), 'member')]
  const foreign = !comesFromUs(req)
  if (!foreign && isEqual(token, asking.csrf)) return next()
  // Whoever presses Exit must get away, however old the page is; without the token it ends no session.
  if (req.path === '/exit') return res.redirect(303, '/calendar')
  if (foreign) throw new StaleForm()
  if (asking.locked && isEqual(token, asking.locked.csrf)) {
    if (['/language', '/sign-out'].includes(req.path)) return next()
    throw new FormAfterLock()
  }
  // What somebody else was filling in, before they left this browser, is not for whoever is signed in now.
  const own = asking.actor !== undefined && asking.actor.id === member
  if (own && saysItComesFromUs(req) && /^[\w-]{43}$/.test(token)) throw new FormOfBefore()
  throw new StaleForm()
}

function comesFromUs(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = req.get('origin')
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === req.get('host')
}

/** Unlike a browser that sends neither header, which is judged by the token alone. */
function saysItComesFromUs(req: Request): boolean {
  return comesFromUs(req) && (req.get('sec-fetch-site') ?? req.get('origin')) !== undefined
}

function isEqual(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
