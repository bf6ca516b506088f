import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { keyPlace } from '../../src/seized/keyPlace'
import { temporaryFolder } from '../support/temporaryFolder'

const folder = temporaryFolder()
let dataDir: string
beforeEach(() => mkdirSync((dataDir = path.join(folder(), 'data'))))

const databaseUrl = undefined
const keyAt = (...parts: string[]) => {
  const keyFile = path.join(folder(), ...parts)
  mkdirSync(path.dirname(keyFile), { recursive: true })
  writeFileSync(keyFile, 'key')
  return keyFile
}

test('in the data folder, or below it, it is beside the database', () => {
  expect(keyPlace({ dataDir, databaseUrl, keyFile: keyAt('data', 'server.key') })).toBe('beside')
  expect(keyPlace({ dataDir, databaseUrl, keyFile: keyAt('data', 'keys', 'server.key') })).toBe('beside')
})

test('in another folder it is on the same disk all the same', () => {
  expect(keyPlace({ dataDir, databaseUrl, keyFile: keyAt('keys', 'server.key') })).toBe('same_disk')
  expect(keyPlace({ dataDir, databaseUrl, keyFile: keyAt('data.key') })).toBe('same_disk')
})

test('a link does not hide where it is, in either direction', () => {
  const real = keyAt('data', 'real.key')
  symlinkSync(real, path.join(folder(), 'away.key'))
  expect(keyPlace({ dataDir, databaseUrl, keyFile: path.join(folder(), 'away.key') })).toBe('beside')
  symlinkSync(keyAt('elsewhere.key'), path.join(dataDir, 'near.key'))
  expect(keyPlace({ dataDir, databaseUrl, keyFile: path.join(dataDir, 'near.key') })).toBe('same_disk')
})

test('what is not there is on no disk of this machine', () => {
  const keyFile = keyAt('data', 'server.key')
  rmSync(keyFile)
  expect(keyPlace({ dataDir, databaseUrl, keyFile })).toBe('elsewhere')
})

test('a copy of a PostgreSQL database has no data folder', () => {
  const keyFile = keyAt('data', 'server.key')
  expect(keyPlace({ dataDir, databaseUrl: 'postgres://localhost/tropa', keyFile })).toBe('same_disk')
})
