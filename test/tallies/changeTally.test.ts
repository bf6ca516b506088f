import { randomUUID } from 'node:crypto'
import { month } from '../../src/calendar/month'
import { findSeries, listPoints } from '../../src/series/seriesStore'
import { removeTally, saveTally, setMonth } from '../../src/tallies/changeTally'
import { findTally } from '../../src/tallies/tallyStore'
import { addMember, today } from '../support/members'
import { engines } from '../support/testDatabase'

const words = {
  name: { en: 'Raids seen', ru: 'Замеченные облавы' },
  unit: { en: 'raids', ru: 'облавы' },
  definition: { en: 'One for each city and day.', ru: 'Одна на город и день.' },
}

test.each(engines)(
  'on %s a tally begins, has one number for a month, and goes while it has none',
  async (_, open) => {
    const { db, close } = await open()
    const actor = await addMember(db, 'coordinator')
    const id = await saveTally(db, actor, randomUUID(), words, today)
    const set = (value: number | null) =>
      setMonth(db, actor, id, { month: month('2024-02'), value, note: `is ${value}` }, today)
    await set(7)
    await set(37)
    expect(await listPoints(db, id)).toMatchObject([{ period: '2024-02', value: 37, note: 'is 37' }])
    const tally = (await findTally(db, id))!
    expect(await removeTally(db, actor, tally, today)).toBe(false)
    await set(null)
    expect(await listPoints(db, id)).toEqual([])
    expect(await removeTally(db, actor, tally, today)).toBe(true)
    expect(await findSeries(db, id)).toBeUndefined()
    await close()
  },
)
