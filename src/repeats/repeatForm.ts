import { parseCaseCode, type CaseCode } from '../cases/caseCode'
import { text, type Form } from '../web/form'

/** The case that a form names as the one that is repeated: what was typed, or what was chosen in place of a mistyped code. */
export function parseOriginal(form: Form): { code: CaseCode } | { problem: string } {
  const typed = parseCaseCode(text(form, 'typed'))
  if ('code' in typed) return typed
  const chosen = parseCaseCode(text(form, 'of'))
  if ('code' in chosen) return chosen
  return { problem: text(form, 'typed') === '' ? 'repeat.problem.none' : `case.code.${typed.problem}` }
}
