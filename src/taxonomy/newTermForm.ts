import { parseMonth, type Month } from '../calendar/month'
import { text, type Form, type Parsed, type Problems } from '../web/form'
import { termsInUse, termsOf, type Term } from './taxonomy'
import { recentMonths, type Changing, type TermChange } from './termChange'
import { parseWords } from './wordsForm'

/** More would neither fit a form nor have letters of their own. */
const mostTerms = 50

/** Codes that stand for something else in addresses, files and counts. */
const reserved = [
  'total',
  'all',
  'without_case',
  'not_given',
  'not_recorded',
  'rest',
  'new',
  'open',
  'nobody',
  // Every object of JavaScript has something of this name.
  'constructor',
]

/** Turns an untrusted form into a new code of a list, at its end, or says what to mend. */
export function parseNewTerm(form: Form, changing: Changing): Parsed<TermChange> {
  const { taxonomy, field, thisMonth } = changing
  const terms = termsOf(taxonomy, field)
  const words = parseWords(form, terms)
  const [code, parent] = [text(form, 'term'), field === 'profile' ? text(form, 'parent') : '']
  const from = parseFrom(text(form, 'from'), thisMonth)
  const parents = termsInUse(taxonomy, 'category', from ?? thisMonth).map(term => term.code)
  const wrong = codeProblem(terms, code)
  const problems: Problems = words.ok ? {} : words.problems
  if (field === 'profile' && !parents.includes(parent)) problems.parent = 'taxonomy.problem.parent'
  if (wrong) problems.term = `taxonomy.problem.${wrong}`
  if (!from) problems.from = 'taxonomy.problem.month'
  if (!words.ok || !from || Object.keys(problems).length > 0) return { ok: false, problems }
  const wording = { ...words.value, from: undefined, newMeaning: false }
  return { ok: true, value: { what: 'added', code, parent, from, wording } }
}

function parseFrom(typed: string, thisMonth: Month): Month | undefined {
  const month = parseMonth(typed)
  return month && recentMonths(thisMonth).includes(month) ? month : undefined
}

function codeProblem(terms: Term[], code: string): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(code)) return 'code'
  if (reserved.includes(code)) return 'code_reserved'
  if (terms.some(term => term.code === code)) return 'code_taken'
  return terms.length >= mostTerms ? 'many' : undefined
}
