import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config'

/** What every answer says to the browser: run nothing, load nothing from elsewhere, keep nothing. */
export function securityHeaders(origin: Config['origin']): RequestHandler[] {
  // HSTS on an onion name would lock readers out: there is no TLS to insist on.
  const hsts = origin.protocol === 'https:' && !origin.hostname.endsWith('.onion')
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      // `no-referrer` would make Chromium send `Origin: null` with our own forms.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: hsts ? { maxAge: 63_072_000, includeSubDomains: false } : false,
      crossOriginEmbedderPolicy: true,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Cache-Control', 'no-store')
      res.set(
        'Permissions-Policy',
        'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
      )
      next()
    },
  ]
}

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The same policy for the one page that may run our own script: see docs/decisions/0006-letters-without-a-script.md. */
export const ownScriptToo: RequestHandler = (_req, res, next) => {
  res.set('Content-Security-Policy', `${String(res.get('Content-Security-Policy'))};script-src 'self'`)
  next()
}
