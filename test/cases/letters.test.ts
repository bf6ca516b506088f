import { choicesByLetters, letteredChoices } from '../../src/cases/letters'
import { termsOf } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { testDatabase } from '../support/testDatabase'

const labels = (...all: string[]) => all.map(label => ({ label }))

test('a choice gets the first free letter of a word of its label, and another than every other', () => {
  const letters = letteredChoices(labels('Legal advice', 'Leaving', 'Leaving again')).map(one => one.letter)
  expect(letters).toEqual(['l', 'e', 'a'])
})

test('the label is cut at the letter, so that it can be underlined', () => {
  expect(letteredChoices(labels('Money', 'More'))[1]).toMatchObject({ before: 'M', marked: 'o', after: 're' })
})

test('a choice all of whose letters are taken has none', () => {
  expect(letteredChoices(labels('a', 'a'))[1]).toMatchObject({ letter: '', before: 'a' })
})

test('letters choose, whatever the case and keyboard layout; unknown ones are named', () => {
  const choices = labels('Право', 'Медицина')
  expect(choicesByLetters('П м', choices).chosen.map(one => one.label)).toEqual(['Право', 'Медицина'])
  expect(choicesByLetters('gv', choices).chosen.map(one => one.label)).toEqual(['Право', 'Медицина'])
  expect(choicesByLetters('пъ', choices).unknown).toEqual(['ъ'])
})

test.each(['en', 'ru'] as const)('every chip of the default form has a letter in %s', async language => {
  const { db, close } = await testDatabase()
  const taxonomy = await readTaxonomy(db)
  for (const field of ['category', 'need', 'situation']) {
    const choices = termsOf(taxonomy, field).map(term => ({ label: term.label[language] }))
    const letters = letteredChoices(choices).map(one => one.letter)
    expect(letters).not.toContain('')
    expect(new Set(letters).size).toBe(letters.length)
  }
  await close()
})
