import { month } from '../../src/calendar/month'
import type { Language } from '../../src/db/schema'
import { parsePress, pressChoices } from '../../src/surge/press'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { testDatabase } from '../support/testDatabase'

let choicesIn: (language: Language) => ReturnType<typeof pressChoices>
beforeAll(async () => {
  const database = await testDatabase()
  const taxonomy = await readTaxonomy(database.db)
  choicesIn = language => pressChoices(taxonomy, language, month('2024-03'))
  await database.close()
})

const read = (form: object, language: Language = 'en') => {
  const press = parsePress({ ...form }, choicesIn(language))
  return press.ok ? `${press.value.category} ${press.value.n}` : press.problems.quick
}

test.each([
  [{ quick: 's' }, 'soldier 1'],
  [{ quick: 'M' }, 'mobilised_civilian 1'],
  [{ quick: ' o 12 ' }, 'other 12'],
  [{ quick: '5s' }, 'soldier 5'],
  [{ quick: 's50' }, 'soldier 50'],
  // Typed in the Russian layout.
  [{ quick: 'ы3' }, 'soldier 3'],
  [{ category: 'other' }, 'other 1'],
  [{ category: 'other', quick: '7' }, 'other 7'],
  [{ category: 'other', quick: 'o7' }, 'other 7'],
])('%j counts %s', (form, counted) => expect(read(form)).toBe(counted))

test('the letters are those of the page', () => {
  expect([{ quick: 'в2' }, { quick: 'Г' }, { quick: 'd' }].map(form => read(form, 'ru'))).toEqual([
    'soldier 2',
    'mobilised_civilian 1',
    // On the key of «в».
    'soldier 1',
  ])
})

test.each([
  [{}, 'surge.problem.quick'],
  [{ quick: '5' }, 'surge.problem.quick'],
  [{ quick: 'x' }, 'surge.problem.quick'],
  [{ quick: 'so' }, 'surge.problem.quick'],
  [{ quick: '5s5' }, 'surge.problem.quick'],
  [{ quick: 's-5' }, 'surge.problem.quick'],
  [{ category: 'officer' }, 'surge.problem.quick'],
  [{ category: ['soldier', 'other'] }, 'surge.problem.quick'],
  [{ quick: 's0' }, 'surge.problem.number'],
  [{ quick: 's51' }, 'surge.problem.number'],
  [{ category: 'other', quick: 's' }, 'surge.problem.both'],
])('%j counts nothing: %s', (form, problem) => expect(read(form)).toBe(problem))
