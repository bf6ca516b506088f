import { addMonths, monthsBetween, parseMonth, type Month } from '../calendar/month'
import { text, type Form, type Parsed, type Problems } from '../web/form'
import { isKept } from './ownFields'
import { isInUse, termsOf, type Taxonomy, type Term } from './taxonomy'
import { recentMonths, type Changing, type TermChange } from './termChange'

/** After which month a code is no longer offered, and which other one goes on with its series. */
export function parseRetirement(form: Form, changing: Changing, term: Term): Parsed<TermChange> {
  const { taxonomy, field, thisMonth } = changing
  const problems: Problems = {}
  const to = parseLast(text(form, 'last'), term, thisMonth)
  if (!to || isKept(field, term.code)) return { ok: false, problems: { last: 'taxonomy.problem.month' } }
  const terms = termsOf(taxonomy, field)
  const next = addMonths(to, 1)
  if (terms.some(one => one.countsAs === term.code && to <= one.to!))
    problems.last = 'taxonomy.problem.continued'
  if (field === 'category' && !covers(terms, term, monthsBetween(next, addMonths(thisMonth, 1))))
    problems.last = 'taxonomy.problem.last_category'
  const countsAs = text(form, 'counts_as') || undefined
  const successor = successorsOf(changing, term).find(one => one.code === countsAs)
  if (countsAs && !(successor && isInUse(successor, next))) problems.counts_as = 'taxonomy.problem.counts_as'
  else if (strandsProfiles(changing, term, countsAs)) problems.counts_as = 'taxonomy.problem.profiles'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return { ok: true, value: { what: 'retired', code: term.code, to, countsAs } }
}

/** A retired code is offered again for every month, and its series is its own again. */
export function parseTakingBack(changing: Changing, term: Term): Parsed<TermChange> {
  if (!term.to) return { ok: false, problems: { last: 'taxonomy.problem.changed' } }
  if (strandsProfiles(changing, term, undefined))
    return { ok: false, problems: { counts_as: 'taxonomy.problem.profiles' } }
  return { ok: true, value: { what: 'taken_back', code: term.code } }
}

/** The months that can be the last of a code, latest first. */
export function lastMonths({ from, to }: Term, thisMonth: Month): Month[] {
  const months = recentMonths(thisMonth).filter(month => !from || from <= month)
  return [...(to && !months.includes(to) ? [to] : []), ...months].reverse()
}

/**
 * The codes that can go on with the series of another: of its list, and of its category or the one that goes on with
 * that. A successor is in use in the month after the last of who is succeeded, so no chain of them comes round again.
 */
export function successorsOf({ taxonomy, field }: Changing, term: Term): Term[] {
  const parents = [term.parent, continuedBy(taxonomy, term.parent)]
  return termsOf(taxonomy, field).filter(
    one => one.code !== term.code && parents.includes(one.parent) && !isKept(field, one.code),
  )
}

function parseLast(typed: string, term: Term, thisMonth: Month): Month | undefined {
  const month = parseMonth(typed)
  return month && lastMonths(term, thisMonth).includes(month) ? month : undefined
}

/** Whether without a category every month still has another that a request can have. */
function covers(categories: Term[], without: Term, months: Month[]): boolean {
  const others = categories.filter(one => one.code !== without.code)
  return months.every(month => others.some(one => isInUse(one, month)))
}

/** Whether profiles of a category go on under another than the one that is to go on with the category. */
function strandsProfiles({ taxonomy, field }: Changing, term: Term, countsAs: string | undefined): boolean {
  const profiles = field === 'category' ? termsOf(taxonomy, 'profile') : []
  const under = (code: string) => profiles.find(one => one.code === code)?.parent
  return profiles.some(
    one => one.parent === term.code && one.countsAs && ![term.code, countsAs].includes(under(one.countsAs)),
  )
}

function continuedBy(taxonomy: Taxonomy, category: string): string | undefined {
  return termsOf(taxonomy, 'category').find(term => term.code === category)?.countsAs
}
