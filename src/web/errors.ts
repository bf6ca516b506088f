import type { ErrorRequestHandler, RequestHandler } from 'express'
import { randomBytes } from 'node:crypto'
import type { Language } from '../db/schema'
import type { Deps } from '../deps'
import { durationRange, type Log } from './log'
import { routeOf } from './route'

/** The page does not exist, or not for this member: both look the same. */
export class NotFound extends Error {
  override name = 'NotFound'
  status = 404
}

/** The member's role does not include this page. */
export class NotAllowed extends Error {
  override name = 'NotAllowed'
  status = 403
}

/** The setup link has been used, has been replaced, or was never one. */
export class SetupRefused extends Error {
  override name = 'SetupRefused'
  status = 403
}

/** The form was too old or came from elsewhere; nothing was saved. */
export class StaleForm extends Error {
  override name = 'StaleForm'
  status = 403
}

export const notFound: RequestHandler = () => {
  throw new NotFound()
}

/** One page for every failure, in the member's language; what went wrong inside is logged, not shown. */
export function errorPage({ log, texts }: Pick<Deps, 'log' | 'texts'>): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error)
    const status = statusOf(error)
    const reference = randomBytes(4).toString('hex')
    if (status >= 500) log({ event: 'failed', route: routeOf(req), reference, status, ...describe(error) })
    res.status(status)
    const kind = [403, 404, 413, 503].includes(status) ? String(status) : status < 500 ? '400' : '500'
    const key = error instanceof StaleForm ? 'stale' : error instanceof SetupRefused ? 'setup' : kind
    // Something may have gone wrong before the language was known.
    const { language = 'en' } = res.locals as { language?: Language }
    res.locals.language = language
    const title = texts(language, `error.${key}.title`)
    const advice = texts(language, `error.${key}.advice`)
    res.render('errors/error', { title, advice, reference })
  }
}

/**
 * Logs answers that refuse or fail, by their route pattern. What went well is not logged: a seized log with a
 * line for every form that was saved would date the latest cases to the second.
 */
export function answerLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const started = performance.now()
    res.on('finish', () => {
      const { statusCode: status } = res
      const took = durationRange(performance.now() - started)
      if (status >= 400) log({ event: 'answered', method: req.method, route: routeOf(req), status, took })
    })
    next()
  }
}

/** Express marks what its parsers refuse (a body too large, a broken address) with a status of its own. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

function describe(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' }
  const frame = error.stack?.split('\n').find(line => line.trim().startsWith('at '))
  return { error: error.name, at: frame?.trim().replace(/\(.*[/\\]/, '(') ?? '' }
}
