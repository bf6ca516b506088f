import type { Express, Router } from 'express'

export interface RouteEntry {
  method: string
  path: string
  handlers: unknown[]
}

interface Layer {
  route?: { path: string; stack: { method: string; handle: unknown }[] }
  handle: unknown
}

/** Every route of the application, from Express's own tables. */
export function listRoutes(app: Express | Router): RouteEntry[] {
  const stack = ((app as Express).router as unknown as { stack?: Layer[] } | undefined)?.stack
  return (stack ?? (app as unknown as { stack: Layer[] }).stack ?? []).flatMap(routesOf)
}

function routesOf({ route, handle }: Layer): RouteEntry[] {
  if (route) return byMethod(route)
  return typeof handle === 'function' && 'stack' in handle ? listRoutes(handle as Router) : []
}

function byMethod({ path, stack }: NonNullable<Layer['route']>): RouteEntry[] {
  const methods = new Set(stack.map(layer => layer.method))
  return [...methods].map(method => ({
    method,
    path,
    handlers: stack.filter(layer => layer.method === method).map(layer => layer.handle),
  }))
}
