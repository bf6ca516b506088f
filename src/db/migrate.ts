import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql, type Kysely } from 'kysely'
import * as start from '../../migrations/0001_start'
import * as taxonomy from '../../migrations/0002_taxonomy'
import * as keys from '../../migrations/0003_keys'
import * as casework from '../../migrations/0004_casework'
import * as reports from '../../migrations/0005_reports'
import { projectFile } from '../projectFiles'
import type { Engine } from './engine'
import type { Database } from './open'

/** Applied in this order, once each. A migration that has been released is never edited: add another. */
const migrations: Migration[] = [
  { name: '0001_start', up: start.up },
  { name: '0002_taxonomy', up: taxonomy.up },
  { name: '0003_keys', up: keys.up },
  { name: '0004_casework', up: casework.up },
  { name: '0005_reports', up: reports.up },
]

interface Migration {
  name: string
  up(db: Kysely<unknown>, engine: Engine): Promise<void>
}

/** The database was made by a newer Tropa, or a migration was edited after it had run. */
export class SchemaError extends Error {
  override name = 'SchemaError'
}

/** Brings the database up to this version of Tropa and returns the names of what was applied. */
export async function migrate({ db: typed, engine }: Database, list = migrations): Promise<string[]> {
  const db = typed as unknown as Kysely<unknown>
  await sql`CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT PRIMARY KEY, checksum TEXT NOT NULL
  )`.execute(db)
  await refuseForeignSchema(db, list)
  const applied: string[] = []
  for (const migration of list) {
    const ran = await db.transaction().execute(tx => applyOnce(tx, engine, migration))
    if (ran) applied.push(migration.name)
  }
  return applied
}

async function refuseForeignSchema(db: Kysely<unknown>, list: Migration[]): Promise<void> {
  const { rows } = await sql<{ name: string; checksum: string }>`
    SELECT name, checksum FROM schema_migrations ORDER BY name`.execute(db)
  for (const row of rows) {
    const known = list.find(migration => migration.name === row.name)
    if (!known) {
      throw new SchemaError(
        `The database was made by a newer Tropa (it has the migration "${row.name}"). Start that version, or restore a backup from before it.`,
      )
    }
    if (checksum(known) !== row.checksum) {
      throw new SchemaError(
        `The migration "${row.name}" has changed since this database ran it. Restore the file as it was released.`,
      )
    }
  }
}

async function applyOnce(tx: Kysely<unknown>, engine: Engine, migration: Migration): Promise<boolean> {
  // Two processes may start at once: the second waits here, then finds the row.
  if (engine === 'postgres') await sql`LOCK TABLE schema_migrations`.execute(tx)
  const { rows } = await sql`SELECT 1 FROM schema_migrations WHERE name = ${migration.name}`.execute(tx)
  if (rows.length > 0) return false
  await migration.up(tx, engine)
  await sql`INSERT INTO schema_migrations (name, checksum)
    VALUES (${migration.name}, ${checksum(migration)})`.execute(tx)
  return true
}

/** Over the source, not the compiled code, which changes with the compiler. */
function checksum(migration: Migration): string {
  const source = readFileSync(projectFile('migrations', `${migration.name}.ts`), 'utf8')
  return createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('hex')
}
