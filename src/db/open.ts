import { mkdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
} from 'kysely'
import { Pool, types } from 'pg'
import type { Config } from '../config'
import type { Engine } from './engine'
import type { Db, Schema } from './schema'

export interface Database {
  db: Db
  engine: Engine
  close: () => Promise<void>
}

/** Opens the database that the settings name; the embedded one is made if it is not there. */
export function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Database {
  return config.databaseUrl === undefined ? openFile(config.dataDir) : openPostgres(config.databaseUrl)
}

/** Where the embedded database lies in a data folder. */
export function databaseFile(dataDir: string): string {
  return path.join(dataDir, 'tropa.sqlite')
}

/** Opens an SQLite database in memory, from serialised bytes or empty: for tests and throw-away use. */
export function openMemory(bytes?: Buffer): Database {
  return overSqlite(new BetterSqlite3(bytes ?? ':memory:'))
}

function openFile(dataDir: string): Database {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return overSqlite(new BetterSqlite3(databaseFile(dataDir)))
}

function overSqlite(sqlite: BetterSqlite3.Database): Database {
  sqlite.pragma('journal_mode = WAL')
  // NORMAL, better-sqlite3's default under WAL, can lose an acknowledged case with the power.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // Deleted rows are overwritten with zeros; FAST would leave most of them readable.
  sqlite.pragma('secure_delete = ON')
  sqlite.pragma('trusted_schema = OFF')
  // Sorting and VACUUM would otherwise write rows to the system's folder for temporary files.
  sqlite.pragma('temp_store = MEMORY')
  // Otherwise INSERT OR REPLACE deletes rows behind the back of the triggers that guard what was released.
  sqlite.pragma('recursive_triggers = ON')
  sqlite.pragma('busy_timeout = 5000')
  const db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(sqlite) })
  return { db, engine: 'sqlite', close: () => db.destroy() }
}

function openPostgres(url: string): Database {
  // int8 comes back as text otherwise; our largest numbers are seconds and counts.
  types.setTypeParser(types.builtins.INT8, Number)
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }),
  })
  return { db, engine: 'postgres', close: () => db.destroy() }
}

/**
 * Begins every transaction as a writer. With SQLite's plain BEGIN, two processes (the server and an
 * import) that read first and write later refuse each other instead of waiting.
 */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #sqlite: BetterSqlite3.Database

  constructor(sqlite: BetterSqlite3.Database) {
    super({ database: sqlite })
    this.#sqlite = sqlite
  }

  override createDriver() {
    const driver = new SqliteDriver({ database: this.#sqlite })
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    }
    // When the disk is full SQLite has rolled back by itself, and to do so again would hide what went wrong.
    driver.rollbackTransaction = async (connection: DatabaseConnection) => {
      if (this.#sqlite.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
    }
    return driver
  }
}
