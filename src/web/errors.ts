import type { ErrorRequestHandler, RequestHandler } from 'express'
import { randomBytes } from 'node:crypto'
import { isDiskFull } from '../db/fullDisk'
import type { Language } from '../db/schema'
import type { Deps } from '../deps'
import { TrustBroken } from '../readers/epoch'
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

/** The session had been locked when the form came; it is shown again after signing in. */
export class FormAfterLock extends StaleForm {
  override name = 'FormAfterLock'
}

/** The form belongs to an earlier session of the same browser; it is shown again, to be sent once more. */
export class FormOfBefore extends StaleForm {
  override name = 'FormOfBefore'
}

/** A code of the second factor is asked for before this goes on. */
export class StepNeeded extends Error {
  override name = 'StepNeeded'
  status = 403
}

/** More passphrases are being checked than the server can; nothing of this one was. */
export class Busy extends Error {
  override name = 'Busy'
  status = 503
}

/** Too many wrong tries; the next counts after `wait` seconds. */
export class TooManyAttempts extends Error {
  override name = 'TooManyAttempts'
  status = 429
  constructor(readonly wait: number) {
    super()
  }
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
    const wait = error instanceof TooManyAttempts ? error.wait : 0
    if (wait > 0) res.set('Retry-After', String(wait))
    const kind = [403, 404, 413, 429, 503].includes(status) ? String(status) : status < 500 ? '400' : '500'
    const key = textOf(error) ?? kind
    // Something may have gone wrong before the language was known.
    const { language = 'en' } = res.locals as { language?: Language }
    res.locals.language = language
    const title = texts(language, `error.${key}.title`)
    const advice = texts(language, `error.${key}.advice`, { minutes: Math.ceil(wait / 60) })
    res.render('errors/error', { title, advice, reference })
  }
}

/**
 * Logs answers that refuse or fail, by their route pattern. What went well is not logged, nor is a form that has to be
 * mended, crosses with another or comes back after a lock: a seized log with a line for every form that somebody was
 * filling in would date the latest cases and notes to the second.
 */
export function answerLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const started = performance.now()
    res.on('finish', () => {
      const { statusCode: status } = res
      const took = durationRange(performance.now() - started)
      if (status >= 400 && !mended.includes(status) && !res.locals.givenBack) {
        log({ event: 'answered', method: req.method, route: routeOf(req), status, took })
      }
    })
    next()
  }
}

/** Forms that are shown again with what was typed: not accepted as they are, or changed by somebody else meanwhile. */
const mended = [409, 422]

/** The texts of what has words of its own, whatever its status. */
function textOf(error: unknown): string | undefined {
  if (error instanceof TrustBroken) return 'trust'
  if (error instanceof StaleForm) return 'stale'
  if (error instanceof SetupRefused) return 'setup'
  return isDiskFull(error) ? 'full' : undefined
}

/** Express marks what its parsers refuse (a body too large, a broken address) with a status of its own. */
function statusOf(error: unknown): number {
  if (isDiskFull(error)) return 507
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** What of an error may stand in the log. */
export function describe(error: unknown): { error: string; at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: '' }
  // Without the message, a line of which may look like a frame.
  const frames = error.stack?.replace(error.message, '').split('\n') ?? []
  const frame = frames.find(line => line.trim().startsWith('at '))
  return { error: error.name, at: frame?.trim().replace(/^([^(]*\().*[/\\]/, '$1') ?? '' }
}
