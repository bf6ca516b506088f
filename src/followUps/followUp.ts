import type { Day } from '../calendar/month'
import { parseCaseCode, type CaseCode } from '../cases/caseCode'
import { opened, type OpenedEntry, type ReadEntry } from '../entries/entry'
import { texts, type Form } from '../web/form'

/** What is to be done next on a case: sealed, since the days of the work tell when somebody asked for help. */
export interface FollowUp {
  due: Day
  reason: string
  set: Day
  /** Who set it, a member's id. */
  by: string
}

export type OpenFollowUp = ReadEntry<FollowUp>

/** The follow-ups that opened, the earliest due first. */
export function followUpsIn(entries: OpenedEntry<FollowUp>[]): OpenFollowUp[] {
  return opened(entries).sort((one, other) => (one.content.due < other.content.due ? -1 : 1))
}

/** What becomes of a follow-up. Only one that was moved stays. */
export const settlements = ['done', 'moved', 'dropped'] as const

/** A follow-up as forms name it: `K7M-4QX-Z.` and its id. */
export interface FollowUpName {
  code: CaseCode
  id: string
}

export function nameOf({ code, id }: FollowUpName): string {
  return `${code}.${id}`
}

/** So many are settled at once. */
export const mostTicked = 100

/** The follow-ups that somebody has ticked, each once; what names none is left out. */
export function tickedIn(form: Form): FollowUpName[] {
  return [...new Set(texts(form, 'id'))].flatMap(typed => {
    const [code, id] = typed.split('.')
    const parsed = parseCaseCode(code)
    return 'code' in parsed && id ? { code: parsed.code, id } : []
  })
}
