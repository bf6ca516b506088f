import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { newTotpSecret, totpCode } from '../auth/secondFactor'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { loadConfig, type Config } from '../config'
import { migrate } from '../db/migrate'
import { openDatabase, type Database } from '../db/open'
import type { Language } from '../db/schema'
import type { Deps } from '../deps'
import { addDemoMembers, newDemoPassphrase } from '../demo/demoMembers'
import { doDemoWork } from '../demo/demoWork'
import { fillDemo } from '../demo/fillDemo'
import { inventCases } from '../demo/inventCases'
import { readPublishedFigures } from '../demo/publishedFigures'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { makeDeps, onSignal, openSecrets, startServer, type RunningServer, type Secrets } from '../server'
import { BadUse, languageOption, type Command, type Input, type Terminal } from './command'
import { languageOf, option } from './input'
import { progressOn } from './progress'

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Try Tropa on invented requests in a database that is thrown away afterwards',
  positionals: [],
  options: {
    port: { value: 'N', help: 'the port to listen on (default: 3000, or the next one that is free)' },
    language: languageOption,
  },
  async run(input, terminal) {
    const language = languageOf(input)
    const ports = portsOf(input)
    const texts = loadTexts(projectFile('locales'))
    const config = loadConfig({ TROPA_DATA_DIR: throwAwayFolder() })
    const database = openDatabase(config)
    const passphrase = newDemoPassphrase()
    const totpSecret = newTotpSecret()
    await migrate(database)
    const secrets = await openSecrets(config, database)
    await fill(database, config, { language, passphrase, totpSecret, secrets, texts, terminal })
    const code = () => totpCode(totpSecret, secondsOf(terminal.clock))
    const { server, port } = await listenOnFirst(ports, origin => ({
      ...makeDeps({ ...config, origin }, database, () => {}, secrets),
      demo: { code },
    }))
    if (ports[0] !== port) terminal.out(`${texts(language, 'demo.port_moved', { taken: ports[0]!, port })}\n`)
    terminal.out(greeting(texts, language, { address: `http://${host}:${port}`, passphrase }))
    onSignal(async () => {
      await server.stop()
      await database.close()
    })
    return 0
  },
}

/** Only this machine. */
const host = '127.0.0.1'

/** A port that was asked for is meant; only the usual one may give way. */
function portsOf(input: Input): number[] {
  const typed = option(input, 'port')
  if (typed === undefined) return Array.from({ length: 20 }, (_, i) => 3000 + i)
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0
  if (port < 1 || port > 65535) throw new BadUse(`--port must be from 1 to 65535, but is "${typed}"`)
  return [port]
}

/** Gone when the program ends, however it does, short of being killed. */
function throwAwayFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-demo-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // The window was closed: by default that ends the program without an exit.
  process.once('SIGHUP', () => process.exit(0))
  return folder
}

interface Filling {
  language: Language
  passphrase: string
  totpSecret: string
  secrets: Secrets
  texts: Texts
  terminal: Terminal
}

async function fill(database: Database, { timeZone }: Config, filling: Filling): Promise<void> {
  const { language, passphrase, totpSecret, secrets, texts, terminal } = filling
  const today = todayOf(terminal.clock, timeZone)
  const deps = { db: database.db, ...secrets }
  const members = await addDemoMembers(deps, { passphrase, totpSecret }, language, today)
  const cases = inventCases(readPublishedFigures())
  const progress = progressOn(terminal, texts(language, 'demo.loading', { n: cases.length }), cases.length)
  await fillDemo(deps, members, cases, today, progress)
  await doDemoWork({ ...deps, texts }, members, language, today)
}

async function listenOnFirst(
  [port, ...others]: number[],
  depsAt: (origin: URL) => Deps,
): Promise<{ server: RunningServer; port: number }> {
  if (port === undefined) throw new Error('no port is free')
  try {
    const deps = depsAt(new URL(`http://${host}:${port}`))
    return { server: await startServer(deps, { host, port }), port }
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    if (others.length > 0) return listenOnFirst(others, depsAt)
    throw new Error(`port ${port} is taken by another program: choose another with --port N`)
  }
}

function greeting(texts: Texts, language: Language, values: { address: string; passphrase: string }): string {
  const say = (key: string) => texts(language, `demo.${key}`, values)
  const roles = (['volunteer', 'coordinator', 'admin'] as const).map(
    role => `  ${role.padEnd(12)} ${texts(language, `role.${role}.hint`)}`,
  )
  return [
    '',
    say('address'),
    '',
    say('accounts'),
    ...roles,
    say('passphrase'),
    '',
    say('language'),
    say('stop'),
    '',
  ].join('\n')
}
