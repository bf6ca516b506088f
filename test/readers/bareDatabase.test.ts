import type { Db } from '../../src/db/schema'
import { randomUUID } from 'node:crypto'
import { beginGroup } from '../../src/readers/beginGroup'
import { recoverGroup } from '../../src/readers/recoverGroup'
import { publicKeysOf } from '../../src/readers/epoch'
import { findKeys } from '../../src/users/keyStore'
import { recoveryPairs } from '../../src/vault/recoveryKey'
import type { MemberPairs } from '../../src/vault/memberKeys'
import { addMember, anchorOf, enrolledAs, keyHolderOf, recoveryWords, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'

/*
 * What somebody finds who has the database and nothing else. A private key must stand in it in no form: the
 * compiler lets a whole pair pass where only its public half is meant.
 */
describe.each(engines)('on %s', (_, open) => {
  test('no private key stands in the database, whoever began or recovered the group', async () => {
    const database = await open()
    const { db } = database
    const first = await addMember(db, 'coordinator', 'first', { certified: false })
    await begin(db, first.id)
    const next = await addMember(db, 'coordinator', 'next', { certified: false })
    const subject = { id: next.id, ...publicKeysOf((await findKeys(db, next.id))!) }
    await recoverGroup(db, anchorOf(db), recoveryWords, subject, today.day)
    const values = await everyValue(db)
    const pairs = [recoveryPairs(recoveryWords), keyHolderOf(first).pairs, keyHolderOf(next).pairs]
    expect(pairs.flatMap(spellings).filter(written => values.includes(written))).toEqual([])
    await database.close()
  })

  test('an epoch says nothing but numbers, ids, hashes and public keys', async () => {
    const database = await open()
    const { db } = database
    const first = await addMember(db, 'coordinator', randomUUID(), { certified: false })
    await begin(db, first.id)
    const { statement } = await db.selectFrom('epochs').select('statement').executeTakeFirstOrThrow()
    const epoch = JSON.parse(statement) as Record<string, unknown>
    const keys = ['boxPublic', 'signPublic']
    expect(Object.keys(epoch)).toEqual([
      'number',
      'previous',
      'groupPublic',
      'teamPublic',
      'recovery',
      'coordinators',
      'signer',
    ])
    expect(Object.keys(epoch.recovery as object)).toEqual(keys)
    expect((epoch.coordinators as object[]).map(one => Object.keys(one))).toEqual([['id', ...keys]])
    await database.close()
  })
})

/** As the pages do it: with the words in the strongbox. */
async function begin(db: Db, userId: string): Promise<void> {
  const { memberKey, strongbox } = enrolledAs({ id: userId })
  const stored = (await findKeys(db, userId))!.strongbox
  const box = { ...strongbox, recoveryWords }
  await beginGroup({ db, anchor: anchorOf(db) }, { userId, memberKey, box, stored }, today.day)
}

/** The private halves as text, and as JSON writes bytes. */
function spellings({ boxPrivate, signPrivate }: MemberPairs): string[] {
  return [boxPrivate, signPrivate.subarray(0, 32)].flatMap(key => {
    const bytes = Buffer.from(key)
    const base64 = [0, 1, 2].map(skip =>
      bytes
        .subarray((3 - skip) % 3, 30)
        .toString('base64url')
        .slice(0, 32),
    )
    return [
      ...base64,
      bytes.toString('hex'),
      [...bytes.subarray(0, 6)].join(','),
      `"0":${bytes[0]},"1":${bytes[1]},"2":${bytes[2]}`,
    ]
  })
}
