import type { Actor } from '../../src/auth/actor'
import type { Database } from '../../src/db/open'
import { certifyMember } from '../../src/readers/certifyMember'
import { hashOfEpoch, signEpoch, type Epoch } from '../../src/readers/epoch'
import { findSuccessor, recoverGroup } from '../../src/readers/recoverGroup'
import { renewEpoch } from '../../src/readers/renewEpoch'
import { openTeamKeys } from '../../src/readers/teamKeys'
import { readTrust, requireTrust } from '../../src/readers/trust'
import { changeRole, disableMember } from '../../src/users/changeMemberState'
import { CannotOpen, toText } from '../../src/vault/bytes'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { recoveryPairs } from '../../src/vault/recoveryKey'
import { newBoxPair, sealTo, type BoxPair } from '../../src/vault/sealedBox'
import { addMember, anchorOf, keyHolderOf, recoveryWords, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { copyOf, secretsFor } from './attacker'
import { heldCase } from './heldCase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let admin: Actor, anna: Actor, vera: Actor
  beforeEach(async () => {
    database = await open()
    admin = await addMember(database.db, 'admin')
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
  })
  afterEach(() => database.close())

  describe('the key of the team is opened', () => {
    test('by all who are certified, in each epoch, and is another one in each', async () => {
      const boris = await addMember(database.db, 'coordinator', 'Boris')
      const nina = await addMember(database.db, 'volunteer', 'Nina')
      const { epochs } = await trustNow()
      expect(epochs).toHaveLength(2)
      expect(new Set(epochs.flatMap(one => [one.teamPublic, one.groupPublic])).size).toBe(4)
      for (const one of [anna, boris, vera, nina]) {
        for (const { number, teamPublic } of epochs)
          expect((await teamKey(one, number)).boxPublic).toBe(teamPublic)
      }
    })

    test('by the recovery key', async () => {
      const holder = { id: 'recovery', pairs: recoveryPairs(recoveryWords) }
      const pair = await openTeamKeys(database.db, await trustNow(), holder)(1)
      expect(pair.boxPublic).toBe((await trustNow()).epoch.teamPublic)
    })

    test('by nobody else', async () => {
      const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
      const clara = await addMember(database.db, 'coordinator', 'Clara', { certified: false })
      for (const one of [sasha, clara, admin]) await expect(teamKey(one, 1)).rejects.toThrow(CannotOpen)
      for (const number of [0, 2, 1.5, NaN]) await expect(teamKey(vera, number)).rejects.toThrow(CannotOpen)
      const copies = [await copyOf(database.db)]
      for (const one of [sasha, clara, admin])
        expect(secretsFor([keyHolderOf(one).pairs.boxPrivate], copies)).toEqual([])
    })

    test('by a volunteer as soon as a coordinator certifies them, whatever epoch it is then', async () => {
      const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
      await addMember(database.db, 'coordinator', 'Boris')
      const helpCase = await heldCase(database.db, vera)
      await helpCase.write(vera)
      expect(await helpCase.opens(sasha)).toEqual([])
      await certify(sasha)
      expect(await helpCase.opens(sasha)).toEqual([1])
      // Once more, as when a form is sent twice.
      await certify(sasha)
      for (const number of [1, 2]) await expect(teamKey(sasha, number)).resolves.toBeDefined()
    })
  })

  test('a newcomer reads the cases that were put into the pool in earlier epochs', async () => {
    const helpCase = await heldCase(database.db, vera)
    await helpCase.write(vera)
    for (const name of ['Boris', 'Clara']) {
      await addMember(database.db, 'coordinator', name)
      await helpCase.write(vera)
    }
    const nina = await addMember(database.db, 'volunteer', 'Nina')
    expect(await helpCase.opens(nina)).toEqual([1, 2, 3])
    await helpCase.move(nina, nina)
    expect(await helpCase.opens(nina)).toEqual([1, 2, 3])
  })

  describe('who has left', () => {
    let victor: Actor
    let helpCase: Awaited<ReturnType<typeof heldCase>>
    beforeEach(async () => {
      victor = await addMember(database.db, 'volunteer', 'Victor')
      await addMember(database.db, 'coordinator', 'Boris')
      helpCase = await heldCase(database.db, vera)
      await helpCase.write(vera)
    })

    test('keeps the key of the team in no epoch', async () => {
      const boxes = () =>
        database.db
          .selectFrom('epoch_keys')
          .select('epoch')
          .where('reader', 'like', `%${victor.id}`)
          .execute()
      expect(await boxes()).toHaveLength(2)
      await disableMember(database.db, admin, victor.id, today)
      expect(await boxes()).toEqual([])
      expect(await helpCase.opens(victor)).toEqual([])
    })

    test.each<[string, (one: Actor) => Promise<unknown>]>([
      ['whose access was ended', one => disableMember(database.db, admin, one.id, today)],
      ['whose role was changed', one => changeRole(database.db, admin, one.id, 'admin', today)],
    ])(
      'and %s opens nothing that is put into the pool after the next epoch began, with any copy',
      async (_, leave) => {
        const copies = [await copyOf(database.db)]
        await leave(victor)
        copies.push(await copyOf(database.db))
        await signIn(anna)
        expect((await trustNow()).epoch.number).toBe(3)
        await helpCase.write(vera)
        const later = await heldCase(database.db, vera)
        await later.write(vera)
        await later.move(vera, vera)
        await later.move(vera, null)
        copies.push(await copyOf(database.db))
        expect(helpCase.foundBy(keyHolderOf(victor), copies)).toEqual([1])
        expect(later.foundBy(keyHolderOf(victor), copies)).toEqual([])
        // The same search finds what a member finds who stays.
        expect(helpCase.foundBy(keyHolderOf(vera), copies)).toEqual([1, 2])
        expect(await later.opens(victor)).toEqual([])
      },
    )

    test('gets no further by a box that is put back', async () => {
      const { db } = database
      const rows = await db
        .selectFrom('epoch_keys')
        .selectAll()
        .where('reader', 'like', `%${victor.id}`)
        .execute()
      await disableMember(db, admin, victor.id, today)
      await signIn(anna)
      for (const epoch of [1, 2, 3]) {
        await db.deleteFrom('epoch_keys').where('reader', 'like', `%${victor.id}`).execute()
        await db
          .insertInto('epoch_keys')
          .values({ ...rows[1]!, epoch })
          .execute()
        for (const number of [1, 2, 3]) await expect(teamKey(victor, number)).rejects.toThrow(CannotOpen)
      }
    })
  })

  test('a new coordinator by the recovery key reads the pool, and lets others', async () => {
    const helpCase = await heldCase(database.db, vera)
    await helpCase.write(vera)
    await addMember(database.db, 'coordinator', 'Clara', { certified: false })
    const { subject } = (await findSuccessor(database.db, 'Clara'))!
    await recoverGroup(database.db, anchorOf(database.db), recoveryWords, subject, today.day)
    for (const one of [subject, vera]) {
      for (const number of [1, 2]) await expect(teamKey(one, number)).resolves.toBeDefined()
    }
    expect(await helpCase.opens(vera)).toEqual([1])
  })

  describe('a key that the signed statement does not name is refused:', () => {
    test('for a volunteer, and for coordinators', async () => {
      const { boxPublic } = keyHolderOf(vera).pairs
      await plant(1, `team:${vera.id}`, boxPublic, newBoxPair())
      await plant(1, 'team', (await trustNow()).epoch.groupPublic, newBoxPair())
      for (const one of [vera, anna]) await expect(teamKey(one, 1)).rejects.toThrow('not the key')
    })

    test('for an earlier epoch', async () => {
      await addMember(database.db, 'coordinator', 'Boris')
      await plant(1, 'team next', (await trustNow()).epoch.teamPublic!, newBoxPair())
      for (const one of [vera, anna]) {
        await expect(teamKey(one, 1)).rejects.toThrow('not the key')
        await expect(teamKey(one, 2)).resolves.toBeDefined()
      }
    })

    test('nor is one taken for it that was sealed as a key of the group', async () => {
      const { epoch } = await trustNow()
      const { boxPrivate } = await teamKey(anna, 1)
      const sealed = sealTo(epoch.groupPublic, boxPrivate, ['group key', '1'])
      await database.db.updateTable('epoch_keys').set({ sealed }).where('reader', '=', 'team').execute()
      await expect(teamKey(anna, 1)).rejects.toThrow('another place')
    })

    test('and is given to nobody, neither with a certificate nor with the next epoch', async () => {
      const key = newBoxPair()
      await plant(1, 'team', (await trustNow()).epoch.groupPublic, key)
      const nina = await addMember(database.db, 'volunteer', 'Nina', { certified: false })
      expect(await certify(nina)).toBe('certified')
      // It does not keep those who stay from leaving out those who left, either.
      await disableMember(database.db, admin, nina.id, today)
      await signIn(anna)
      expect((await trustNow()).epoch.number).toBe(2)
      const holders = [vera, nina, anna].map(one => keyHolderOf(one).pairs.boxPrivate)
      await database.db.deleteFrom('epoch_keys').where('reader', '=', 'team').where('epoch', '=', 1).execute()
      const found = secretsFor(holders, [await copyOf(database.db)]).map(toText)
      expect(found).not.toContain(toText(key.boxPrivate))
      for (const one of [vera, anna]) await expect(teamKey(one, 2)).resolves.toBeDefined()
    })
  })

  describe('an epoch that began before there were keys of a team', () => {
    beforeEach(() => takeTeamOut())

    test('is good to the letter; its cases are sealed as they were', async () => {
      expect((await trustNow()).epoch).not.toHaveProperty('teamPublic')
      const helpCase = await heldCase(database.db, vera)
      await helpCase.write(vera)
      expect(await helpCase.readers()).toEqual([vera.id, 'group:1'].sort())
      for (const one of [anna, vera]) {
        expect(await helpCase.opens(one)).toEqual([1])
        await expect(teamKey(one, 1)).rejects.toThrow(CannotOpen)
      }
      await certify(await addMember(database.db, 'volunteer', 'Nina', { certified: false }))
    })

    test('ends when the next coordinator signs in; what was written in it then comes to the team', async () => {
      const helpCase = await heldCase(database.db, vera)
      await helpCase.write(vera)
      await signIn(anna)
      await signIn(anna)
      expect((await trustNow()).epochs).toHaveLength(2)
      const nina = await addMember(database.db, 'volunteer', 'Nina')
      expect(await helpCase.opens(nina)).toEqual([])
      await helpCase.write(vera)
      expect(await helpCase.opens(nina)).toEqual([2])
      await helpCase.move(anna, null)
      expect(await helpCase.opens(nina)).toEqual([1, 2])
      await expect(teamKey(nina, 1)).rejects.toThrow(CannotOpen)
    })
  })

  function trustNow() {
    return requireTrust(database.db, anchorOf(database.db))
  }

  async function teamKey(member: Pick<Actor, 'id'>, epoch: number): Promise<BoxPair> {
    return openTeamKeys(database.db, await trustNow(), keyHolderOf(member))(epoch)
  }

  function signIn(member: Actor): Promise<void> {
    return renewEpoch(database.db, anchorOf(database.db), keyHolderOf(member), today.day)
  }

  function certify({ id, role }: Actor) {
    const member = { id, role, typed: fingerprintOf(keyHolderOf({ id }).pairs) }
    return certifyMember(database.db, anchorOf(database.db), keyHolderOf(anna), member, today.day)
  }

  async function plant(
    epoch: number,
    reader: string,
    key: BoxPair['boxPublic'],
    pair: BoxPair,
  ): Promise<void> {
    const sealed = sealTo(key, pair.boxPrivate, ['team key', String(epoch)])
    const { numUpdatedRows } = await database.db
      .updateTable('epoch_keys')
      .set({ sealed })
      .where('epoch', '=', epoch)
      .where('reader', '=', reader)
      .executeTakeFirstOrThrow()
    expect(numUpdatedRows).toBe(1n)
  }

  /** Makes the only epoch one as they were before: no key of a team in its statement, and no box with one. */
  async function takeTeamOut(): Promise<void> {
    const { db } = database
    const { statement } = await db.selectFrom('epochs').selectAll().executeTakeFirstOrThrow()
    const { teamPublic: _, ...before } = JSON.parse(statement) as Epoch
    const signed = signEpoch(before, keyHolderOf(anna).pairs)
    expect(signed.statement).toBe(JSON.stringify(before))
    await db.updateTable('epochs').set(signed).execute()
    await db.deleteFrom('epoch_keys').where('reader', 'like', 'team%').execute()
    anchorOf(db).write({ number: 1, hash: hashOfEpoch(signed) })
    expect(await readTrust(db, anchorOf(db))).toBeDefined()
  }
})
