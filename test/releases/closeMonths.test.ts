import { sql } from 'kysely'
import { listAudit } from '../../src/audit/auditStore'
import { month, monthsBetween, type Month } from '../../src/calendar/month'
import { addWithoutCase, moveCounts } from '../../src/counts/countStore'
import type { Database } from '../../src/db/open'
import { AuditFailed } from '../../src/releases/auditReleases'
import { closeMonths, type Closing } from '../../src/releases/closeMonths'
import { releasedFile } from '../../src/releases/release'
import { insertRelease, listFrozenMonths } from '../../src/releases/releaseStore'
import type { Parsed } from '../../src/web/form'
import { someFacts } from '../support/members'
import { engines } from '../support/testDatabase'
import { countRequests, fourteenMonths, today } from './counted'

describe.each(engines)('closing months on %s', (_, open) => {
  let database: Database

  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const close = (through: string, by = 'admin', progress?: (month: Month) => void) =>
    closeMonths(database.db, today, month(through), by, progress)
  const ledger = () => listFrozenMonths(database.db)

  it('freezes every month from the first with requests, in order, and says so as it goes', async () => {
    await countRequests(database.db, fourteenMonths())
    const heard: Month[] = []
    const closing = await close('2024-02', 'admin', month => heard.push(month))
    expect(value(closing).left).toEqual([])
    expect(heard).toEqual(monthsBetween(month('2023-01'), month('2024-02')))
    expect((await ledger()).map(one => one.month)).toEqual(heard)
  })

  it('stores rounded figures that add up, one for every category, also where nobody asked', async () => {
    await countRequests(database.db, fourteenMonths())
    await close('2024-02')
    for (const { figures, month } of await ledger()) {
      const figure = (key: string) => figures.find(one => one.key === key)!.value
      const parts = ['soldier', 'mobilised_civilian', 'other']
      expect(figures).toHaveLength(4)
      expect(figures.every(one => one.value % 5 === 0)).toBe(true)
      expect(parts.reduce((sum, key) => sum + figure(key), 0)).toBe(figure('all'))
      for (const [key, n] of Object.entries(fourteenMonths()[month]!)) {
        expect(Math.abs(figure(key) - n)).toBeLessThanOrEqual(5)
      }
    }
  })

  it('never draws a month again', async () => {
    await countRequests(database.db, fourteenMonths())
    await close('2023-07')
    const first = await ledger()
    expect(value(await close('2023-07'))).toEqual({ closed: [], left: [] })
    expect(value(await close('2023-03'))).toEqual({ closed: [], left: [] })
    expect(value(await close('2024-02')).closed.map(one => one.month)).toEqual(
      monthsBetween(month('2023-08'), month('2024-02')),
    )
    expect((await ledger()).slice(0, 7)).toEqual(first)
  })

  it('draws once when two close at the same time', async () => {
    await countRequests(database.db, fourteenMonths())
    const closings = await Promise.all([close('2024-02', 'one'), close('2024-02', 'other')])
    const closed = closings.map(closing => value(closing).closed)
    expect(closed.map(list => list.length).sort()).toEqual([0, 14])
    expect(await ledger()).toEqual(closed.find(list => list.length > 0)!.map(sorted))
    expect(await listAudit(database.db, ['month.closed'], 10)).toHaveLength(1)
  })

  it('is not moved by what is recorded for a closed month later', async () => {
    await countRequests(database.db, fourteenMonths())
    await close('2024-01')
    const before = await ledger()
    await moveCounts(database.db, [], Array(40).fill(request('2023-05', null)))
    await moveCounts(database.db, [], Array(40).fill(request('2022-12', null)))
    await close('2024-02')
    expect((await ledger()).slice(0, -1)).toEqual(before)
  })

  it('publishes no spam and no repeats', async () => {
    await moveCounts(database.db, [], Array(60).fill(request('2023-01', null)))
    await moveCounts(database.db, [], Array(500).fill(request('2023-01', 'spam')))
    await moveCounts(database.db, [], Array(500).fill(request('2023-01', 'repeat')))
    await close('2023-01')
    const total = (await ledger())[0]!.figures.find(figure => figure.table === 'total')!
    expect(total.value).toBeLessThanOrEqual(65)
  })

  it('publishes requests without a case with the others', async () => {
    await countRequests(database.db, { '2023-01': { soldier: 60 } })
    await addWithoutCase(database.db, month('2023-01'), 'soldier', 500)
    await close('2023-01')
    const [{ figures }] = (await ledger()) as [Awaited<ReturnType<typeof ledger>>[number]]
    for (const key of ['all', 'soldier']) {
      const { value } = figures.find(figure => figure.key === key)!
      expect(Math.abs(value - 560)).toBeLessThanOrEqual(5)
    }
  })

  it('refuses a month that is not over', async () => {
    await countRequests(database.db, { '2024-06': { other: 600 }, '2024-05': { other: 600 } })
    expect(await close('2024-06')).toEqual({ ok: false, problems: { through: 'release.problem.not_over' } })
    expect(await close('2024-09')).toEqual({ ok: false, problems: { through: 'release.problem.not_over' } })
    expect(await ledger()).toEqual([])
  })

  it('has nothing to close when nothing was logged', async () => {
    expect(await close('2024-02')).toEqual({ ok: false, problems: { through: 'release.problem.nothing' } })
  })

  it('notes who closed which months', async () => {
    await countRequests(database.db, fourteenMonths())
    await close('2024-02')
    const [entry] = await listAudit(database.db, ['month.closed'], 10)
    expect(entry).toMatchObject({ dated: today.day, object: '2023-01/2024-02' })
  })

  describe('with few requests', () => {
    it('puts a small month together with the next, a month without any too', async () => {
      await countRequests(database.db, {
        '2023-01': { other: 20 },
        '2023-03': { soldier: 30, other: 600 },
        '2023-04': { other: 600 },
      })
      await close('2023-04')
      const [merged, alone] = await ledger()
      expect(merged).toMatchObject({ from: '2023-01', month: '2023-03' })
      expect(alone).toMatchObject({ from: '2023-04', month: '2023-04' })
      const total = merged!.figures.find(figure => figure.table === 'total')!.value
      expect(total).toBeGreaterThanOrEqual(650)
      expect(total).toBeLessThanOrEqual(655)
    })

    it('leaves a small tail open until more requests come', async () => {
      await countRequests(database.db, {
        '2023-01': { other: 600 },
        '2023-02': { other: 10 },
        '2023-03': { other: 5 },
        '2023-04': { other: 100 },
      })
      const closing = value(await close('2023-03'))
      expect(closing.closed.map(one => one.month)).toEqual(['2023-01'])
      expect(closing.left).toEqual(['2023-02', '2023-03'])
      expect(value(await close('2023-04')).closed).toMatchObject([{ from: '2023-02', month: '2023-04' }])
    })

    it('closes nothing when all months together are too small', async () => {
      await countRequests(database.db, { '2023-01': { other: 20 } })
      expect(value(await close('2023-02'))).toEqual({ closed: [], left: ['2023-01', '2023-02'] })
      expect(await listAudit(database.db, ['month.closed'], 10)).toEqual([])
    })

    it('decides by the rounded total, which may fall on either side of 50', async () => {
      const months = monthsBetween(month('2000-01'), month('2003-04'))
      await countRequests(database.db, Object.fromEntries(months.map(one => [one, { other: 48 }])))
      await close('2003-04')
      const alone = (await ledger()).filter(one => one.from === one.month)
      // Deciding by the true 48 would tell every reader that a month alone has 50 or more.
      expect(alone.length).toBeGreaterThan(0)
      expect(alone.every(one => one.figures.find(figure => figure.table === 'total')!.value === 50)).toBe(
        true,
      )
    })
  })

  describe('what is frozen', () => {
    const tables = ['release_months', 'release_cells', 'releases', 'release_files']

    beforeEach(async () => {
      await countRequests(database.db, { '2023-01': { soldier: 28, other: 600 } })
      await close('2023-01')
      await insertRelease(database.db, aRelease, [releasedFile(aRelease, 'csv', '')])
    })

    it.each(tables)('cannot be changed or deleted: %s', async table => {
      const column = table === 'releases' ? 'to_month' : table === 'release_files' ? 'name' : 'month'
      const change = sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = '2099-12'`
      const removal = sql`DELETE FROM ${sql.table(table)}`
      await expect(change.execute(database.db)).rejects.toMatchObject(refusal)
      await expect(removal.execute(database.db)).rejects.toMatchObject(refusal)
    })

    it('cannot be drawn a second time under another menu', async () => {
      const row = { month: month('2023-01'), menu_version: '2', table_name: 'category', cell: 'soldier' }
      const insert = database.db.insertInto('release_cells').values({ ...row, value: 25 })
      await expect(insert.execute()).rejects.toMatchObject({ message: expect.stringMatching(/unique/i) })
      if (database.engine !== 'sqlite') return
      const replace = database.db.replaceInto('release_cells').values({ ...row, value: 25 })
      await expect(replace.execute()).rejects.toMatchObject(refusal)
    })

    it('stops the next closing, all of it, when a released file gives an exact number away', async () => {
      const leaked = 'month,covers_from,category,category_en,category_ru,count,status\r\n'
      const csv = `${leaked}2023-01,2023-01,soldier,Soldier,Военный,28,published\r\n`
      const release = { ...aRelease, id: 'leak', number: 2, to: month('2023-03') }
      await insertRelease(database.db, release, [releasedFile(release, 'csv', csv)])
      await countRequests(database.db, { '2023-02': { other: 600 } })
      const before = await ledger()
      await expect(close('2023-02')).rejects.toThrow(AuditFailed)
      await expect(close('2023-02')).rejects.toThrow('narrow: 2023-01 category soldier')
      expect(await ledger()).toEqual(before)
      expect(await listAudit(database.db, ['month.closed'], 10)).toHaveLength(1)
    })
  })
})

// Not `toThrow`: better-sqlite3 makes its errors in the realm of the first test file of a process.
const refusal = { message: expect.stringContaining('released figures never change') }

const aRelease = {
  id: 'a',
  number: 1,
  from: month('2023-01'),
  to: month('2023-01'),
  menuVersion: '1',
  hash: '',
  previousHash: '',
}

function value(closing: Parsed<Closing>): Closing {
  if (!closing.ok) throw new Error(JSON.stringify(closing.problems))
  return closing.value
}

/** As the store gives figures back: in the order of their names. */
function sorted<T extends { figures: { table: string; key: string }[] }>(frozen: T): T {
  const name = ({ table, key }: { table: string; key: string }) => `${table} ${key}`
  return { ...frozen, figures: frozen.figures.toSorted((a, b) => (name(a) < name(b) ? -1 : 1)) }
}

function request(when: string, outcome: 'spam' | 'repeat' | null) {
  return someFacts({ month: month(when), category: 'other', status: outcome ? 'closed' : 'new', outcome })
}
