import path from 'node:path'
import { recordCase } from '../../src/cases/recordCase'
import { databaseFile, openDatabase, type Database } from '../../src/db/open'
import { migrate } from '../../src/db/migrate'
import { fileAnchor } from '../../src/readers/anchor'
import { openDataKeys, type KeyHolder } from '../../src/readers/dataKeys'
import { keyForWriting } from '../../src/readers/keyForWriting'
import { readTrust } from '../../src/readers/trust'
import { findKeys } from '../../src/users/keyStore'
import { disableMember } from '../../src/users/changeMemberState'
import { findCase } from '../../src/cases/caseStore'
import { openText, sealText } from '../../src/vault/sealedText'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { randomWords } from '../../src/words/wordList'
import { admitCoordinator } from '../../src/demo/enrol'
import { addMember, keyHolderOf, someFacts, today } from '../support/members'
import { end, startTropa } from '../support/childProcess'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

const folder = temporaryFolder()
const words = randomWords('en', 10)

let database: Database
afterEach(() => database.close())

async function begin() {
  database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  expect(databaseFile(folder())).toContain('tropa.sqlite')
  await migrate(database)
  const { db } = database
  const anchor = fileAnchor(path.join(folder(), 'epoch.anchor'))
  const lost = await addMember(db, 'coordinator', 'lost', { certified: false })
  await admitCoordinator({ db, anchor }, keyHolderOf(lost), undefined, words, today)
  const code = await recordCase(db, { ...lost, certified: true }, someFacts(), today)
  const helpCase = (await findCase(db, { ...lost, certified: true }, code))!
  const place = { caseId: helpCase.id, kind: 'note', id: 'a', version: 1 }
  const trust = (await readTrust(db, anchor))!
  const { key, generation } = await keyForWriting(db, trust, keyHolderOf(lost), helpCase)
  const sealed = sealText(key, 'written before', place)
  const next = await addMember(db, 'coordinator', 'Next', { certified: false })
  const admin = await addMember(db, 'admin')
  await disableMember(db, admin, lost.id, today)
  const read = async (holder: KeyHolder) => {
    const keys = await openDataKeys(db, (await readTrust(db, anchor))!, holder, helpCase.id)
    const found = keys.get(generation)
    return found && openText(found, sealed, place)
  }
  const { box_public, sign_public } = (await findKeys(db, next.id))!
  const number = fingerprintOf({ boxPublic: box_public, signPublic: sign_public } as never)
  return { next, read, number }
}

const recover = (answers: string[], name = 'Next') =>
  typed(folder(), ['recover', '--coordinator', name], { answers })

test('a new coordinator reads what a lost one wrote, with ten words from paper', async () => {
  const { next, read, number } = await begin()
  await expect(read(keyHolderOf(next))).resolves.toBeUndefined()
  const { code, out, err } = await recover([number, ` ${words.join('  ').toUpperCase()} `])
  expect([code, out]).toEqual([0, expect.stringContaining('Next reads everything')])
  for (const word of words) expect(err.split(/\s/)).not.toContain(word)
  expect(await read(keyHolderOf(next))).toBe('written before')
  const audit = await database.db.selectFrom('audit').select('action').orderBy('number').execute()
  expect(audit.map(entry => entry.action).slice(-2)).toEqual(['epoch.started', 'group.recovered'])
})

test.each([
  [
    'another number',
    (number: string) => [number.replace(/^\d/, d => String((Number(d) + 1) % 10)), words.join(' ')],
    'not the number of their key',
  ],
  [
    'a word on no list',
    (number: string) => [number, [...words.slice(0, 9), 'xyzzy'].join(' ')],
    'Word number 10',
  ],
  ['a word too few', (number: string) => [number, words.slice(1).join(' ')], '9 words were typed'],
  ['other words', (number: string) => [number, [...words].reverse().join(' ')], 'not the recovery key'],
])('%s changes nothing', async (_, answers, complaint) => {
  const { next, read, number } = await begin()
  const { code, err } = await recover(answers(number))
  expect([code, err]).toEqual([1, expect.stringContaining(complaint)])
  expect(await read(keyHolderOf(next))).toBeUndefined()
})

test('takes both answers from a pipe, one line each, and the words as the paper numbers them', async () => {
  const { next, read, number } = await begin()
  const env = { TROPA_DATA_DIR: folder() }
  const child = startTropa(['recover', '--coordinator', 'Next'], env, folder())
  const numbered = words.map((word, i) => `${i + 1}. ${word}`).join(' ')
  child.stdin!.end(`${number}\n${numbered}\n`)
  expect(await end(child)).toMatchObject({ code: 0, out: expect.stringContaining('Next reads everything') })
  expect(await read(keyHolderOf(next))).toBe('written before')
})

test('somebody who has not joined as a coordinator is refused by name', async () => {
  await begin()
  const { code, err } = await recover([], 'admin')
  expect([code, err]).toEqual([1, expect.stringContaining('no coordinator “admin”')])
})
