import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { verifyChain } from '../../src/audit/auditStore'
import { month, type Day } from '../../src/calendar/month'
import { recordCases } from '../../src/cases/recordCase'
import { migrate } from '../../src/db/migrate'
import { openDatabase, type Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { end, startTropa, waitFor } from '../support/childProcess'
import { addMember, someFacts } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

jest.setTimeout(30_000)

const folder = temporaryFolder()
const closed = someFacts({ status: 'closed', outcome: 'advice_given', needs: ['legal'] })

test('a dry run says how many are due and when the next go, and destroys nothing', async () => {
  await withCases({ '2026-05': 2, '2026-09': 3 }, 1)
  const dry = await typed(folder(), ['evaporate', '--dry-run'])
  expect(dry).toEqual({
    code: 0,
    out: '2 closed cases would be destroyed.\nThe next 3 go on or soon after 30 December 2026.\n',
    err: '',
  })
  const json = await typed(folder(), ['evaporate', '--dry-run', '--json'])
  expect(JSON.parse(json.out)).toEqual({
    destroyed: 0,
    due: 2,
    next: { day: '2026-12-30', cases: 3 },
    wiped: true,
  })
})

test('what is due is destroyed, in the time that is set, and a second run finds nothing', async () => {
  await withCases({ '2026-05': 2, '2026-09': 3 }, 1)
  const env = { TROPA_EVAPORATION_DAYS: '14' }
  const { code, out, err } = await typed(folder(), ['evaporate', '--json'], { env })
  expect([code, JSON.parse(out)]).toEqual([0, { destroyed: 5, due: 0, next: null, wiped: true }])
  expect(err).toBe('Destroying closed cases: 100 %\n')
  const again = await typed(folder(), ['evaporate', '--language', 'ru'], { env })
  expect(again).toEqual({ code: 0, out: 'Срок ни у одного дела не вышел; ничего не изменилось.\n', err: '' })
  expect(await inDatabase(countCases)).toBe(1)
})

test('killed in the middle of it, the database is whole, no count has moved, and a second run finishes', async () => {
  await withCases({ '2024-03': 2000 }, 100)
  const counts = await inDatabase(allCounts)
  await inDatabase(slowDown)
  const child = startTropa(['evaporate'], { TROPA_DATA_DIR: folder() }, folder())
  const ended = once(child, 'close')
  await once(child.stderr!, 'data')
  await wait(200)
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  await inDatabase(async ({ db }) => {
    const { rows } = await sql`PRAGMA integrity_check`.execute(db)
    expect(rows).toEqual([{ integrity_check: 'ok' }])
    expect((await sql`PRAGMA foreign_key_check`.execute(db)).rows).toEqual([])
    await sql`DROP TRIGGER slow`.execute(db)
  })
  const left = await inDatabase(countCases)
  expect([600, 1100, 1600]).toContain(left)
  expect(await inDatabase(allCounts)).toEqual(counts)
  const again = await typed(folder(), ['evaporate', '--json'])
  expect(JSON.parse(again.out)).toMatchObject({ destroyed: left - 100, wiped: true })
  expect(await inDatabase(countCases)).toBe(100)
  expect(await inDatabase(allCounts)).toEqual(counts)
  expect(await inDatabase(({ db }) => verifyChain(db))).toMatchObject({ ok: true })
})

test('the server destroys at its start what is due', async () => {
  await withCases({ '2024-03': 3 }, 1)
  const env = { TROPA_DATA_DIR: folder(), TROPA_PORT: await freePort() }
  const child = startTropa(['serve'], env, folder())
  const ended = end(child)
  await waitFor(child, /Ctrl\+C/)
  child.kill('SIGTERM')
  const { code, out } = await ended
  expect([code, out]).toEqual([0, expect.not.stringContaining('"failed"')])
  expect(await inDatabase(countCases)).toBe(1)
})

/** Saves closed cases, so many for each month of closing, and some open ones. */
function withCases(closings: Record<string, number>, open: number): Promise<void> {
  return inDatabase(async database => {
    await migrate(database)
    const { id } = await addMember(database.db, 'volunteer')
    for (const [text, n] of Object.entries(closings)) {
      const then = { day: `${text}-15` as Day, month: month(text) }
      await recordCases(
        database.db,
        [id],
        Array.from({ length: n }, () => closed),
        then,
      )
    }
    const now = { day: '2026-11-15' as Day, month: month('2026-11') }
    await recordCases(
      database.db,
      [id],
      Array.from({ length: open }, () => someFacts()),
      now,
    )
  })
}

/** Makes destroying 500 cases take about a second, so that a kill meets the program in the middle of it. */
async function slowDown({ db }: Database): Promise<void> {
  await sql`CREATE TABLE pebbles (n INTEGER)`.execute(db)
  for (let n = 0; n < 250; n++) await sql`INSERT INTO pebbles (n) VALUES (${n})`.execute(db)
  await sql`CREATE TRIGGER slow AFTER DELETE ON cases BEGIN
    SELECT count(*) FROM pebbles a, pebbles b WHERE a.n + b.n < 0; END`.execute(db)
}

async function inDatabase<T>(use: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ databaseUrl: undefined, dataDir: path.resolve(folder()) })
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}

async function countCases({ db }: { db: Db }): Promise<number> {
  return (await db.selectFrom('cases').select('id').execute()).length
}

function allCounts({ db }: { db: Db }) {
  return db.selectFrom('counts').selectAll().execute()
}
