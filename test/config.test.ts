import { ConfigError, loadConfig } from '../src/config'

test('with nothing set Tropa is reached from this machine alone', () => {
  expect(loadConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000, databaseUrl: undefined })
  expect(loadConfig({}).origin.href).toBe('http://127.0.0.1:3000/')
})

test('everything can be set', () => {
  const config = loadConfig({
    TROPA_HOST: '0.0.0.0',
    TROPA_PORT: '8080',
    TROPA_DATA_DIR: '/var/lib/tropa',
    DATABASE_URL: 'postgres://tropa@localhost/tropa',
    TROPA_ORIGIN: 'https://tropa.example.org',
    TROPA_TIME_ZONE: 'Europe/Moscow',
    TROPA_EVAPORATION_DAYS: '30',
  })
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 8080,
    dataDir: '/var/lib/tropa',
    timeZone: 'Europe/Moscow',
    evaporationDays: 30,
  })
})

test('an IPv6 address needs no other setting, and a wrong port is complained of once', () => {
  expect(loadConfig({ TROPA_HOST: '::1' }).origin.href).toBe('http://[::1]:3000/')
  expect(() => loadConfig({ TROPA_PORT: '0' })).toThrow(/^TROPA_PORT [^\n]*$/)
})

test('one error names every problem at once', () => {
  const env = {
    TROPA_PORT: '0',
    TROPA_ORIGIN: 'tropa.example.org',
    TROPA_TIME_ZONE: 'Mars/Base',
    DATABASE_URL: 'mysql://x',
    TROPA_PROT: '1',
  }
  expect(() => loadConfig(env)).toThrow(ConfigError)
  for (const name of Object.keys(env)) expect(() => loadConfig(env)).toThrow(name)
})

test.each([
  'https://tropa.example.org/path',
  'ftp://tropa.example.org',
  'https://user@tropa.example.org',
  'https://x/?y',
])('%s is no origin', origin => expect(() => loadConfig({ TROPA_ORIGIN: origin })).toThrow('TROPA_ORIGIN'))

test.each(['6', '3651', '-9', '1e3', '30.5', 'never'])('%s is no time for evaporation', days =>
  expect(() => loadConfig({ TROPA_EVAPORATION_DAYS: days })).toThrow(/^TROPA_EVAPORATION_DAYS [^\n]*3650/),
)

test('the configuration cannot be changed afterwards', () => {
  expect(Object.isFrozen(loadConfig({}))).toBe(true)
})
