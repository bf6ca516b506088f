import { monthDistance, parseMonth, type Month } from '../calendar/month'
import { isInUse, termsOf, type Taxonomy, type Term } from '../taxonomy/taxonomy'
import { text, texts, type Form, type Parsed, type Problems } from '../web/form'
import { multipleFields, singleFields, taxonomyField, type CaseFacts, type CaseField } from './case'

/**
 * Turns an untrusted form or spreadsheet row into the facts of a case, or says what to mend, field by field.
 * Fields are named as in `CaseFacts`; a missing month is this month, a missing status is `new`. `known` is the case as
 * it is: what it has it keeps, though that may be retired since.
 */
export function parseCaseDraft(
  form: Form,
  taxonomy: Taxonomy,
  thisMonth: Month,
  known?: CaseFacts,
): Parsed<CaseFacts> {
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
  findWrongCodes(facts, taxonomy, { thisMonth, known }, problems)
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

function findWrongCodes(
  facts: CaseFacts,
  taxonomy: Taxonomy,
  { thisMonth, known }: { thisMonth: Month; known: CaseFacts | undefined },
  problems: Problems,
): void {
  for (const field of [...singleFields, ...multipleFields]) {
    const codes = [facts[field] ?? []].flat()
    const terms = codes.map(code => termsOf(taxonomy, taxonomyField(field)).find(term => term.code === code))
    const isAllowed = (term: Term) =>
      mayHave(field, term, facts.month, thisMonth) || keeps(known, facts, field, term.code)
    if (field === 'category' && facts.category === '') problems.category = 'case.problem.category'
    else if (terms.includes(undefined)) problems[field] = 'case.problem.unknown_code'
    else if (!terms.every(term => isAllowed(term!))) problems[field] = 'case.problem.not_in_use'
  }
}

/** Whether a request of the month may have the term. An outcome comes with closing, in any month until this one. */
export function mayHave(field: CaseField, { from, to }: Term, month: Month, thisMonth: Month): boolean {
  if (field !== 'outcome') return isInUse({ from, to }, month)
  return (!from || from <= thisMonth) && (!to || month <= to)
}

/** In another month a case keeps only its outcome, which the form does not ask for. */
function keeps(known: CaseFacts | undefined, { month }: CaseFacts, field: CaseField, code: string): boolean {
  if (!known || (known.month !== month && field !== 'outcome')) return false
  return [known[field]].flat().includes(code)
}

function findContradictions(facts: CaseFacts, taxonomy: Taxonomy, problems: Problems): void {
  const parent = termsOf(taxonomy, 'profile').find(term => term.code === facts.profile)?.parent
  if (parent !== undefined && parent !== facts.category) problems.profile ??= 'case.problem.profile_parent'
  if (facts.status === 'closed' && facts.outcome === null) problems.outcome ??= 'case.problem.outcome_missing'
  if (facts.status !== 'closed' && facts.outcome !== null)
    problems.outcome ??= 'case.problem.outcome_not_closed'
}
