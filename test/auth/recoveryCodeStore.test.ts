import type { Actor } from '../../src/auth/actor'
import { countRecoveryCodes, insertRecoveryCodes, takeRecoveryCode } from '../../src/auth/recoveryCodeStore'
import { hashRecoveryCode, newRecoveryCodes } from '../../src/auth/recoveryCodes'
import type { Db } from '../../src/db/schema'
import type { Database } from '../../src/db/open'
import { addMember } from '../support/members'
import { engines } from '../support/testDatabase'

const key = Buffer.alloc(32, 1)

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let heron: Actor
  let stork: Actor
  beforeEach(async () => {
    database = await open()
    heron = await addMember(database.db, 'volunteer', 'heron')
    stork = await addMember(database.db, 'volunteer', 'stork')
  })
  afterEach(() => database.close())

  const inTransaction = <T>(work: (tx: Db) => Promise<T>) => database.db.transaction().execute(work)
  const take = (member: Actor, hash: ReturnType<typeof hashRecoveryCode>) =>
    inTransaction(tx => takeRecoveryCode(tx, member.id, hash))
  const giveCodes = async (member: Actor) => {
    const hashes = newRecoveryCodes().map(code => hashRecoveryCode(code, key, member.id))
    await inTransaction(tx => insertRecoveryCodes(tx, member.id, hashes))
    return hashes
  }

  test('each code works once', async () => {
    const hashes = await giveCodes(heron)
    expect(await countRecoveryCodes(database.db, heron.id)).toBe(10)
    expect(await take(heron, hashes[3]!)).toBe(true)
    expect(await take(heron, hashes[3]!)).toBe(false)
    expect(await countRecoveryCodes(database.db, heron.id)).toBe(9)
    expect(await take(heron, hashes[4]!)).toBe(true)
  })

  test('of many who use one code at once, one gets it', async () => {
    const [hash] = await giveCodes(heron)
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(heron, hash!)))
    expect(answers.filter(Boolean)).toHaveLength(1)
  })

  test('new codes replace the old ones, and only the member’s own', async () => {
    const others = await giveCodes(stork)
    const old = await giveCodes(heron)
    await giveCodes(heron)
    expect(await countRecoveryCodes(database.db, heron.id)).toBe(10)
    expect(await take(heron, old[0]!)).toBe(false)
    expect(await countRecoveryCodes(database.db, stork.id)).toBe(10)
    expect(await take(stork, others[0]!)).toBe(true)
  })

  test('a member cannot use the code of another, also not under their own name', async () => {
    const [code] = newRecoveryCodes()
    const hashes = [hashRecoveryCode(code!, key, heron.id)]
    await inTransaction(tx => insertRecoveryCodes(tx, heron.id, hashes))
    expect(await take(stork, hashes[0]!)).toBe(false)
    expect(await take(stork, hashRecoveryCode(code!, key, stork.id))).toBe(false)
    expect(await countRecoveryCodes(database.db, heron.id)).toBe(1)
  })
})
