import type { Day } from '../calendar/month'
import { text, writtenLine, type Form, type Parsed } from '../web/form'
import { parseDueDay } from './dueDay'

/** What is most often to be done next, as forms name it; what is kept are its words. */
export const usualReasons = ['call', 'write', 'answer', 'documents', 'remind'] as const

/** In characters as people count them: longer words belong in a note. */
const longestReason = 200

/** The day and the words of a form; `words` says a usual reason in the language of whoever chose it. */
export function parseFollowUp(
  form: Form,
  today: Day,
  words: (usual: (typeof usualReasons)[number]) => string,
): Parsed<{ due: Day; reason: string }> {
  const due = parseDueDay(form, today)
  const usual = usualReasons.find(one => one === text(form, 'usual'))
  const typed = writtenLine(form, 'reason')
  const reason = [usual && words(usual), typed].filter(part => part).join(': ')
  const problem = problemOf(reason)
  if (due.ok && !problem) return { ok: true, value: { due: due.value, reason } }
  return { ok: false, problems: { ...(due.ok ? {} : due.problems), ...(problem && { reason: problem }) } }
}

function problemOf(reason: string): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(reason)) return 'follow_up.problem.reason'
  return [...reason].length > longestReason ? 'follow_up.problem.reason_long' : undefined
}
