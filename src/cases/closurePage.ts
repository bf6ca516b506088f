import type { Day } from '../calendar/month'
import { dayName } from '../language/dayNames'
import { foundPage } from '../notes/foundPage'
import type { Finding } from '../screening/identifiers'
import { termsOf } from '../taxonomy/taxonomy'
import { text, type Form, type Problems } from '../web/form'
import { shownProblems } from '../web/page'
import type { CaseCode } from './caseCode'
import type { Wording } from './casePage'
import { followUpDecisions } from './closeCase'
import { outcomesIn } from './closure'
import { letteredChoices } from './letters'

interface Closing {
  code: CaseCode
  followUps: { due: Day; reason: string }[]
}

/** The form that closes a case, with what was chosen; what becomes of follow-ups is `done` unless something else was. */
export function closurePage(
  { language, taxonomy, texts, thisMonth }: Wording,
  { code, followUps }: Closing,
  form: Form,
  problems?: Problems,
) {
  const offered = outcomesIn(taxonomy, thisMonth).map(term => term.code)
  const outcomes = termsOf(taxonomy, 'outcome').map(({ code, label }) => ({
    ...{ code, label: label[language] },
    checked: code === text(form, 'outcome'),
  }))
  const decided = text(form, 'follow_ups')
  return {
    title: texts(language, 'case.close.title'),
    code,
    outcomes: letteredChoices(outcomes).filter(one => offered.includes(one.code)),
    reason: text(form, 'reason'),
    followUps: followUps.map(({ due, reason }) => ({ due: dayName(language, due), reason })),
    decisions: followUpDecisions.map(one => ({
      code: one,
      before: texts(language, `case.close.follow_ups.${one}`),
      checked: one === decided,
    })),
    ...shownProblems({ language }, texts, problems),
    ...{ withScript: true, covers: true, keepsWords: true },
  }
}

/** The same with what in the reason may lead to a person. */
export function foundInReason(wording: Wording, written: string, findings: Finding[]) {
  const page = foundPage(wording, { field: 'reason', written, findings })
  return { ...page, problem: { reason: page.problems[0]!.text } }
}
