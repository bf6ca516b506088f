import { existsSync } from 'node:fs'
import type { Db } from '../db/schema'
import { loadServerKey, type ServerKey } from '../vault/serverKey'
import { findSetting, insertSetting } from './settingStore'

const name = 'server_key_check'

/**
 * The server's key, if it is the one this database was begun with: with another, nobody could sign in and every
 * new passphrase would be bound to it. Made only for a database that has none yet.
 */
export async function openServerKey(db: Db, file: string): Promise<ServerKey> {
  const expected = await findSetting(db, name)
  if (expected && !existsSync(file)) {
    throw new Error(
      `${file} is missing. It belongs to the database: restore it from its backup, or set TROPA_KEY_FILE to where it is now. Without it nobody can sign in.`,
    )
  }
  const key = await loadServerKey(file)
  await insertSetting(db, name, key.check)
  if ((await findSetting(db, name)) !== key.check) {
    throw new Error(
      `${file} belongs to another database. Restore the one that was backed up with this database.`,
    )
  }
  return key
}
