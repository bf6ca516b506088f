import { sql } from 'kysely'
import type { Db } from '../../src/db/schema'

/** From now on the database may not grow; SQLite then answers as on a full disk. */
export async function fill(db: Db): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
  await limitPages(db, rows[0]!.page_count)
}

/**
 * The same, down to the last byte. A limit of pages alone lets rows be changed in their place, where a full disk does
 * not, since every write goes to the log first. So here every write also asks for pages that there are not.
 */
export async function fillToTheBrim(db: Db): Promise<void> {
  await sql`CREATE TABLE filler (bytes BLOB)`.execute(db)
  const tables = (await db.introspection.getTables()).map(table => table.name)
  for (const table of tables.filter(name => name !== 'filler')) {
    for (const change of ['INSERT', 'UPDATE', 'DELETE']) {
      await sql`
        CREATE TRIGGER ${sql.id(`full_${table}_${change}`)} BEFORE ${sql.raw(change)} ON ${sql.table(table)}
        BEGIN INSERT INTO filler VALUES (zeroblob(1000000)); END`.execute(db)
    }
  }
  await fill(db)
}

/** Somebody has made room. */
export async function makeRoom(db: Db): Promise<void> {
  await limitPages(db, 2 ** 30)
  for (const name of await listFillers(db)) await sql`DROP TRIGGER ${sql.id(name)}`.execute(db)
}

async function listFillers(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'full_%'`.execute(db)
  return rows.map(row => row.name)
}

async function limitPages(db: Db, pages: number): Promise<void> {
  await sql`PRAGMA max_page_count = ${sql.lit(pages)}`.execute(db)
}
