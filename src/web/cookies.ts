import type { CookieOptions, Request, Response } from 'express'
import type { Config } from '../config'

/**
 * Who is signed in; which browser fills in a form before; its language; that a member signed in there earlier; to which
 * public key a form is sealed that comes after the lock.
 */
export type CookieName = 'session' | 'visit' | 'language' | 'device' | 'reader'

export interface Cookies {
  read(req: Request, name: CookieName): string | undefined
  write(res: Response, name: CookieName, value: string): void
  clear(res: Response, name: CookieName): void
}

/** Over TLS the names carry `__Host-`: no other host or path can then plant one. None outlives the browser window. */
export function makeCookies(origin: Config['origin']): Cookies {
  const secure = origin.protocol === 'https:'
  const options: CookieOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure }
  const fullName = (name: CookieName) => (secure ? `__Host-${name}` : name)
  return {
    read: (req, name) => readCookie(req.headers.cookie ?? '', fullName(name)),
    write: (res, name, value) => void res.cookie(fullName(name), value, options),
    clear: (res, name) => void res.clearCookie(fullName(name), options),
  }
}

/** Our values are tokens and language codes, so nothing needs decoding, and anything else is no cookie of ours. */
function readCookie(header: string, name: string): string | undefined {
  const pair = header.split('; ').find(one => one.startsWith(`${name}=`))
  const value = pair?.slice(name.length + 1)
  return value !== undefined && /^[\w-]{2,64}$/.test(value) ? value : undefined
}
