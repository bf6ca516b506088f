import fc from 'fast-check'
import { month } from '../../src/calendar/month'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { closeMonths } from '../../src/releases/closeMonths'
import { makeRelease } from '../../src/releases/makeRelease'
import { listFiles, listFrozenMonths } from '../../src/releases/releaseStore'
import { testDatabase } from '../support/testDatabase'
import { readCells, readCsv, workOut, type Interval } from './attacker'
import { countRequests, fourteenMonths, today } from './counted'

const texts = loadTexts(projectFile('locales'))

/** Closes the months, gives out three overlapping periods, and returns all that then exists. */
async function publish(months: Record<string, Record<string, number>>) {
  const database = await testDatabase()
  await countRequests(database.db, months)
  const last = month(Object.keys(months).sort().at(-1)!)
  await closeMonths(database.db, today, last, 'admin')
  const ledger = await listFrozenMonths(database.db)
  for (const [first, until] of [
    [0, -1],
    [0, 0],
    [-1, -1],
  ] as const) {
    const asked = { from: ledger.at(first)!.from, to: ledger.at(until)!.month }
    await makeRelease(database.db, texts, today, asked, 'admin')
  }
  const files = await listFiles(database.db)
  await database.close()
  const contents = (ending: string) =>
    files.filter(file => file.name.endsWith(ending)).map(file => file.content)
  return { ledger, tables: contents('.csv'), descriptions: contents('.json') }
}

describe('an attacker with every released file', () => {
  it('finds no number but multiples of 5 from 10 up, and no figure in words', async () => {
    const { tables, descriptions } = await publish(fourteenMonths())
    for (const table of tables) {
      const [header, ...rows] = readCsv(table.toString('utf8'))
      const at = (name: string) => header!.indexOf(name)
      for (const row of rows) {
        const [count, status] = [row[at('count')]!, row[at('status')]!]
        if (status !== 'published') expect([count, status]).toEqual(['', 'below_10'])
        else expect([Number(count) % 5, Number(count) >= 10, /^\d+$/.test(count)]).toEqual([0, true, true])
        const words = ['category', 'category_en', 'category_ru'].map(name => row[at(name)])
        expect(words.join(' ')).not.toMatch(/[<\d]/)
      }
    }
    for (const description of descriptions) {
      const numbers = description.toString('utf8').match(/(?<=[:[ ])-?\d+(?=[,\n\]])/g)
      expect(new Set(numbers)).toEqual(new Set(['5', '10', '-5', '4', numbers!.at(-1)!]))
      expect(['1', '2', '3']).toContain(numbers!.at(-1))
    }
  })

  it('can tell of each figure what the method promises, and no more', async () => {
    const { ledger, tables } = await publish(fourteenMonths())
    const worked = await workOut(tables)
    expect(worked).toHaveLength(14 * 4)
    for (const interval of worked) expectPromised(interval, ledger)
  })

  it('learns nothing more from records of any kind, few or round ones least of all', async () => {
    const number = fc.oneof(fc.constantFrom(0, 1, 4, 5, 9, 10, 50, 600), fc.nat(400))
    const categories = fc.record({ soldier: number, mobilised_civilian: number, other: number })
    const months = fc.record({ '2023-01': categories, '2023-02': categories, '2023-03': categories })
    const big = { soldier: 30, mobilised_civilian: 100, other: 5 }
    await fc.assert(
      fc.asyncProperty(months, async months => {
        const { ledger, tables } = await publish({ ...months, '2023-04': big })
        for (const interval of await workOut(tables)) expectPromised(interval, ledger)
      }),
      { numRuns: 12 },
    )
  })

  it('is told by one exact number what this test would then find', async () => {
    const { ledger, tables } = await publish({
      '2023-01': { soldier: 28, mobilised_civilian: 500, other: 123 },
    })
    const text = tables[0]!.toString('utf8')
    const exact = text.replace(/(?<=2023-01,2023-01,soldier,[^,]*,[^,]*,)\d+/, '28')
    expect(exact).not.toBe(text)
    const worked = await workOut([...tables, Buffer.from(exact)])
    const soldier = worked.find(interval => interval.category === 'soldier')!
    expect(soldier).toMatchObject({ low: 28, high: 28 })
    expect(() => expectPromised(soldier, ledger)).toThrow()
  })

  it('reads the same from each of the files', async () => {
    const { tables } = await publish(fourteenMonths())
    const [whole, ...parts] = tables.map(readCells).toSorted((a, b) => b.length - a.length)
    for (const cell of parts.flat()) expect(whole).toContainEqual(cell)
  })
})

/**
 * [max(0, a-5), a+4] of the frozen figure a. For one that is not shown the attacker must find out whether it is 0 or 5
 * first, so may know less than that; never more.
 */
function expectPromised(interval: Interval, ledger: Awaited<ReturnType<typeof listFrozenMonths>>): void {
  const { figures } = ledger.find(frozen => frozen.month === interval.month)!
  const key = interval.category === 'total' ? 'all' : interval.category
  const { value } = figures.find(figure => figure.key === key)!
  const promised = { ...interval, low: Math.max(0, value - 5), high: value + 4 }
  if (value >= 10) expect(interval).toEqual(promised)
  expect(interval.low).toBeLessThanOrEqual(promised.low)
  expect(interval.high).toBeGreaterThanOrEqual(promised.high)
}
