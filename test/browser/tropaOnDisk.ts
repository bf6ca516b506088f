import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { todayOf } from '../../src/calendar/today'
import { loadConfig, type Config } from '../../src/config'
import { migrate } from '../../src/db/migrate'
import { openDatabase } from '../../src/db/open'
import type { Deps } from '../../src/deps'
import { makeDeps, openSecrets, startServer } from '../../src/server'
import { makeSetupLink } from '../../src/users/makeSetupLink'
import { clockAhead, type ClockAhead } from './people'

export interface TropaOnDisk extends Deps {
  base: string
  config: Config
  clock: ClockAhead
  today: () => ReturnType<typeof todayOf>
  /** The address at which the first admin joins. */
  setupLink(): Promise<string>
  stop(): Promise<void>
}

/** The real server over a database file of its own, on a clock that a test can put forward. */
export async function serveOnDisk(): Promise<TropaOnDisk> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-browser-'))
  const config = loadConfig({ TROPA_DATA_DIR: folder })
  const database = openDatabase(config)
  await migrate(database)
  const clock = clockAhead()
  const deps = { ...makeDeps(config, database, () => {}, await openSecrets(config, database)), clock }
  const server = await startServer(deps, { host: '127.0.0.1', port: 0 })
  const base = `http://${server.address}`
  return {
    ...deps,
    base,
    config,
    today: () => todayOf(clock, config.timeZone),
    setupLink: async () => (await makeSetupLink(database.db, new URL(base), clock))!,
    stop: async () => {
      await server.stop()
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}
