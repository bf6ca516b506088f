import type { Day } from '../calendar/month'
import { text, writtenWords, type Form, type Parsed } from '../web/form'

/** What is sealed of one referral of a case to a partner. */
export interface Referral {
  /** The partner's id, and its name as it was then. */
  partner: string
  name: string
  sent: Day
  /** A member's id. */
  by: string
  /** `sent` until the partner has answered. */
  answer: 'sent' | Answer
  /** In words: what came of it. */
  outcome?: string
  answered?: Day
}

export const answers = ['accepted', 'refused'] as const
export type Answer = (typeof answers)[number]

export interface AnswerDraft {
  answer: Answer
  outcome: string
}

const longestOutcome = 1000

/** Turns an untrusted form into a partner's answer, or says what to mend. */
export function parseAnswer(form: Form): Parsed<AnswerDraft> {
  const answer = answers.find(one => one === text(form, 'answer'))
  const outcome = writtenWords(form, 'outcome')
  if (!answer) return { ok: false, problems: { answer: 'referral.problem.answer' } }
  if ([...outcome].length > longestOutcome) {
    return { ok: false, problems: { outcome: 'referral.problem.outcome' } }
  }
  return { ok: true, value: { answer, outcome } }
}

/** A referral as the form that would save its answer. */
export function formOfReferral({ answer, outcome }: Referral): Form {
  return { answer, outcome }
}
