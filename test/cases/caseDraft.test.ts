import fc from 'fast-check'
import { month } from '../../src/calendar/month'
import { parseCaseDraft } from '../../src/cases/caseDraft'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import type { Form } from '../../src/web/form'
import { testDatabase } from '../support/testDatabase'

const thisMonth = month('2024-03')
let taxonomy: Taxonomy

beforeAll(async () => {
  const { db, close } = await testDatabase()
  taxonomy = await readTaxonomy(db)
  await close()
})

const parse = (form: Form) => parseCaseDraft(form, taxonomy, thisMonth)
const problems = (form: Form) => {
  const parsed = parse(form)
  return parsed.ok ? {} : parsed.problems
}

test('the category is enough: the month is this month, the status new', () => {
  expect(parse({ category: 'soldier' })).toMatchObject({
    ok: true,
    value: { category: 'soldier', month: '2024-03', status: 'new', needs: [], profile: null },
  })
})

test.each([
  ['no category', {}, 'category', 'case.problem.category'],
  ['an invented category', { category: 'general' }, 'category', 'case.problem.unknown_code'],
  ['a month to come', { category: 'soldier', month: '2024-04' }, 'month', 'case.problem.month_future'],
  ['a month of long ago', { category: 'soldier', month: '2014-03' }, 'month', 'case.problem.month_old'],
  ['no month of the calendar', { category: 'soldier', month: '2024-13' }, 'month', 'case.problem.month'],
  [
    'a need that does not exist',
    { category: 'soldier', needs: ['gold'] },
    'needs',
    'case.problem.unknown_code',
  ],
  [
    'the profile of another category',
    { category: 'mobilised_civilian', profile: 'conscript' },
    'profile',
    'case.problem.profile_parent',
  ],
  [
    'closed without an outcome',
    { category: 'other', status: 'closed' },
    'outcome',
    'case.problem.outcome_missing',
  ],
  [
    'an outcome while open',
    { category: 'other', outcome: 'detained' },
    'outcome',
    'case.problem.outcome_not_closed',
  ],
  ['a field sent twice', { category: ['soldier', 'other'] }, 'category', 'case.problem.category'],
])('%s is refused with a sentence for the field', (_, form, field, key) => {
  expect(problems(form as unknown as Form)).toMatchObject({ [field]: key })
})

test('everything of the taxonomy can be set', () => {
  for (const [field, terms] of Object.entries(taxonomy)) {
    for (const { code, parent } of terms) {
      const name = field === 'need' ? 'needs' : field === 'situation' ? 'situations' : field
      const status = field === 'outcome' ? 'closed' : 'in_progress'
      const outcome = field === 'status' && code === 'closed' ? { outcome: 'declined' } : {}
      expect(problems({ category: parent || 'soldier', status, ...outcome, [name]: code })).toEqual({})
    }
  }
})

test('nothing that is sent makes it throw, and nothing that is not in the taxonomy gets through', () => {
  const codes = new Set(Object.values(taxonomy).flatMap(terms => terms.map(term => term.code)))
  const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.anything(), fc.constantFrom(...codes))
  const field = fc.constantFrom('category', 'month', 'needs', 'status', 'outcome', '__proto__', 'profile')
  fc.assert(
    fc.property(fc.dictionary(field, value), form => {
      const parsed = parse(form)
      if (!parsed.ok) return
      const { month: _month, ...facts } = parsed.value
      for (const code of Object.values(facts).flat()) if (code !== null) expect(codes).toContain(code)
    }),
  )
})
