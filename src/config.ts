import path from 'node:path'

/** Everything an operator can set, documented in docs/reference/settings.md. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Holds the embedded database and what must not stand in it; made on the first start, readable by its owner only. */
  readonly dataDir: string
  /** The file with the server's own secret. */
  readonly keyFile: string
  /** `postgres://…` instead of the embedded database. */
  readonly databaseUrl: string | undefined
  /** The address members type; https or .onion decide cookies and headers. */
  readonly origin: URL
  /** Decides in which month a request falls. */
  readonly timeZone: string
  /** How long a closed case stays: see src/cases/evaporation.ts. */
  readonly evaporationDays: number
}

/** A configuration that cannot be used; its message names every problem and how to mend it. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Reads the settings, or throws one ConfigError that names all that is wrong with them. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = []
  const setting = <T>(
    name: string,
    fallback: string,
    parse: (text: string) => T | undefined,
    must: string,
  ) => {
    const text = env[name] ?? ''
    const value = parse(text === '' ? fallback : text)
    if (value === undefined) problems.push(`${name} ${must}, but is "${text}"`)
    return value as T
  }

  const host = setting('TROPA_HOST', '127.0.0.1', parseHost, 'must be an address or host name')
  const port = setting('TROPA_PORT', '3000', parsePort, 'must be a port from 1 to 65535')
  const dataDir = setting('TROPA_DATA_DIR', './data', text => path.resolve(text), 'must be a folder')
  const config = {
    host,
    port,
    dataDir,
    keyFile: setting(
      'TROPA_KEY_FILE',
      path.join(dataDir, 'server.key'),
      text => path.resolve(text),
      'must be a file',
    ),
    databaseUrl:
      setting('DATABASE_URL', 'none', parseDatabaseUrl, 'must begin with postgres://') || undefined,
    origin: setting(
      'TROPA_ORIGIN',
      // A wrong host or port is complained of once, not again as part of the address made of them.
      host && port ? `http://${host.includes(':') ? `[${host}]` : host}:${port}` : 'http://127.0.0.1',
      parseOrigin,
      'must be an address such as https://tropa.example.org, with no path',
    ),
    timeZone: setting(
      'TROPA_TIME_ZONE',
      'Asia/Tbilisi',
      parseTimeZone,
      'must be a time zone such as Asia/Tbilisi',
    ),
    evaporationDays: setting(
      'TROPA_EVAPORATION_DAYS',
      '90',
      parseEvaporationDays,
      'must be a number of days from 7 to 3650',
    ),
  }
  problems.push(...unknownSettings(env))
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return Object.freeze(config)
}

export const settingNames = [
  'TROPA_HOST',
  'TROPA_PORT',
  'TROPA_DATA_DIR',
  'TROPA_KEY_FILE',
  'DATABASE_URL',
  'TROPA_ORIGIN',
  'TROPA_TIME_ZONE',
  'TROPA_EVAPORATION_DAYS',
]

// A misspelt setting would otherwise be ignored, and the default used without a word.
function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter(name => name.startsWith('TROPA_') && !settingNames.includes(name))
    .map(name => `${name} is not a setting of Tropa (there are: ${settingNames.join(', ')})`)
}

function parseHost(text: string): string | undefined {
  return /^[\w.:-]+$/.test(text) ? text : undefined
}

function parsePort(text: string): number | undefined {
  const port = Number(text)
  return /^\d+$/.test(text) && port >= 1 && port <= 65535 ? port : undefined
}

function parseEvaporationDays(text: string): number | undefined {
  const days = Number(text)
  return /^\d{1,4}$/.test(text) && days >= 7 && days <= 3650 ? days : undefined
}

function parseDatabaseUrl(text: string): string | undefined {
  if (text === 'none') return ''
  return /^postgres(ql)?:\/\//.test(text) ? text : undefined
}

function parseOrigin(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
  return plain ? url : undefined
}

function parseTimeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text
  } catch {
    return undefined
  }
}
