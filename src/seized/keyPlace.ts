import { existsSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config'

/** Where the server key lies: in the data folder, on the same disk, or somewhere that a seized disk does not show. */
export type KeyPlace = 'beside' | 'same_disk' | 'elsewhere'

export type KeyPlaceConfig = Pick<Config, 'keyFile' | 'dataDir' | 'databaseUrl'>

/**
 * Looks at the files themselves, so that a link does not hide where the key is. A key that is not there (on a stick
 * that was pulled out) is elsewhere. Disk means file system: two of them may share a drive all the same.
 */
export function keyPlace({ keyFile, dataDir, databaseUrl }: KeyPlaceConfig): KeyPlace {
  if (!existsSync(keyFile) || !existsSync(dataDir)) return 'elsewhere'
  const [key, folder] = [realpathSync(keyFile), realpathSync(dataDir)]
  // Where PostgreSQL keeps its files is not known from here: the worst that can be is the same disk.
  if (!path.relative(folder, key).startsWith('..')) return databaseUrl === undefined ? 'beside' : 'same_disk'
  return statSync(key).dev === statSync(folder).dev ? 'same_disk' : 'elsewhere'
}
