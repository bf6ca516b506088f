import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Actor } from '../../src/auth/actor'
import { addDays, month } from '../../src/calendar/month'
import { listCases } from '../../src/cases/caseStore'
import { eraseCase } from '../../src/cases/eraseCase'
import { evaporateCases } from '../../src/cases/evaporate'
import { recordCase, recordCases } from '../../src/cases/recordCase'
import { migrate } from '../../src/db/migrate'
import { databaseFile, openDatabase, type Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { truncateLog, wipeTraces } from '../../src/db/traces'
import { addMember, someFacts, today } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'

const folder = temporaryFolder()
const closed = someFacts({ status: 'closed', outcome: 'advice_given' })
const nextYear = { day: addDays(today.day, 365), month: month('2025-03') }

let database: Database
let coordinator: Actor
beforeEach(async () => {
  database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  await migrate(database)
  coordinator = await addMember(database.db, 'coordinator')
})
afterEach(() => database.close())

test('of an erased case no byte stays in the files of the database', async () => {
  for (let i = 0; i < 20; i++) await recordCase(database.db, coordinator, someFacts(), today)
  const [erased, kept] = await listCases(database.db, coordinator, {}, { size: 2 })
  await addNotes(database.db, [erased!.id, kept!.id])
  const traces = [erased!.id, erased!.code, ...noteTexts(erased!.id)]
  expect(found(traces)).toEqual(traces)
  await eraseCase(database.db, coordinator, erased!.code, 'danger', today)
  expect(found(traces)).toEqual([])
  expect(found([kept!.id, kept!.code, ...noteTexts(kept!.id)])).toHaveLength(4)
})

// Overwriting deleted rows is not enough: of so many, copies of some stay where rows had been moved from.
test('of two thousand that evaporated, among as many that stay, no byte stays either', async () => {
  const all = Array.from({ length: 4000 }, (_, i) => (i % 2 ? closed : someFacts()))
  for (let i = 0; i < 4000; i += 200) {
    await recordCases(database.db, [coordinator.id], all.slice(i, i + 200), today)
    const ids = (await listCases(database.db, coordinator, {}, { size: 4000 })).map(one => one.id)
    await addNotes(
      database.db,
      ids.filter(id => !noted.has(id)),
    )
  }
  const cases = await listCases(database.db, coordinator, { status: 'closed' }, { size: 4000 })
  const traces = cases.flatMap(one => [one.id, one.code, ...noteTexts(one.id)])
  expect(await evaporateCases(database.db, nextYear, 90)).toEqual({ destroyed: 2000, wiped: true })
  expect(found(traces)).toEqual([])
}, 30_000)

test('what was deleted does not stay in the write-ahead log', async () => {
  const code = await recordCase(database.db, coordinator, someFacts(), today)
  const { id } = (await listCases(database.db, coordinator, {}, { size: 1 }))[0]!
  await addNotes(database.db, [id])
  for (const table of ['sealed', 'grants'] as const)
    await database.db.deleteFrom(table).where('case_id', '=', id).execute()
  expect(found(noteTexts(id)).length).toBeGreaterThan(0)
  expect(await truncateLog(database.db)).toBe(true)
  expect(found(noteTexts(id))).toEqual([])
  expect(found([code])).toEqual([code])
})

test('while another program reads, traces stay and are known to; the next try wipes them', async () => {
  const code = await recordCase(database.db, coordinator, closed, today)
  const other = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  await sql`PRAGMA busy_timeout = 20`.execute(database.db)
  await sql`BEGIN`.execute(other.db)
  await sql`SELECT count(*) FROM cases`.execute(other.db)
  expect(await eraseCase(database.db, coordinator, code, 'asked', today)).toBe(true)
  expect(found([code])).toEqual([code])
  expect(await wipeTraces(database.db)).toBe(false)
  await other.close()
  expect(await wipeTraces(database.db)).toBe(true)
  expect(found([code])).toEqual([])
})

test('what is destroyed while traces are wiped is not forgotten', async () => {
  const codes = [await recordCase(database.db, coordinator, closed, today)]
  codes.push(await recordCase(database.db, coordinator, closed, today))
  await Promise.all(codes.map(code => eraseCase(database.db, coordinator, code, 'asked', today)))
  expect(await wipeTraces(database.db)).toBe(true)
  expect(found(codes)).toEqual([])
})

const noted = new Set<string>()

async function addNotes(db: Db, ids: string[]): Promise<void> {
  for (const id of ids) {
    noted.add(id)
    const [ciphertext, sealed_key] = noteTexts(id).map(text => `${text} `.repeat(20)) as [string, string]
    const note = { id: randomUUID(), case_id: id, kind: 'note' as const, position: 1, generation: 1 }
    await db
      .insertInto('sealed')
      .values({ ...note, version: 1, ciphertext })
      .execute()
    const grant = { case_id: id, generation: 1, reader: 'group:1', sealed_key, mark: '' }
    await db.insertInto('grants').values(grant).execute()
  }
}

function noteTexts(id: string): string[] {
  return [`sealed-${id.slice(-12)}`, `grant-${id.slice(-12)}`]
}

/** Which of the ids, codes and texts stand anywhere in the database, its log or its index of the log. */
function found(texts: string[]): string[] {
  const id = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
  const kinds = new RegExp(`${id}|(sealed|grant)-[0-9a-f]{12}|[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]`, 'g')
  const files = ['', '-wal', '-shm'].map(ending => `${databaseFile(folder())}${ending}`)
  const present = new Set(files.flatMap(file => readFileSync(file, 'latin1').match(kinds) ?? []))
  return texts.filter(text => present.has(text))
}
