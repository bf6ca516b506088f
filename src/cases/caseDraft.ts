import { monthDistance, parseMonth, type Month } from '../calendar/month'
import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { text, texts, type Form, type Parsed, type Problems } from '../web/form'
import { multipleFields, singleFields, taxonomyField, type CaseFacts, type CaseField } from './case'

/**
 * Turns an untrusted form or spreadsheet row into the facts of a case, or says what to mend, field by field.
 * Fields are named as in `CaseFacts`; a missing month is this month, a missing status is `new`.
 */
export function parseCaseDraft(form: Form, taxonomy: Taxonomy, thisMonth: Month): Parsed<CaseFacts> {
  const problems: Problems = {}
  const month = parseCaseMonth(text(form, 'month'), thisMonth, problems)
  const one = (field: CaseField) => text(form, field) || null
  const facts: CaseFacts = {
    month,
    category: one('category') ?? '',
    profile: one('profile'),
    asker: one('asker'),
    channel: one('channel'),
    place: one('place'),
    urgency: one('urgency'),
    status: one('status') ?? 'new',
    outcome: one('outcome'),
    first_response: one('first_response'),
    needs: [...new Set(texts(form, 'needs'))],
    situations: [...new Set(texts(form, 'situations'))],
  }
  findUnknownCodes(facts, taxonomy, problems)
  findContradictions(facts, taxonomy, problems)
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: facts }
}

/** Ten years: further back is a slip, and would stretch every report and closing to there. */
const oldestMonths = 119

function parseCaseMonth(typed: string, thisMonth: Month, problems: Problems): Month {
  const month = typed === '' ? thisMonth : parseMonth(typed)
  if (!month) problems.month = 'case.problem.month'
  else if (month > thisMonth) problems.month = 'case.problem.month_future'
  else if (monthDistance(month, thisMonth) > oldestMonths) problems.month = 'case.problem.month_old'
  return month ?? thisMonth
}

function findUnknownCodes(facts: CaseFacts, taxonomy: Taxonomy, problems: Problems): void {
  for (const field of [...singleFields, ...multipleFields]) {
    const codes = [facts[field] ?? []].flat()
    const known = new Set(termsOf(taxonomy, taxonomyField(field)).map(term => term.code))
    const missing = field === 'category' && facts.category === ''
    if (missing) problems.category = 'case.problem.category'
    else if (codes.some(code => !known.has(code))) problems[field] = 'case.problem.unknown_code'
  }
}

function findContradictions(facts: CaseFacts, taxonomy: Taxonomy, problems: Problems): void {
  const parent = termsOf(taxonomy, 'profile').find(term => term.code === facts.profile)?.parent
  if (parent !== undefined && parent !== facts.category) problems.profile ??= 'case.problem.profile_parent'
  if (facts.status === 'closed' && facts.outcome === null) problems.outcome ??= 'case.problem.outcome_missing'
  if (facts.status !== 'closed' && facts.outcome !== null)
    problems.outcome ??= 'case.problem.outcome_not_closed'
}
