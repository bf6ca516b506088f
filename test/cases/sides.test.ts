import type { Database } from '../../src/db/open'
import { chosenSides, factsText, mixed, movedOnly, parseFactsText, sidesOf } from '../../src/cases/sides'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { someFacts, today } from '../support/members'
import { testDatabase } from '../support/testDatabase'

let database: Database
let taxonomy: Taxonomy
beforeAll(async () => {
  database = await testDatabase()
  taxonomy = await readTaxonomy(database.db)
})
afterAll(() => database.close())

const began = someFacts({ urgency: 'week', place: 'eu', needs: ['legal'] })

test('facts come back out of a hidden field, and nothing that is no facts does', () => {
  const facts = someFacts({ profile: 'conscript', needs: ['legal', 'money'], situations: ['summons'] })
  const read = (typed: string) => parseFactsText(typed, taxonomy, today.month)
  expect(read(factsText(facts))).toEqual(facts)
  // What belongs to a case but is no fact stays out.
  expect(factsText({ ...facts, id: 'secret' } as typeof facts)).not.toContain('secret')
  for (const typed of ['', 'x', 'category=nobody', 'category=other&month=2099-01']) {
    expect(read(typed)).toBeUndefined()
  }
})

test('a field that one side alone has changed is theirs; where both have, somebody must say', () => {
  const theirs = { ...began, urgency: 'day', place: 'unknown' }
  const mine = { ...began, place: 'other_abroad', needs: ['money', 'legal'] }
  expect([...sidesOf({ began, theirs, mine })]).toEqual([
    ['place', undefined],
    ['urgency', 'theirs'],
    ['needs', 'mine'],
  ])
  expect([...sidesOf({ began: undefined, theirs, mine }).values()]).toEqual([undefined, undefined, undefined])
})

test('what both have changed in the same way does not differ', () => {
  const theirs = { ...began, urgency: 'day', needs: ['legal', 'money'] }
  expect(sidesOf({ began, theirs, mine: { ...theirs, needs: ['money', 'legal'] } }).size).toBe(0)
})

test('the mix takes each field from the side that was chosen', () => {
  const theirs = { ...began, urgency: 'day', place: 'unknown', needs: ['asylum'] }
  const mine = { ...began, place: 'other_abroad', needs: [] }
  const form = { choice_urgency: 'theirs', choice_place: 'mine', choice_needs: 'theirs' }
  const versions = { began, theirs, mine }
  const sides = chosenSides(form, versions)
  expect(mixed(versions, sides)).toEqual({ ...theirs, place: 'other_abroad' })
  const odd = chosenSides({ choice_place: 'nobody', choice_category: 'theirs' }, versions)
  expect([...odd]).toEqual([
    ['place', undefined],
    ['urgency', undefined],
    ['needs', undefined],
  ])
})

test('a case that was only moved on meanwhile is not changed in any field that somebody typed', () => {
  const mine = { ...began, urgency: 'day' }
  const moved = { ...began, status: 'in_progress', first_response: 'within_1h' }
  expect(movedOnly({ began, theirs: moved, mine })).toEqual({ ...moved, urgency: 'day' })
  const edited = { ...moved, place: 'unknown' }
  expect(movedOnly({ began, theirs: edited, mine })).toBeUndefined()
  expect(movedOnly({ began, theirs: moved, mine: { ...mine, first_response: 'within_3d' } })).toBeUndefined()
  expect(movedOnly({ began: undefined, theirs: moved, mine })).toBeUndefined()
})
