import type { Month } from '../calendar/month'
import { termsInUse, type Taxonomy } from '../taxonomy/taxonomy'
import { text, writtenWords, type Form, type Parsed, type Problems } from '../web/form'
import { followUpDecisions, type Closure } from './closeCase'

const longestReason = 1000

/** The outcomes that a member closes a case with. A repeat names the case that it repeats, so it has a page of its own. */
export function outcomesIn(taxonomy: Taxonomy, thisMonth: Month) {
  return termsInUse(taxonomy, 'outcome', thisMonth).filter(term => term.code !== 'repeat')
}

/** Turns an untrusted form into a closure, or says what to mend. With follow-ups open it has to say what becomes of them. */
export function parseClosure(
  form: Form,
  { taxonomy, thisMonth }: { taxonomy: Taxonomy; thisMonth: Month },
  followUpsOpen: boolean,
): Parsed<Closure> {
  const problems: Problems = {}
  const outcome = text(form, 'outcome')
  const reason = writtenWords(form, 'reason')
  const decided = followUpDecisions.find(one => one === text(form, 'follow_ups'))
  const isOffered = outcomesIn(taxonomy, thisMonth).some(term => term.code === outcome)
  if (!isOffered) problems.outcome = 'case.problem.outcome'
  if ([...reason].length > longestReason) problems.reason = 'case.problem.reason_long'
  if (followUpsOpen && !decided) problems.follow_ups = 'case.problem.follow_ups'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, value: { outcome, reason, followUps: decided ?? 'keep' } }
}
