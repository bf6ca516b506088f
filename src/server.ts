import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app'
import { makeThrottle } from './auth/throttle'
import { systemClock } from './calendar/month'
import { loadConfig, type Config } from './config'
import { migrate } from './db/migrate'
import { openDatabase, type Database } from './db/open'
import type { Deps } from './deps'
import { loadTexts } from './language/texts'
import { projectFile } from './projectFiles'
import { anchorsIn } from './readers/anchor'
import { openServerKey } from './settings/openServerKey'
import { startUpkeep } from './upkeep'
import { makeSetupLink } from './users/makeSetupLink'
import { makeQueue } from './queue'
import { logToStdout, type Log } from './web/log'

export interface RunningServer {
  address: string
  /** Ends within ten seconds: open requests may finish, then connections are cut. */
  stop(): Promise<void>
}

/** Starts the real thing: migrates, prints a setup link while there is no admin, listens, stops on a signal. */
export async function serve(): Promise<void> {
  const config = loadConfig(process.env)
  const database = openDatabase(config)
  await migrate(database)
  const secrets = await openSecrets(config, database)
  const setupLink = await makeSetupLink(database.db, config.origin, systemClock)
  const deps = makeDeps(config, database, logToStdout, secrets)
  const server = await startServer(deps, config)
  const upkeep = startUpkeep(deps)
  onSignal(async () => {
    logToStdout({ event: 'stopping' })
    await Promise.all([server.stop(), upkeep.stop()])
    await database.close()
    logToStdout({ event: 'stopped' })
  })
  const say = (line: string) => process.stdout.write(`${line}\n`)
  say(`Tropa is at ${config.origin.origin} (listening on ${server.address}). Stop it with Ctrl+C.`)
  if (setupLink) {
    say('There is no admin yet. Open this link once, within 72 hours, to become the first one:')
    say(`  ${setupLink}`)
  }
}

/** What the server knows and its database does not. */
export type Secrets = Pick<Deps, 'serverKey' | 'anchor' | 'auditAnchor'>

export async function openSecrets({ keyFile, dataDir }: Config, { db }: Database): Promise<Secrets> {
  const serverKey = await openServerKey(db, keyFile)
  return { serverKey, ...anchorsIn(dataDir) }
}

export function makeDeps(config: Config, { db }: Database, log: Log, secrets: Secrets): Deps {
  return {
    db,
    config,
    clock: systemClock,
    texts: loadTexts(projectFile('locales')),
    log,
    ...secrets,
    throttle: makeThrottle(secrets.serverKey.throttle),
    hashing: makeQueue(2, 16),
  }
}

/** Listens; refuses slow and oversized requests before they cost anything. */
export async function startServer(
  deps: Deps,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<RunningServer> {
  const limits = { requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }
  const server = createServer(
    // Node looks every half minute only whether somebody has taken too long.
    { ...limits, connectionsCheckingInterval: 1_000, keepAliveTimeout: 10_000 },
    createApp(deps),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { address, port: bound } = server.address() as AddressInfo
  return { address: `${address}:${bound}`, stop: () => stopServer(server) }
}

/** Runs once, on the first signal that asks the program to end. */
export function onSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void stop().then(() => process.exit(0))
    })
  }
}

function stopServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    // A connection whose last request has been answered would be kept alive for more.
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const cut = setTimeout(() => server.closeAllConnections(), 9_000)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
  })
}
