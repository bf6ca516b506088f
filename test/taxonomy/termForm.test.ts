import { month } from '../../src/calendar/month'
import { parseNewTerm } from '../../src/taxonomy/newTermForm'
import type { OwnField } from '../../src/taxonomy/ownFields'
import { termsOf, type Taxonomy, type Term } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { parseTermChange } from '../../src/taxonomy/termForm'
import type { Form, Parsed } from '../../src/web/form'
import { testDatabase } from '../support/testDatabase'

const thisMonth = month('2024-03')
let taxonomy: Taxonomy

beforeAll(async () => {
  const { db, close } = await testDatabase()
  taxonomy = await readTaxonomy(db)
  await close()
})

const problemsIn = (parsed: Parsed<unknown>) => (parsed.ok ? {} : parsed.problems)

/** The taxonomy with some terms other than they are at first, by `field/code`. */
function changed(changes: Record<string, Partial<Term>>): Taxonomy {
  const of = (field: string, term: Term) => ({ ...term, ...changes[`${field}/${term.code}`] })
  return Object.fromEntries(
    Object.entries(taxonomy).map(([field, terms]) => [field, terms.map(term => of(field, term))]),
  )
}

function change(field: OwnField, code: string, form: Form, now: Taxonomy = taxonomy) {
  const term = termsOf(now, field).find(one => one.code === code)!
  return parseTermChange(form, { taxonomy: now, field, thisMonth }, term)
}

describe('a new code', () => {
  const form = { term: 'abroad', label_en: 'Abroad', label_ru: 'За границей', from: '2024-03' }
  const add = (field: OwnField, more: Form = {}) =>
    problemsIn(parseNewTerm({ ...form, ...more }, { taxonomy, field, thisMonth }))

  test('needs a name in both languages, a code and a month, and a profile its category', () => {
    expect(add('need')).toEqual({})
    expect(add('profile', { parent: 'soldier' })).toEqual({})
    expect(Object.keys(add('profile', { term: '', label_en: '', label_ru: ' ', from: '' }))).toEqual([
      ...['label_en', 'label_ru', 'parent', 'term', 'from'],
    ])
  })

  test.each([
    ...[
      '',
      'constructor',
      'total',
      'all',
      'without_case',
      'not_given',
      'not_recorded',
      'rest',
      'new',
      'leaving',
    ],
    ...['Abroad', '1abroad', 'за_границей', 'a-b', 'a'.repeat(41), '__proto__', 'a b'],
  ])('is not called %p', term => {
    expect(Object.keys(add('need', { term }))).toEqual(['term'])
  })

  test('has a name of its own, short enough, and a month that has begun', () => {
    expect(add('need', { label_en: 'LEGAL ADVICE' })).toEqual({ label_en: 'taxonomy.problem.label_taken' })
    expect(add('need', { label_ru: 'ж'.repeat(61) })).toEqual({ label_ru: 'taxonomy.problem.label_long' })
    expect(add('need', { meaning_ru: 'ж'.repeat(401) })).toEqual({
      meaning_ru: 'taxonomy.problem.meaning_long',
    })
    for (const from of ['2024-04', '2010-01', 'soon'])
      expect(Object.keys(add('need', { from }))).toEqual(['from'])
  })

  test('does not come to a list of fifty', () => {
    const one = termsOf(taxonomy, 'need')[0]!
    const full = { ...taxonomy, need: Array.from({ length: 50 }, (_, i) => ({ ...one, code: `need_${i}` })) }
    const parsed = parseNewTerm(form, { taxonomy: full, field: 'need', thisMonth })
    expect(problemsIn(parsed)).toEqual({ term: 'taxonomy.problem.many' })
  })
})

describe('other words', () => {
  const form = { label_en: 'Military', label_ru: 'Военнослужащий', from: '2024-03', belongs: 'same' }
  const meaning = { en: '', ru: '' }
  const later = (from: string, newMeaning = false): Partial<Term> => {
    const first = termsOf(taxonomy, 'category')[0]!.wordings[0]!
    const label = { en: form.label_en, ru: form.label_ru }
    return { wordings: [first, { from: month(from), label, meaning, newMeaning }] }
  }

  test('hold from a month on; only who changes them knows whether the same requests belong to it', () => {
    const wording = { label: { en: 'Military', ru: 'Военнослужащий' }, meaning, from: '2024-03' }
    expect(change('category', 'soldier', form)).toEqual({
      ok: true,
      value: { what: 'worded', code: 'soldier', wording: { ...wording, newMeaning: false } },
    })
    expect(change('category', 'soldier', { ...form, belongs: 'others' })).toMatchObject({
      value: { wording: { newMeaning: true } },
    })
    expect(problemsIn(change('category', 'soldier', { ...form, belongs: '' }))).toEqual({
      belongs: 'taxonomy.problem.belongs',
    })
  })

  test('mend a slip from the beginning, where no series can break', () => {
    const start = { ...form, from: 'start' }
    expect(change('category', 'soldier', start)).toMatchObject({ value: { wording: { from: undefined } } })
    expect(problemsIn(change('category', 'soldier', { ...start, belongs: 'others' }))).toEqual({
      belongs: 'taxonomy.problem.belongs_start',
    })
  })

  test('do not go back behind the last change, which the same month replaces', () => {
    const now = changed({ 'category/soldier': later('2024-01', true) })
    const other = { ...form, label_en: 'Soldiers' }
    const problems = (from: string) =>
      Object.keys(problemsIn(change('category', 'soldier', { ...other, from }, now)))
    expect(['start', '2023-12', '2024-01', '2024-02', '2024-04'].map(problems)).toEqual([
      ...[['from'], ['from'], [], [], ['from']],
    ])
    // The same words in the same month, which is no break any more.
    const unbroken = change('category', 'soldier', { ...form, from: '2024-01' }, now)
    expect(unbroken).toMatchObject({ value: { wording: { newMeaning: false } } })
    expect(problemsIn(change('category', 'soldier', { ...form, from: '2024-02' }, now))).toEqual({
      label_en: 'taxonomy.problem.unchanged',
    })
  })

  test('begin no later than a code ends, and after it began', () => {
    const now = changed({ 'category/soldier': { from: month('2023-11'), to: month('2024-01') } })
    const isFine = (from: string) => change('category', 'soldier', { ...form, from }, now).ok
    expect(['2023-10', '2023-11', '2023-12', '2024-01', '2024-02', 'start'].filter(isFine)).toEqual([
      ...['2023-12', '2024-01', 'start'],
    ])
  })

  test('never make spam or a repeat mean something else', () => {
    for (const code of ['spam', 'repeat']) {
      expect(change('outcome', code, { ...form, belongs: 'others' })).toMatchObject({
        value: { wording: { newMeaning: false } },
      })
      expect(change('outcome', code, { do: 'retire', last: '2024-03' }).ok).toBe(false)
    }
  })
})

describe('retiring', () => {
  const retire = (field: OwnField, code: string, form: Form, now?: Taxonomy) =>
    problemsIn(change(field, code, { do: 'retire', last: '2024-02', ...form }, now))
  const retired = (to: string, countsAs?: string) => ({ to: month(to), countsAs })

  test('leaves every month a category', () => {
    expect(retire('category', 'soldier', {})).toEqual({})
    const last = { 'category/soldier': retired('2024-01'), 'category/other': retired('2024-02') }
    expect(retire('category', 'mobilised_civilian', {}, changed(last))).toEqual({
      last: 'taxonomy.problem.last_category',
    })
    const gap = { 'category/soldier': retired('2024-01'), 'category/other': { from: month('2024-03') } }
    expect(retire('category', 'mobilised_civilian', { last: '2024-01' }, changed(gap))).toEqual({
      last: 'taxonomy.problem.last_category',
    })
    expect(retire('category', 'mobilised_civilian', { last: '2024-02' }, changed(gap))).toEqual({})
  })

  test('lets another code go on that is in use in the month after', () => {
    expect(retire('need', 'legal', { counts_as: 'lawyer_referral' })).toEqual({})
    const counts_as = 'taxonomy.problem.counts_as'
    expect(retire('need', 'legal', { counts_as: 'legal' })).toEqual({ counts_as })
    expect(retire('need', 'legal', { counts_as: 'hospital' })).toEqual({ counts_as })
    expect(retire('outcome', 'declined', { counts_as: 'spam' })).toEqual({ counts_as })
    const gone = changed({ 'need/lawyer_referral': retired('2024-02') })
    expect(retire('need', 'legal', { counts_as: 'lawyer_referral' }, gone)).toEqual({ counts_as })
  })

  test('makes no circle of codes that go on with each other', () => {
    const now = changed({ 'need/legal': retired('2024-01', 'lawyer_referral') })
    const last = 'taxonomy.problem.continued'
    expect(retire('need', 'lawyer_referral', { last: '2024-01' }, now)).toEqual({ last })
    expect(retire('need', 'lawyer_referral', { last: '2024-02' }, now)).toEqual({})
    expect(retire('need', 'lawyer_referral', { counts_as: 'legal' }, now)).toEqual({
      counts_as: 'taxonomy.problem.counts_as',
    })
  })

  test('lets a profile go on under another category only where that goes on with its own', () => {
    const across = { counts_as: 'reservist' }
    expect(retire('profile', 'conscript', across)).toEqual({ counts_as: 'taxonomy.problem.counts_as' })
    const soldier = retired('2024-01', 'mobilised_civilian')
    expect(retire('profile', 'conscript', across, changed({ 'category/soldier': soldier }))).toEqual({})
    const both = changed({
      'category/soldier': soldier,
      'profile/conscript': retired('2024-02', 'reservist'),
    })
    const stranded = { counts_as: 'taxonomy.problem.profiles' }
    expect(problemsIn(change('category', 'soldier', { do: 'take_back' }, both))).toEqual(stranded)
    expect(retire('category', 'soldier', { counts_as: 'other' }, both)).toEqual(stranded)
  })

  test('can be taken back once, and not by whoever comes second', () => {
    const now = changed({ 'need/legal': retired('2024-01', 'lawyer_referral') })
    expect(change('need', 'legal', { do: 'take_back' }, now).ok).toBe(true)
    expect(problemsIn(change('need', 'legal', { do: 'take_back' }))).toEqual({
      last: 'taxonomy.problem.changed',
    })
  })
})

test('a code changes places with its neighbour, a profile with one of its category', () => {
  expect(change('need', 'deferment', { do: 'up' })).toMatchObject({ value: { neighbour: 'legal' } })
  expect(change('profile', 'summoned', { do: 'up' }).ok).toBe(false)
  expect(change('need', 'information', { do: 'down' }).ok).toBe(false)
})
