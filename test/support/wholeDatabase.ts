import { sql } from 'kysely'
import { onSqlite } from '../../src/db/onSqlite'
import type { Db } from '../../src/db/schema'

/** All values of all columns of all tables, a row a line: to look for what must not be there, or has changed. */
export async function everyValue(db: Db): Promise<string> {
  const tables = await listTables(db)
  if (tables.length < 15) throw new Error('the tables were not found')
  const lines: string[] = []
  for (const name of tables) {
    const rows = await db
      .selectFrom(name as 'sessions')
      .selectAll()
      .execute()
    lines.push(...rows.map(row => Object.values(row).map(textOf).join('\t')).sort())
  }
  return lines.join('\n')
}

/** Of this test's own schema: on PostgreSQL those of other tests come and go meanwhile. */
export async function listTables(db: Db): Promise<string[]> {
  if (onSqlite(db)) return (await db.introspection.getTables()).map(table => table.name)
  const { rows } = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`.execute(db)
  return rows.map(row => row.name)
}

function textOf(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value)
}
