import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openServerKey } from '../../src/settings/openServerKey'
import { loadServerKey, serverKeyOf } from '../../src/vault/serverKey'
import { projectFile } from '../../src/projectFiles'
import { end, startScript } from '../support/childProcess'
import { temporaryFolder } from '../support/temporaryFolder'
import { engines, testDatabase } from '../support/testDatabase'

const folder = temporaryFolder()
const file = (name = 'server.key') => path.join(folder(), 'new', name)

describe('the file', () => {
  test('is made once, for its owner alone, with its folder', async () => {
    const key = await loadServerKey(file())
    const text = readFileSync(file(), 'utf8')
    expect(text).toMatch(/^[\w-]{43}\n$/)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700)
    expect(await loadServerKey(file())).toEqual(key)
    expect(readFileSync(file(), 'utf8')).toBe(text)
    expect(readdirSync(path.dirname(file()))).toEqual(['server.key'])
  })

  test('is another one for every server', async () => {
    expect((await loadServerKey(file('a'))).check).not.toBe((await loadServerKey(file('b'))).check)
  })

  test('is one also when several programs start at once', async () => {
    const script = path.join(folder(), 'start.js')
    // They begin together, at a moment by which all of them are ready.
    writeFileSync(
      script,
      `const { loadServerKey } = require(${JSON.stringify(projectFile('src', 'vault', 'serverKey.ts'))})
       const [file, moment] = process.argv.slice(2)
       loadServerKey(file + '.other').then(async () => {
         while (Date.now() < Number(moment));
         process.stdout.write((await loadServerKey(file)).check)
       })`,
    )
    const moment = String(Date.now() + 3000)
    const children = Array.from({ length: 4 }, () => startScript(script, [file(), moment], {}, folder()))
    const ended = await Promise.all(children.map(end))
    const { check } = await loadServerKey(file())
    expect(ended).toEqual(children.map(() => ({ code: 0, out: check, err: '' })))
    expect(readdirSync(path.dirname(file())).sort()).toEqual(['server.key', 'server.key.other'])
  }, 30_000)

  test.each(['', '\n', 'AAAA', 'a'.repeat(42), 'a'.repeat(44), '!'.repeat(43), '{"key": 1}'])(
    'that is damaged ("%s") says so and is left as it is',
    async text => {
      await loadServerKey(file())
      writeFileSync(file(), text)
      await expect(loadServerKey(file())).rejects.toThrow(`${file()} is damaged: it must hold 32 bytes`)
      expect(readFileSync(file(), 'utf8')).toBe(text)
    },
  )

  test('may end with or without a new line', async () => {
    const key = await loadServerKey(file())
    for (const end of ['', '\r\n', '\n\n']) {
      writeFileSync(file(), readFileSync(file(), 'utf8').trim() + end)
      expect(await loadServerKey(file())).toEqual(key)
    }
  })

  test('that is write-protected can be read', async () => {
    const key = await loadServerKey(file())
    chmodSync(file(), 0o400)
    expect(await loadServerKey(file())).toEqual(key)
  })
})

describe('what is derived', () => {
  test('is 32 bytes for each purpose, all different, and none is the key itself', () => {
    const bytes = Buffer.alloc(32, 7)
    const { check, ...secrets } = serverKeyOf(bytes)
    const all = [...Object.values(secrets), Buffer.from(check, 'base64url'), bytes].map(one => {
      expect(one).toHaveLength(32)
      return one.toString('hex')
    })
    expect(new Set(all).size).toBe(all.length)
  })

  // Passphrases that were set under one version must work with every later one.
  test('never changes', () => {
    expect(serverKeyOf(Buffer.alloc(32)).check).toBe('5YfrzRo_WlDZe6wzr8hoaDnXzDJDeb6HmqFo-Nzyq3g')
    expect(serverKeyOf(Buffer.alloc(32)).pepper.toString('base64url')).toBe(
      'k_W9bi9R5-PTVKiAJTbBoztA0TTbhN4BMGYwsbSkOJ8',
    )
  })

  test('changes altogether with one bit of the key', () => {
    const flipped = Buffer.alloc(32)
    flipped[31]! ^= 1
    const [a, b] = [serverKeyOf(Buffer.alloc(32)), serverKeyOf(flipped)]
    for (const name of Object.keys(a) as (keyof typeof a)[]) expect(a[name]).not.toEqual(b[name])
  })
})

describe.each(engines)('with a database on %s', (_, open) => {
  test('the key belongs to the database that it was begun with', async () => {
    const database = await open()
    const key = await openServerKey(database.db, file())
    expect(await openServerKey(database.db, file())).toEqual(key)
    await expect(openServerKey(database.db, file('other'))).rejects.toThrow('other is missing')
    expect(existsSync(file('other'))).toBe(false)
    await loadServerKey(file('other'))
    await expect(openServerKey(database.db, file('other'))).rejects.toThrow(
      'other belongs to another database',
    )
    expect(await openServerKey(database.db, file())).toEqual(key)
    await database.close()
  })
})

test('a database that has no key yet takes one that is there', async () => {
  const key = await loadServerKey(file())
  const database = await testDatabase()
  expect(await openServerKey(database.db, file())).toEqual(key)
  await database.close()
})

test('of the key the database holds only what it is recognised by', async () => {
  const database = await testDatabase()
  const key = await openServerKey(database.db, file())
  expect(await database.db.selectFrom('settings').selectAll().execute()).toEqual([
    { name: 'server_key_check', value: key.check },
  ])
  await database.close()
})
