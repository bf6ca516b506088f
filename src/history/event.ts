import type { Day } from '../calendar/month'
import type { CaseField } from '../cases/case'

/** One field of a case before and after an edit: codes, or a month. */
export interface FieldChange {
  field: CaseField | 'month'
  before: string | string[] | null
  after: string | string[] | null
}

/** What somebody can take back. */
export const undoings = [
  'closing',
  'assignment',
  'repeat',
  'status',
  'follow_ups_done',
  'follow_ups_dropped',
] as const

/**
 * What a member did with a case, as its history keeps it, sealed. Members by id, cases by code, the rest by codes of the
 * taxonomy; reasons are words.
 */
export type Happening =
  | { what: 'recorded' }
  | { what: 'edited'; changes: FieldChange[] }
  | { what: 'moved'; from: string; to: string }
  | { what: 'closed'; outcome: string; reason: string }
  | { what: 'reopened' }
  /** To nobody: back to the pool. */
  | { what: 'assigned'; from: string | null; to: string | null }
  | { what: 'taken' }
  | { what: 'undone'; undone: (typeof undoings)[number] }
  | { what: 'follow_up_set'; due: Day; reason: string }
  | { what: 'follow_up_moved'; from: Day; due: Day; reason: string }
  | { what: 'follow_up_done' | 'follow_up_dropped'; due: Day; reason: string }
  /** The partner's name as it was then. */
  | { what: 'referral_sent'; partner: string }
  | { what: 'referral_answered'; partner: string; answer: string; outcome: string }
  /** This case repeats the other, or the other repeats this one. */
  | { what: 'repeat_of' | 'repeated_by'; code: string }

export type HistoryEvent = Happening & {
  day: Day
  /** A member's id. */
  by: string
}
