import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { onSqlite } from './onSqlite'
import type { Db } from './schema'

/*
 * What SQLite keeps of deleted rows although `secure_delete` overwrites them: in one of some thousand a copy
 * in the unused part of a page, from when rows were moved to another, and all of the last writes in the
 * write-ahead log. `VACUUM` writes the file anew without the copies, and truncating the log empties it.
 *
 * PostgreSQL keeps deleted rows until `VACUUM` frees their place and something else is written there, and in
 * its own log; nothing done from here can hurry that (docs/how-to/erase-a-case.md).
 */

/** Remembers that traces have to be wiped; call it in the transaction that destroys, so that a crash forgets nothing. */
export async function expectTraces(tx: Db): Promise<void> {
  const mark = { name: 'traces', value: randomUUID() }
  await tx
    .insertInto('settings')
    .values(mark)
    .onConflict(conflict => conflict.column('name').doUpdateSet(mark))
    .execute()
}

/**
 * Wipes the traces of what was destroyed, if there are any, outside of every transaction. False when another
 * program held the database or the disk is full, so that some stay: call again later.
 */
export async function wipeTraces(db: Db): Promise<boolean> {
  const marks = db.selectFrom('settings').selectAll().where('name', '=', 'traces')
  const mark = await marks.executeTakeFirst()
  if (!mark) return true
  if (onSqlite(db) && !(await rewriteFile(db))) return false
  // What was destroyed meanwhile has set another mark, which stays for the next call.
  await db.deleteFrom('settings').where('name', '=', 'traces').where('value', '=', mark.value).execute()
  return true
}

async function rewriteFile(db: Db): Promise<boolean> {
  try {
    await sql`VACUUM`.execute(db)
  } catch (error) {
    if (/^SQLITE_(BUSY|FULL)/.test((error as { code?: string }).code ?? '')) return false
    throw error
  }
  return truncateLog(db)
}

/** Empties the write-ahead log, in which deleted rows stay readable until others are written over them. */
export async function truncateLog(db: Db): Promise<boolean> {
  if (!onSqlite(db)) return true
  // Whoever else reads just then, such as `tropa verify`, is not waited for: this program would stand still meanwhile.
  await sql`PRAGMA busy_timeout = 100`.execute(db)
  try {
    const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
    return rows[0]?.busy === 0
  } finally {
    await sql`PRAGMA busy_timeout = 5000`.execute(db)
  }
}
