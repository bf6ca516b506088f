import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { migrate } from '../../src/db/migrate'
import { openDatabase, type Database } from '../../src/db/open'
import { addMember, someFacts, today } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { notebook } from './notebook'

const folder = temporaryFolder()

let database: Database
let volunteer: Actor
let code: CaseCode
beforeEach(async () => {
  database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  await migrate(database)
  await addMember(database.db, 'coordinator')
  volunteer = await addMember(database.db, 'volunteer')
  code = await recordCase(database.db, volunteer, someFacts(), today)
})
afterEach(() => database.close())

test('no word of a note is in the bytes of the database, its write-ahead log included', async () => {
  const words = ['canary', 'канарейка', 'long '.repeat(900)]
  const { add } = notebook(database.db)
  for (const word of words) await add(volunteer, code, `${word} end`)
  expect(bytes().includes(volunteer.id)).toBe(true)
  for (const word of words) {
    const spellings = [word, Buffer.from(word, 'utf16le'), Buffer.from(word).toString('hex')]
    expect([word, spellings.some(spelling => bytes().includes(spelling))]).toEqual([word, false])
  }
})

test('the length of a note shows in the stored one only as one of a few', async () => {
  const { add } = notebook(database.db)
  for (const length of [1, 5, 60, 100, 800, 3000, 9000]) await add(volunteer, code, 'x'.repeat(length))
  const rows = await database.db.selectFrom('sealed').select('ciphertext').orderBy('position').execute()
  expect(new Set(rows.map(row => row.ciphertext.length)).size).toBe(4)
  expect(new Set(rows.slice(0, 4).map(row => row.ciphertext.length)).size).toBe(1)
})

test('what stood in a note before it was masked is gone from the bytes, sealed as it was', async () => {
  const { add, mask } = notebook(database.db)
  for (let i = 0; i < 30; i++) await add(volunteer, code, `another ${i}`)
  const id = await add(volunteer, code, 'to be masked')
  const row = await database.db
    .selectFrom('sealed')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(bytes().includes(row.ciphertext)).toBe(true)
  await mask(volunteer, code, { id, version: 1 }, { whole: true, words: [] })
  expect(bytes().includes(row.ciphertext.slice(0, 100))).toBe(false)
  expect(bytes().includes(row.ciphertext.slice(-100))).toBe(false)
  expect(bytes().includes(id)).toBe(true)
})

/** All files of the data folder, one after another. */
function bytes(): Buffer {
  return Buffer.concat(readdirSync(folder()).map(name => readFileSync(path.join(folder(), name))))
}
