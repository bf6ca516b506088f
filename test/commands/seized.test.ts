import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { month } from '../../src/calendar/month'
import { migrate } from '../../src/db/migrate'
import { openDatabase } from '../../src/db/open'
import { readSeizedFacts } from '../../src/seized/facts'
import { seizedJson } from '../../src/seized/seizedJson'
import { anchorOf } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'
import { foundOrganisation } from '../seized/organisation'

const folder = temporaryFolder()

test('the JSON has the numbers of this database, under the names that are documented', async () => {
  const expected = await withOrganisation()
  const { code, out, err } = await typed(folder(), ['seized', '--json'])
  expect([code, err]).toEqual([0, ''])
  const json = JSON.parse(out)
  expect(json).toEqual(expected)
  expect(json.day).toBe('2026-11-15')
  const disk = json.scenarios[0]
  expect(disk.rows).toContainEqual({ what: 'cases_open', n: 4, state: 'readable', oldest_month: '2023-11' })
  expect(disk.rows).toContainEqual({ what: 'notes', n: 4, state: 'sealed' })
  expect(disk.actions).toContainEqual({ action: 'evaporate', n: 2, command: 'npx tropa evaporate' })
  expect(disk.actions).toContainEqual({
    action: 'close_quiet',
    n: 4,
    pages: { coordinator: '/cases?status=open' },
  })
  expect(json.scenarios[5]).toMatchObject({ scenario: 'admin', idle_minutes: 10, code_minutes: 10 })
})

test('the text says the same, with the way to what is to be done', async () => {
  await withOrganisation()
  const { code, out, err } = await typed(folder(), ['seized'])
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^If seized today\n15 November 2026: counted from the database just now\.\n\n/)
  expect(out).toMatch(/^The server, switched off\nSomebody has the disk/m)
  expect(out).toMatch(/^ +4 {2}readable {5}Open cases, as codes \(month, .* of November 2023\)$/m)
  expect(out).toMatch(/^ +4 {2}sealed {7}Notes \(text, writer and day\)$/m)
  expect(out).toMatch('- 2 closed cases should have vanished by now: [npx tropa evaporate]\n')
  expect(out).toMatch('Confirm another. [/readers, /users]\n')
  expect(out).not.toMatch(/\{|undefined/)
})

test('in Russian, too', async () => {
  await withOrganisation()
  const { out } = await typed(folder(), ['seized', '--language', 'ru'])
  expect(out).toMatch(/^Если изымут сегодня\n/)
  expect(out).toMatch(/^ +4 {2}зашифровано {2}Заметки \(текст, автор и день\)$/m)
  expect(out).toMatch('2 закрытых дела должны были уже исчезнуть: [npx tropa evaporate]')
})

test('a key that lies beside the database is found there, one that is kept elsewhere is not', async () => {
  await withOrganisation()
  writeFileSync(path.join(folder(), 'server.key'), 'key')
  const key = async (env: NodeJS.ProcessEnv) => {
    const json = JSON.parse((await typed(folder(), ['seized', '--json'], { env })).out)
    const state = (i: number, what: string) =>
      json.scenarios[i].rows.find((row: { what: string }) => row.what === what).state
    return [state(0, 'server_key'), state(2, 'server_key_copy')]
  }
  expect(await key({})).toEqual(['readable', 'readable'])
  expect(await key({ TROPA_KEY_FILE: '/nowhere/server.key' })).toEqual(['absent', 'absent'])
})

test('it works before anybody has joined, and leaves no file behind that the server would have to read', async () => {
  const { code, out } = await typed(folder(), ['seized'])
  expect([code, out]).toEqual([0, expect.stringMatching(/^0 {2}sealed +Notes /m)])
  await withOrganisation()
  await typed(folder(), ['seized'])
  for (const name of ['epoch.anchor', 'server.key']) expect(existsSync(path.join(folder(), name))).toBe(false)
})

/** Fills the database in the folder, and counts it without the command. */
async function withOrganisation() {
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  try {
    await migrate(database)
    await foundOrganisation(database.db)
    const files = { dataDir: folder(), keyFile: '/nowhere/server.key', databaseUrl: undefined }
    const config = { timeZone: 'Asia/Tbilisi', evaporationDays: 90, ...files }
    const clock = { now: () => new Date(`${month('2026-11')}-15T12:00:00Z`) }
    return seizedJson(
      await readSeizedFacts({ db: database.db, anchor: anchorOf(database.db), clock, config }),
    )
  } finally {
    await database.close()
  }
}
