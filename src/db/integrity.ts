import { sql } from 'kysely'
import type { Db } from './schema'

/** A row whose parent is gone, by the names of the two tables. */
export interface Orphan {
  table: string
  parent: string
}

/** What SQLite finds wrong with the pages, indexes and constraints of its file, in its own words. */
export async function listDamage(db: Db): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(db)
  return rows.map(row => row.integrity_check).filter(message => message !== 'ok')
}

/** Rows that belong to nothing; SQLite lets a program that has not switched foreign keys on make them. */
export async function listOrphans(db: Db): Promise<Orphan[]> {
  const { rows } = await sql<Orphan>`PRAGMA foreign_key_check`.execute(db)
  return rows.map(({ table, parent }) => ({ table, parent }))
}

/** SQLite's own words when it could not go on because its file is damaged; undefined for any other failure. */
export function damageIn(error: unknown): string | undefined {
  const { code, message } = error as { code?: string; message?: string }
  return /^SQLITE_(CORRUPT|NOTADB)/.test(code ?? '') ? message : undefined
}
