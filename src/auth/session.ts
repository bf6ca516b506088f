import type { Role } from '../db/schema'

/** A session is locked after this long without a request, in seconds. */
export const idleLimit: Record<Role, number> = { volunteer: 15 * 60, coordinator: 10 * 60, admin: 10 * 60 }

/** And after this long in any case. */
export const sessionLimit = 8 * 60 * 60

/** A locked session is remembered for this long after its start, so that a form posted late finds its member. */
export const sessionKept = 12 * 60 * 60

/** As many browsers as one member may be signed in with. */
export const mostSessions = 2

/** How long after a code of the second factor nobody is asked for another, in seconds. */
export const stepLimit = 10 * 60

/** The row is not rewritten on every request, only when it is this old. */
export const touchAfter = 30

export interface SessionTimes {
  started_at: number
  last_seen_at: number
}

export function hasEnded(times: SessionTimes, role: Role, now: number): boolean {
  return now - times.last_seen_at > idleLimit[role] || now - times.started_at > sessionLimit
}
