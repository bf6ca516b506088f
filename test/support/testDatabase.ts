import BetterSqlite3 from 'better-sqlite3'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { databaseFile, openDatabase, openMemory, type Database } from '../../src/db/open'
import { migrate } from '../../src/db/migrate'

/** A migrated, empty database of its own for one test, in memory; close it when done. */
export async function testDatabase(): Promise<Database> {
  template ??= await makeTemplate()
  return openMemory(Buffer.from(template))
}

/**
 * The databases the store tests run on: SQLite always, PostgreSQL where TEST_DATABASE_URL names one.
 * Use: `describe.each(engines)('…', (_, open) => …)`.
 */
export const engines: [string, () => Promise<Database>][] = [
  ['SQLite', testDatabase],
  ...(process.env.TEST_DATABASE_URL
    ? [
        ['PostgreSQL', () => postgresDatabase(process.env.TEST_DATABASE_URL!)] as [
          string,
          () => Promise<Database>,
        ],
      ]
    : []),
]

let template: Buffer | undefined

async function makeTemplate(): Promise<Buffer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-test-'))
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder })
  await migrate(database)
  await database.close()
  const bytes = readFileSync(databaseFile(folder))
  rmSync(folder, { recursive: true })
  return withoutWal(bytes)
}

/** A database in memory cannot be in WAL mode, and bytes 18 and 19 of a file say that it is. */
function withoutWal(bytes: Buffer): Buffer {
  bytes[18] = 1
  bytes[19] = 1
  return new BetterSqlite3(bytes).serialize()
}

/** Every test has a schema of its own, dropped when it closes, so that test files can run side by side. */
async function postgresDatabase(url: string): Promise<Database> {
  const schema = `test_${process.pid}_${Math.random().toString(36).slice(2)}`
  const admin = openDatabase({ databaseUrl: url, dataDir: '' })
  await sql`CREATE SCHEMA ${sql.id(schema)}`.execute(admin.db)
  const separator = url.includes('?') ? '&' : '?'
  const options = encodeURIComponent(`-c search_path=${schema}`)
  const database = openDatabase({ databaseUrl: `${url}${separator}options=${options}`, dataDir: '' })
  await migrate(database)
  return {
    ...database,
    close: async () => {
      await database.close()
      await sql`DROP SCHEMA ${sql.id(schema)} CASCADE`.execute(admin.db)
      await admin.close()
    },
  }
}
