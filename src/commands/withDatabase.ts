import type { Config } from '../config'
import { migrate } from '../db/migrate'
import { openDatabase, type Database } from '../db/open'
import type { Terminal } from './command'

/** Opens the database of the settings, brings it up to this version, and closes it whatever happens. */
export async function withDatabase<T>(
  terminal: Terminal,
  use: (database: Database, config: Config, migrated: string[]) => Promise<T>,
): Promise<T> {
  const config = terminal.config()
  const database = openDatabase(config)
  try {
    return await use(database, config, await migrate(database))
  } finally {
    await database.close()
  }
}
