import type { Day } from '../../src/calendar/month'
import type { Card } from '../../src/cards/card'
import { findCard, listCards } from '../../src/cards/cardStore'
import { keepCard } from '../../src/cards/keepCard'
import type { Database } from '../../src/db/open'
import { period } from '../reports/demoRecords'
import { engines } from '../support/testDatabase'

/** Not an Error of this file's own: the driver makes it. */
const refused = { message: expect.stringContaining('never changes') as string }

function cardOf(count: number, made: string): Card {
  const figure = { ...period('2024-01', '2024-01'), count, total: 789 }
  return {
    ...{ face: 'internal', kind: 'cell', provisional: false, definitions: [], filed: [], made: made as Day },
    fact: { kind: 'month_share', by: 'category', of: null, group: 'soldier', figure },
    sentence: { en: `${count}`, ru: `${count}` },
    note: { en: '', ru: '' },
  }
}

describe.each(engines)('keeping cards on %s', (_, open) => {
  let database: Database
  beforeEach(async () => void (database = await open()))
  afterEach(() => database.close())

  it('makes one of the same card that two keep at the same moment', async () => {
    const { db } = database
    const card = cardOf(284, '2024-03-15')
    const [one, other] = await Promise.all([keepCard(db, 'a', card), keepCard(db, 'b', card)])
    expect(one).toBe(other)
    expect(await findCard(db, one)).toEqual({ ...card, id: one })
    const noted = await db
      .selectFrom('audit')
      .select(['dated', 'object'])
      .where('action', '=', 'card.made')
      .execute()
    expect(noted).toEqual([{ dated: '2024-03', object: '' }])
  })

  it('lists those made last first', async () => {
    const { db } = database
    for (const day of ['2024-03-15', '2024-03-17', '2024-03-16']) await keepCard(db, 'a', cardOf(284, day))
    const made = async (skip: number) => (await listCards(db, { skip, limit: 2 })).map(card => card.made)
    expect([await made(0), await made(2)]).toEqual([['2024-03-17', '2024-03-16'], ['2024-03-15']])
  })

  it('never changes what it kept', async () => {
    const { db } = database
    await keepCard(db, 'a', cardOf(284, '2024-03-15'))
    await expect(db.deleteFrom('cards').execute()).rejects.toMatchObject(refused)
  })
})
