import { month } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import { changeTaxonomy } from '../../src/taxonomy/changeTaxonomy'
import { parseNewTerm } from '../../src/taxonomy/newTermForm'
import type { OwnField } from '../../src/taxonomy/ownFields'
import { breaksOf, termsInUse, termsOf, wordingIn } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { parseTermChange } from '../../src/taxonomy/termForm'
import type { Form } from '../../src/web/form'
import { addMember, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'

describe.each(engines)('the taxonomy on %s', (_, open) => {
  let database: Database
  let admin: { id: string }
  beforeEach(async () => {
    database = await open()
    admin = await addMember(database.db, 'admin')
  })
  afterEach(() => database.close())

  const terms = async (field: OwnField) => termsOf(await readTaxonomy(database.db), field)
  const term = async (field: OwnField, code: string) => (await terms(field)).find(one => one.code === code)!

  function change(field: OwnField, code: string, form: Form, thisMonth = today.month) {
    return changeTaxonomy(database.db, admin, today.day, {
      field,
      plan: taxonomy => {
        const known = termsOf(taxonomy, field).find(one => one.code === code)
        const changing = { taxonomy, field, thisMonth }
        return known
          ? parseTermChange(form, changing, known)
          : parseNewTerm({ ...form, term: code }, changing)
      },
    })
  }

  test('gets a code at the end of its list, for requests from its first month on', async () => {
    await change('category', 'abroad', { label_en: 'Abroad', label_ru: 'За границей', from: '2024-02' })
    const taxonomy = await readTaxonomy(database.db)
    expect(termsOf(taxonomy, 'category').map(one => one.code)).toEqual([
      ...['soldier', 'mobilised_civilian', 'other', 'abroad'],
    ])
    expect(termsInUse(taxonomy, 'category', month('2024-01')).map(one => one.code)).not.toContain('abroad')
    expect(breaksOf(taxonomy, 'category')).toEqual(['2024-02'])
    const entries = await database.db.selectFrom('audit').select(['action', 'object', 'dated']).execute()
    expect(entries).toContainEqual({
      action: 'taxonomy.changed',
      object: 'category/abroad',
      dated: today.day,
    })
  })

  test('keeps the words of every month; those of the same month take the place of a slip', async () => {
    const words = { do: 'word', label_ru: 'Военнослужащий', from: '2024-03', belongs: 'others' }
    await change('category', 'soldier', { ...words, label_en: 'Militray' })
    await change('category', 'soldier', { ...words, label_en: 'Military' })
    const soldier = await term('category', 'soldier')
    expect(soldier.label).toEqual({ en: 'Military', ru: 'Военнослужащий' })
    expect(soldier.wordings).toHaveLength(2)
    expect(wordingIn(soldier, month('2024-02'))).toMatchObject({
      label: { en: 'Soldier' },
      meaning: { en: expect.stringContaining('armed forces') },
    })
    expect(breaksOf(await readTaxonomy(database.db), 'category')).toEqual(['2024-03'])
  })

  test('lets a retired code go on under another without a break, and takes that back', async () => {
    await change('need', 'advice', { label_en: 'Advice', label_ru: 'Совет', from: '2024-03' })
    await change('need', 'legal', { do: 'retire', last: '2024-02', counts_as: 'advice' })
    expect(await term('need', 'legal')).toMatchObject({ to: '2024-02', countsAs: 'advice' })
    expect(breaksOf(await readTaxonomy(database.db), 'need')).toEqual([])
    await change('need', 'legal', { do: 'take_back' })
    expect(await term('need', 'legal')).toMatchObject({ to: undefined, countsAs: undefined })
  })

  test('lets neighbours change places', async () => {
    await change('channel', 'email', { do: 'up' })
    expect((await terms('channel')).slice(0, 3).map(one => one.code)).toEqual([
      ...['telegram_bot', 'email', 'secure_messenger'],
    ])
  })

  test('stays as it is when a change is refused, and of two at once who retire the last ones only one does', async () => {
    const before = await everyValue(database.db)
    expect((await change('outcome', 'spam', { do: 'retire', last: '2024-03' })).ok).toBe(false)
    expect(await everyValue(database.db)).toBe(before)
    await change('category', 'other', { do: 'retire', last: '2024-03' })
    const both = await Promise.all(
      ['soldier', 'mobilised_civilian'].map(code =>
        change('category', code, { do: 'retire', last: '2024-03' }),
      ),
    )
    expect(both.filter(one => one.ok)).toHaveLength(1)
  })
})
