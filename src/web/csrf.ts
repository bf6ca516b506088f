import type { Request, RequestHandler } from 'express'
import { timingSafeEqual } from 'node:crypto'
import { StaleForm } from './errors'
import { formOf, text } from './form'

/**
 * Refuses every request that may change something unless it comes from one of our own pages: the browser
 * must say so (`Sec-Fetch-Site`, or `Origin` where it is older) and the form must carry this session's token.
 */
export const refuseForeignForms: RequestHandler = (req, res, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return next()
  const token = text(formOf(req.body), 'csrf')
  const ours = comesFromUs(req) && isEqual(token, String(res.locals.csrf))
  // Whoever presses Exit must get away, however old the page is; without the token it ends no session.
  if (!ours && req.path === '/exit') return res.redirect(303, '/calendar')
  if (!ours) throw new StaleForm()
  next()
}

function comesFromUs(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = req.get('origin')
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === req.get('host')
}

function isEqual(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
