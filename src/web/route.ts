import type { Request } from 'express'

/** The pattern of the route that took the request, such as `/cases/:code`; never the address itself. */
export function routeOf(req: Request): string {
  const route = req.route as { path?: unknown } | undefined
  return typeof route?.path === 'string' ? route.path : 'none'
}
