import fc from 'fast-check'
import type { CaseCode } from '../../src/cases/caseCode'
import { month } from '../../src/calendar/month'
import { handOverText } from '../../src/referrals/handOverText'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { someFacts } from '../support/members'
import { texts } from '../support/testApp'
import { testDatabase } from '../support/testDatabase'

let taxonomy: Taxonomy
beforeAll(async () => {
  const { db, close } = await testDatabase()
  taxonomy = await readTaxonomy(db)
  await close()
})

const facts = {
  profile: 'mobilised_serving',
  needs: ['legal', 'shelter_inside'],
  situations: ['awol'],
  urgency: 'day',
  asker: 'parent',
  channel: 'telegram_bot',
  first_response: 'within_1h',
  status: 'referred',
}
const helpCase = {
  ...someFacts(facts),
  ...{ id: 'an-id', code: 'K7M-4QX-Z' as CaseCode, recorded_by: 'recorder', assigned_to: 'assignee' },
  ...{ version: 3, change_order: 24_291_000_007, closed_month: null, reopenings: 0 },
}
const wording = (language: 'en' | 'ru') => ({ language, taxonomy, texts, thisMonth: month('2024-03') })

test('carries the code and what is known of the request, in the language of the partner', () => {
  expect(handOverText(wording('en'), helpCase, [])).toMatchInlineSnapshot(`
   "Code: K7M-4QX-Z
   Category: Soldier
   Profile: Mobilised, serving
   What is needed: Legal advice, Shelter in the country
   Situation: Absent without leave
   Urgency: Within 24 hours
   Who asks: Parent"
  `)
  expect(handOverText(wording('ru'), helpCase, ['Ждёт адвоката.', 'Hidden\nin two lines']))
    .toMatchInlineSnapshot(`
   "Код: K7M-4QX-Z
   Категория: Военный
   Кто именно: Мобилизованный, в армии
   Что нужно: Право, Убежище в стране
   Ситуация: СОЧ
   Срочность: 24 часа
   Кто обращается: Родитель

   Ждёт адвоката.

   Hidden
   in two lines"
  `)
})

test('of all notes it carries exactly those that were ticked', () => {
  const word = fc.stringMatching(/^[a-zа-я]{12,16}$/)
  const notes = fc.uniqueArray(fc.tuple(word, fc.boolean()), { maxLength: 8, selector: ([text]) => text })
  fc.assert(
    fc.property(notes, fc.constantFrom('en' as const, 'ru' as const), (all, language) => {
      const ticked = all.filter(([, chosen]) => chosen).map(([text]) => `${text} and\n${text} again`)
      const text = handOverText(wording(language), helpCase, ticked)
      const bare = handOverText(wording(language), helpCase, [])
      expect(text).toBe([bare, ...ticked].join('\n\n'))
      for (const [words, chosen] of all) expect([words, text.includes(words)]).toEqual([words, chosen])
    }),
  )
})

test('names no member and no day or month', () => {
  for (const language of ['en', 'ru'] as const) {
    const text = handOverText(wording(language), helpCase, [])
    expect(text).not.toMatch(/recorder|assignee|an-id|\d{4}|March|март/)
  }
})
