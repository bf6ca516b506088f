import { hasEnded, type SessionTimes } from '../auth/session'
import type { Role } from '../db/schema'

export interface SessionNumbers {
  /** Rows: each says who was here, and when to the second. */
  rows: number
  /** Open, and used within the last five minutes. */
  active: number
  /** Open, and not used for longer. */
  idle: number
  /** Whose key has been taken away. */
  locked: number
  /** Rows with a key that only a cookie opens, whether or not their time is over. */
  keys: number
}

type SessionRow = SessionTimes & { role: Role; wrapped_key: string | null }

export function sessionNumbers(rows: SessionRow[], now: number): SessionNumbers {
  const keyed = rows.filter(row => row.wrapped_key !== null)
  const open = keyed.filter(row => !hasEnded(row, row.role, now))
  const active = open.filter(row => now - row.last_seen_at <= fiveMinutes).length
  return {
    rows: rows.length,
    active,
    idle: open.length - active,
    locked: rows.length - keyed.length,
    keys: keyed.length,
  }
}

const fiveMinutes = 5 * 60
