import type { Role } from '../db/schema'

/** A session ends after this long without a request, in seconds. */
const idleLimit: Record<Role, number> = { volunteer: 15 * 60, coordinator: 10 * 60, admin: 10 * 60 }

/** And after this long in any case. */
export const sessionLimit = 8 * 60 * 60

/** The row is not rewritten on every request, only when it is this old. */
export const touchAfter = 30

export interface SessionTimes {
  started_at: number
  last_seen_at: number
}

export function hasEnded(times: SessionTimes, role: Role, now: number): boolean {
  return now - times.last_seen_at > idleLimit[role] || now - times.started_at > sessionLimit
}
