import type { OpenStrongbox } from '../../src/auth/unlock'
import type { Db } from '../../src/db/schema'
import { beginGroup } from '../../src/readers/beginGroup'
import { listEpochs } from '../../src/readers/epochStore'
import { isRecoveryKey } from '../../src/readers/recoverGroup'
import { readTrust } from '../../src/readers/trust'
import { findKeys } from '../../src/users/keyStore'
import { openStrongbox } from '../../src/vault/memberKeys'
import { addMember, anchorOf, enrolledAs, recoveryWords, today } from '../support/members'
import { engines } from '../support/testDatabase'

async function openCoordinator(db: Db, pseudonym: string, words: string[]): Promise<OpenStrongbox> {
  const { id } = await addMember(db, 'coordinator', pseudonym, { certified: false })
  const { memberKey, strongbox } = enrolledAs({ id })
  const { strongbox: stored } = (await findKeys(db, id))!
  return { userId: id, memberKey, box: { ...strongbox, recoveryWords: words }, stored }
}

describe.each(engines)('the first epoch on %s', (_, open) => {
  test('is begun by one of two who confirm their recovery keys at the same moment', async () => {
    const database = await open()
    const { db } = database
    const parts = { db, anchor: anchorOf(db) }
    const words = [recoveryWords, [...recoveryWords].reverse()]
    const both = [
      await openCoordinator(db, 'rowan', words[0]!),
      await openCoordinator(db, 'heron', words[1]!),
    ]
    await Promise.all(both.map(one => beginGroup(parts, one, today.day)))
    expect(await listEpochs(db)).toHaveLength(1)
    const { epoch } = (await readTrust(db, parts.anchor))!
    const first = both.findIndex(one => one.userId === epoch.coordinators[0]!.id)
    expect(epoch.coordinators).toHaveLength(1)
    const good = await Promise.all(words.map(one => isRecoveryKey(db, parts.anchor, one)))
    expect(good).toEqual([first === 0, first === 1])
    await database.close()
  })

  test('is not begun when its words cannot be forgotten with it', async () => {
    const database = await open()
    const { db } = database
    const parts = { db, anchor: anchorOf(db) }
    const rowan = await openCoordinator(db, 'rowan', recoveryWords)
    await expect(beginGroup(parts, { ...rowan, stored: 'older' }, today.day)).rejects.toMatchObject({
      name: 'StaleForm',
    })
    expect(await listEpochs(db)).toEqual([])
    await beginGroup(parts, rowan, today.day)
    const { strongbox } = (await findKeys(db, rowan.userId))!
    const box = openStrongbox(rowan.memberKey, rowan.userId, strongbox)
    expect([box.recoveryWords, box.epoch.number]).toEqual([[], 1])
    await database.close()
  })
})
