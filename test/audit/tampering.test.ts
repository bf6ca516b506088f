import fc from 'fast-check'
import { note, verifyChain } from '../../src/audit/auditStore'
import type { Day } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import { readLog, rebuilt, writeLog, type ChainRow, type Log } from '../support/auditChain'
import { engines } from '../support/testDatabase'

const length = 12
const place = fc.nat(length - 1)
const text = fc.string({ maxLength: 8 })
const field = fc.constantFrom('dated', 'actor', 'action', 'object', 'hash')

/** One thing that somebody may do to the rows; the head stays as it was. */
const tampering: fc.Arbitrary<(rows: ChainRow[]) => ChainRow[]> = fc.oneof(
  fc.tuple(place, field, text).map(
    ([at, field, value]) =>
      (rows: ChainRow[]) =>
        rows.with(at, { ...rows[at]!, [field]: value }),
  ),
  fc.tuple(place, fc.integer({ min: -3, max: 30 })).map(
    ([at, number]) =>
      (rows: ChainRow[]) =>
        rows.with(at, { ...rows[at]!, number }),
  ),
  place.map(at => (rows: ChainRow[]) => rows.toSpliced(at, 1)),
  fc.tuple(place, place).map(
    ([one, other]) =>
      (rows: ChainRow[]) =>
        swapped(rows, one, other),
  ),
  fc.tuple(fc.nat(length - 2)).map(
    ([kept]) =>
      (rows: ChainRow[]) =>
        rows.slice(0, kept + 1),
  ),
  fc.tuple(place, text).map(
    ([at, object]) =>
      (rows: ChainRow[]) =>
        inserted(rows, at, object),
  ),
  fc
    .tuple(fc.constantFrom(0, -1, length + 1), text)
    .map(([number, hash]) => (rows: ChainRow[]) => [...rows, { ...rows[0]!, number, hash }]),
)

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let original: Log
  beforeAll(async () => {
    database = await open()
    for (let i = 0; i < length; i++) await note(database.db, entry(i))
    original = await readLog(database.db)
  })
  afterAll(() => database.close())
  afterEach(() => writeLog(database.db, original))

  const verdicts = async () => ({
    whole: (await verifyChain(database.db)).ok,
    sinceTheHead: (await verifyChain(database.db, original.head)).ok,
  })

  test('whatever is changed, removed, added, swapped or cut is found', async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async tamper => {
        const rows = tamper(original.rows)
        fc.pre(isDifferent(rows) && new Set(rows.map(row => row.number)).size === rows.length)
        await writeLog(database.db, { ...original, rows })
        expect((await verdicts()).whole).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  test('a tail cut off together with its head looks whole, but not to whoever remembers the head', async () => {
    for (let kept = 0; kept < length; kept++) {
      const rows = original.rows.slice(0, kept)
      await writeLog(database.db, { rows, head: rows.at(-1) ?? { number: 0, hash: '' } })
      expect(await verdicts()).toEqual({ whole: true, sinceTheHead: false })
    }
  })

  test('a log rebuilt after any tampering looks whole, but not to whoever remembers the head', async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async tamper => {
        const log = rebuilt(tamper(original.rows))
        // What is added at the end is how the log grows.
        fc.pre(log.rows[length - 1]?.hash !== original.head.hash)
        await writeLog(database.db, log)
        expect(await verdicts()).toEqual({ whole: true, sinceTheHead: false })
      }),
      { numRuns: 100 },
    )
  })

  test('a cut log that grows again is not the one that was remembered', async () => {
    const rows = original.rows.slice(0, 6)
    await writeLog(database.db, { rows, head: rows[5]! })
    for (let i = 0; i < 10; i++) await note(database.db, entry(i))
    expect(await verifyChain(database.db, original.head)).toEqual({ ok: false, number: length })
    expect((await verifyChain(database.db)).ok).toBe(true)
  })

  test('another head, or none, is found', async () => {
    const { rows, head } = original
    for (const other of [
      { ...head, hash: 'x' },
      { ...head, number: 11 },
      { ...head, number: 13 },
    ]) {
      await writeLog(database.db, { rows, head: other })
      expect((await verdicts()).whole).toBe(false)
    }
    await database.db.deleteFrom('audit_head').execute()
    expect((await verdicts()).whole).toBe(false)
    await database.db
      .insertInto('audit_head')
      .values({ name: 'audit', ...head })
      .execute()
  })

  test('an old head is found again as long as nobody tampers, and its own entry cannot be edited', async () => {
    for (const row of original.rows)
      expect(await verifyChain(database.db, row)).toEqual({ ok: true, head: original.head })
    const edited = original.rows.with(4, { ...original.rows[4]!, object: 'x' })
    await writeLog(database.db, { ...original, rows: edited })
    expect(await verifyChain(database.db, original.rows[4])).toEqual({ ok: false, number: 5 })
  })

  function isDifferent(rows: ChainRow[]): boolean {
    const plain = (all: ChainRow[]) => JSON.stringify(all.toSorted((a, b) => a.number - b.number))
    return plain(rows) !== plain(original.rows)
  }
})

function entry(i: number) {
  const dated = `2024-03-${10 + i}` as Day
  return { dated, actor: `member ${i % 3}`, action: 'member.disabled', object: `member ${i}` } as const
}

function swapped(rows: ChainRow[], one: number, other: number): ChainRow[] {
  const [a, b] = [rows[one]!, rows[other]!]
  return rows.with(one, { ...b, number: a.number }).with(other, { ...a, number: b.number })
}

/** The entries behind it move up, so that no number is missing. */
function inserted(rows: ChainRow[], at: number, object: string): ChainRow[] {
  const added = { ...rows[at]!, object }
  return [...rows.slice(0, at), added, ...rows.slice(at)].map((row, i) => ({ ...row, number: i + 1 }))
}
