import { SqliteAdapter } from 'kysely'
import type { Db } from './schema'

/** Whether this is the embedded database: where the two engines need different SQL, the query asks here. */
export function onSqlite(db: Db): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
