import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { Database } from '../../src/db/open'
import type { PartnerTable } from '../../src/db/schema'
import { retirePartner } from '../../src/partners/retirePartner'
import { sealPartner } from '../../src/partners/sealedPartner'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { TrustBroken } from '../../src/readers/epoch'
import { requireTrust, type Trust } from '../../src/readers/trust'
import { disableMember } from '../../src/users/changeMemberState'
import { newStrongbox } from '../../src/vault/memberKeys'
import { addMember, anchorOf, keyHolderOf, today } from '../support/members'
import { engines, testDatabase } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'
import { partnerBook, somePartner } from './partnerBook'
import { takeTeamOut } from './takeTeamOut'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let book: ReturnType<typeof partnerBook>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    book = partnerBook(database.db)
  })
  afterEach(() => database.close())

  test('whoever is certified reads what a coordinator has written; nobody else does', async () => {
    const partner = somePartner({ does: 'law', languages: ['ru', 'other'], otherLanguages: 'Georgian' })
    await book.add(coordinator, partner)
    for (const actor of [coordinator, volunteer]) {
      const { partners } = await book.read(actor)
      expect(partners).toMatchObject([{ content: partner, confirmed: true, version: 1 }])
    }
    const newcomer = await addMember(database.db, 'volunteer', 'newcomer', { certified: false })
    const admin = await addMember(database.db, 'admin')
    for (const actor of [newcomer, admin]) {
      expect(await book.read(actor)).toEqual({ partners: [], obstacle: 'unconfirmed' })
    }
  })

  test('nothing of a partner stands in the database, nor how long its words are', async () => {
    const words = { name: 'canary', does: 'sparrow', otherLanguages: 'titmouse', note: 'канарейка' }
    await book.add(coordinator, words)
    await book.add(coordinator)
    const values = await everyValue(database.db)
    for (const word of [...Object.values(words), 'North Harbour', 'legal":'])
      expect([word, values.includes(word)]).toEqual([word, false])
    const rows = await rowsIn(database)
    expect(new Set(rows.map(row => row.ciphertext.length)).size).toBe(1)
    expect(new Set(rows.map(row => row.sealed_key)).size).toBe(2)
  })

  test('a form that is sent twice is one partner, with other words another', async () => {
    const id = randomUUID()
    await Promise.all([book.add(coordinator, {}, id), book.add(coordinator, {}, id)])
    await book.add(coordinator, { name: 'South Harbour' }, id)
    expect((await book.names(volunteer)).sort()).toEqual(['North Harbour', 'South Harbour'])
  })

  test('of two changes at once the second is told; a retired partner is gone', async () => {
    const id = randomUUID()
    await book.add(coordinator, {}, id)
    const changes = await Promise.all([
      book.change(coordinator, id, 1, { name: 'One' }),
      book.change(coordinator, id, 1, { name: 'Two' }),
    ])
    expect(changes.sort()).toEqual([false, true])
    expect(await rowsIn(database)).toMatchObject([{ version: 2 }])
    expect(await retirePartner(database.db, coordinator, id, today.day)).toBe(true)
    expect(await retirePartner(database.db, coordinator, id, today.day)).toBe(false)
    expect(await book.change(coordinator, id, 2, { name: 'Three' })).toBe(false)
    expect(await book.names(volunteer)).toEqual([])
    const { db } = database
    const entries = await db.selectFrom('audit').selectAll().orderBy('number', 'desc').limit(3).execute()
    expect(entries.map(one => [one.action, one.object, one.dated])).toEqual([
      ['partner.retired', '', today.day],
      ['partner.changed', '', today.day],
      ['partner.added', '', today.day],
    ])
  })

  describe('whoever writes to the database plants no partner', () => {
    let trust: Trust
    let genuine: PartnerTable
    beforeEach(async () => {
      await book.add(coordinator)
      trust = await requireTrust(database.db, anchorOf(database.db))
      genuine = (await rowsIn(database))[0]!
    })

    const attempts: [string, () => PartnerTable][] = [
      ['unsigned', () => ({ ...planted(outsider()), signature: '' })],
      ['signed by an outsider who calls themselves coordinator', () => planted(outsider(coordinator.id))],
      ['signed by a volunteer', () => planted(keyHolderOf(volunteer))],
      ['with the signature of another', () => ({ ...planted(outsider()), ...signatureOf(genuine) })],
      ['by another id for what is there', () => ({ ...genuine, id: randomUUID() })],
    ]
    test.each(attempts)('%s', async (_, attempt) => {
      await database.db.insertInto('partners').values(attempt()).execute()
      expect(await book.names(volunteer)).toEqual(['North Harbour'])
      expect(await book.names(coordinator)).toEqual(['North Harbour'])
      const doubtful = (await book.read(coordinator)).partners.filter(one => !one.confirmed)
      expect(doubtful).toHaveLength(1)
    })

    const changes: Partial<PartnerTable>[] = [
      { version: 2 },
      { epoch: 2 },
      { ciphertext: 'AAAA' },
      { sealed_key: 'AAAA' },
    ]
    test.each(changes)('by changing one that is there: %j', async change => {
      await database.db.updateTable('partners').set(change).execute()
      expect(await book.names(volunteer)).toEqual([])
    })

    test('whatever is sealed in it, nobody’s page breaks', async () => {
      const contents: unknown[] = [null, 1, 'x', [], {}, { ...somePartner(), needs: [1] }, huge()]
      for (const content of contents) {
        await database.db
          .insertInto('partners')
          .values(planted(outsider(), content as never))
          .execute()
      }
      const { partners } = await book.read(coordinator)
      const doubtful = partners.filter(one => !one.confirmed)
      expect(doubtful.map(one => one.content)).toEqual(contents.map(() => 'damaged'))
    })

    /** What anybody can seal who knows the team's public key. */
    function planted(by: KeyHolder, partner = somePartner({ name: 'Trap' })): PartnerTable {
      const { boxPublic, signPublic } = by.pairs
      const epoch = { ...trust.epoch, coordinators: [{ id: by.id, boxPublic, signPublic }] }
      return sealPartner({ ...trust, epoch }, by, { id: randomUUID(), version: 1 }, partner)
    }
  })

  describe('when the coordinators change', () => {
    let second: Actor
    beforeEach(async () => {
      second = await addMember(database.db, 'coordinator', 'second')
      await book.add(second, { name: 'Of the second' })
      await book.add(coordinator, { name: 'Of the first' })
    })

    test('what was signed by one who has left waits for another to look at it', async () => {
      await disableMember(database.db, { ...coordinator, role: 'admin' }, second.id, today)
      await book.add(coordinator, { name: 'New' })
      expect((await book.names(volunteer)).sort()).toEqual(['New', 'Of the first'])
      const [doubtful] = (await book.read(coordinator)).partners.filter(one => !one.confirmed)
      expect(doubtful!.content).toMatchObject({ name: 'Of the second' })

      const before = (await rowsIn(database)).find(row => row.id === doubtful!.id)!
      expect(await book.confirm(coordinator, ['0'.repeat(64)])).toBe(0)
      expect(await book.confirm(coordinator, [doubtful!.mark])).toBe(1)
      expect(await book.confirm(coordinator, [doubtful!.mark])).toBe(0)
      expect(await book.names(volunteer)).toContain('Of the second')
      const after = (await rowsIn(database)).find(row => row.id === doubtful!.id)!
      expect(after).toMatchObject({ signer: coordinator.id, version: 2 })
      expect(after.sealed_key).not.toBe(before.sealed_key)
    })

    test('somebody who is let in later reads what is there already', async () => {
      const newcomer = await addMember(database.db, 'volunteer', 'newcomer')
      expect((await book.names(newcomer)).sort()).toEqual(['Of the first', 'Of the second'])
    })

    test('a volunteer who leaves reads nothing that is saved after, even with the keys of then', async () => {
      const boxes = await database.db
        .selectFrom('epoch_keys')
        .selectAll()
        .where('reader', '=', `team:${volunteer.id}`)
        .execute()
      expect(boxes).not.toEqual([])
      await disableMember(database.db, { ...coordinator, role: 'admin' }, volunteer.id, today)
      const id = (await book.read(coordinator)).partners[0]!.id
      await book.change(coordinator, id, 1, { name: 'Renamed' })
      await book.add(coordinator, { name: 'New' })
      await database.db.insertInto('epoch_keys').values(boxes).execute()
      expect((await book.read(volunteer)).partners).toEqual([])
      const epochs = (await rowsIn(database)).map(row => row.epoch)
      const last = Math.max(...boxes.map(one => one.epoch))
      expect(epochs.filter(epoch => epoch > last)).toHaveLength(2)
    })
  })

  test('only coordinators of the present epoch save', async () => {
    const unconfirmed = await addMember(database.db, 'coordinator', 'unconfirmed', { certified: false })
    for (const actor of [volunteer, unconfirmed]) {
      await expect(book.add(actor)).rejects.toThrow(TrustBroken)
    }
    expect(await rowsIn(database)).toEqual([])
  })
})

test('a coordinator who saves in an epoch without a key for the team begins one that has it', async () => {
  const database = await testDatabase()
  const coordinator = await addMember(database.db, 'coordinator')
  await takeTeamOut(database.db, coordinator)
  const book = partnerBook(database.db)
  expect((await book.read(coordinator)).obstacle).toBe('no_team_key')
  await book.add(coordinator)
  expect(await book.names(coordinator)).toEqual(['North Harbour'])
  await database.close()
})

function outsider(id: string = randomUUID()): KeyHolder {
  return { id, pairs: newStrongbox('') }
}

function signatureOf({ signer, signature }: PartnerTable) {
  return { signer, signature }
}

function huge() {
  return somePartner({ note: 'x'.repeat(10_000) })
}

function rowsIn({ db }: Database): Promise<PartnerTable[]> {
  return db.selectFrom('partners').selectAll().execute()
}
