import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase } from '../../src/cases/caseStore'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import type { UserTable } from '../../src/db/schema'
import { addNote } from '../../src/notes/addNote'
import { readNotes } from '../../src/notes/readNotes'
import type { Anchor } from '../../src/readers/anchor'
import { findCertified, listCertified, putCertificate } from '../../src/readers/certificateStore'
import { certifyMember } from '../../src/readers/certifyMember'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { findSuccessor, isRecoveryKey, recoverGroup } from '../../src/readers/recoverGroup'
import { renewEpoch } from '../../src/readers/renewEpoch'
import { requireTrust } from '../../src/readers/trust'
import { changeRole, disableMember, enableMember } from '../../src/users/changeMemberState'
import { writeKeys } from '../../src/users/joinTropa'
import { loseReading } from '../../src/users/loseReading'
import { CannotOpen, type KeyEncryptionKey } from '../../src/vault/bytes'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { newMemberKey, newStrongbox } from '../../src/vault/memberKeys'
import { unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { newBoxPair, sealTo } from '../../src/vault/sealedBox'
import { addMember, anchorOf, keyHolderOf, recoveryWords, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { copyOf, readableTo, type Copy } from './attacker'
import { moveCase } from './moveCase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anchor: Anchor
  let admin: Actor
  let anna: Actor
  beforeEach(async () => {
    database = await open()
    anchor = anchorOf(database.db)
    admin = await addMember(database.db, 'admin')
    anna = await addMember(database.db, 'coordinator', 'Anna')
  })
  afterEach(() => database.close())

  describe('a coordinator who joins', () => {
    test('reads what was sealed before, and what comes after', async () => {
      const code = await newCase(anna)
      await write(anna, code, 'early')
      const boris = await addMember(database.db, 'coordinator', 'Boris', { certified: false })
      expect(await read(boris, code)).toEqual(['sealed'])
      await certify(boris)
      await write(anna, code, 'late')
      expect(await read(boris, code)).toEqual(['early', 'late'])
      expect(await epochNumber()).toBe(2)
    })

    test('is one only after the right number was typed', async () => {
      const boris = await addMember(database.db, 'coordinator', 'Boris', { certified: false })
      expect(await certify(boris, fingerprintOf(keyHolderOf(anna).pairs))).toBe('differs')
      expect(await epochNumber()).toBe(1)
    })
  })

  describe('a coordinator who leaves', () => {
    let boris: Actor
    let code: CaseCode
    beforeEach(async () => {
      boris = await addMember(database.db, 'coordinator', 'Boris')
      code = await newCase(anna)
      await write(boris, code, 'early')
    })

    test.each<[string, () => Promise<unknown>]>([
      ['whose access was ended', () => disableMember(database.db, admin, boris.id, today)],
      ['who became a volunteer', () => changeRole(database.db, admin, boris.id, 'volunteer', today)],
      ['who joined again', () => rejoin(boris)],
    ])('%s opens nothing that is sealed later, with any copy of the database', async (_, leave) => {
      const copies = [await copyOf(database.db)]
      const old = keyHolderOf(boris)
      await leave()
      copies.push(await copyOf(database.db))
      await signIn(anna)
      await write(anna, code, 'late')
      copies.push(await copyOf(database.db))
      expect(wordsFor(old, copies)).toEqual(['early'])
      expect(wordsFor(keyHolderOf(anna), copies)).toEqual(['early', 'late'])
      expect(await read(anna, code)).toEqual(['early', 'late'])
    })

    test('is not let in again by whoever lets in another before anybody has signed in', async () => {
      const copies = [await copyOf(database.db)]
      await disableMember(database.db, admin, boris.id, today)
      const clara = await addMember(database.db, 'coordinator', 'Clara', { certified: false })
      await certify(clara)
      await write({ ...clara, certified: true }, code, 'late')
      copies.push(await copyOf(database.db))
      expect(wordsFor(keyHolderOf(boris), copies)).toEqual(['early'])
      expect(await coordinators()).toEqual([anna.id, clara.id].sort())
      expect(await read(clara, code)).toEqual(['early', 'late'])
    })

    test('signs in as a volunteer without beginning an epoch, and is one when certified as such', async () => {
      await changeRole(database.db, admin, boris.id, 'volunteer', today)
      await signIn(boris)
      expect(await epochNumber()).toBe(2)
      const volunteer = { ...boris, role: 'volunteer' as const, certified: false }
      const own = await newCase(boris)
      await write(anna, own, 'for Boris')
      await certify(volunteer)
      expect(await coordinators()).toEqual([anna.id])
      expect(await read(volunteer, own)).toEqual(['for Boris'])
    })

    test('and comes back with the same keys is certified anew, not simply there again', async () => {
      await disableMember(database.db, admin, boris.id, today)
      await enableMember(database.db, admin, boris.id, today)
      await signIn(boris)
      await signIn(anna)
      expect(await coordinators()).toEqual([anna.id])
      await certify(boris)
      expect(await read(boris, code)).toEqual(['early'])
    })

    test('and joins again with other keys reads everything once certified, the others too', async () => {
      await rejoin(boris)
      const fresh = rejoined.get(boris.id)!
      expect(await read(boris, code, fresh)).not.toContain('early')
      await certify(boris, fingerprintOf(fresh.pairs))
      await write(anna, code, 'late')
      expect(await read(boris, code, fresh)).toEqual(['early', 'late'])
      expect(await read(anna, code)).toEqual(['early', 'late'])
    })

    test('is left out once, however many sign in at once', async () => {
      const clara = await addMember(database.db, 'coordinator', 'Clara')
      const before = await epochNumber()
      await disableMember(database.db, admin, boris.id, today)
      await Promise.all([anna, clara, anna, clara].map(signIn))
      expect(await epochNumber()).toBe(before + 1)
      await signIn(anna)
      expect(await epochNumber()).toBe(before + 1)
    })

    test('and was the last one leaves nobody who could begin an epoch', async () => {
      await disableMember(database.db, admin, anna.id, today)
      await disableMember(database.db, admin, boris.id, today)
      await signIn(anna)
      await signIn(boris)
      expect(await epochNumber()).toBe(2)
    })
  })

  test.each<[string, (reader: Actor, number: number) => string]>([
    ['is damaged', () => 'AAAA'],
    [
      'holds another key',
      ({ id }, number) => {
        const place = ['group key', String(number)]
        return sealTo(keyHolderOf({ id }).pairs.boxPublic, newBoxPair().boxPrivate, place)
      },
    ],
  ])('a coordinator whose box %s can sign in; another begins the epoch that is due', async (_, box) => {
    const boris = await addMember(database.db, 'coordinator', 'Boris')
    const clara = await addMember(database.db, 'coordinator', 'Clara')
    const code = await newCase(anna)
    await write(anna, code, 'early')
    await database.db
      .updateTable('epoch_keys')
      .set({ sealed: box(boris, 3) })
      .where('reader', '=', boris.id)
      .where('epoch', '=', 3)
      .execute()
    expect(await read(boris, code)).not.toContain('early')
    await disableMember(database.db, admin, clara.id, today)
    await signIn(boris)
    expect(await epochNumber()).toBe(3)
    await signIn(anna)
    expect(await coordinators()).toEqual([anna.id, boris.id].sort())
    for (const one of [anna, boris]) expect(await read(one, code)).toEqual(['early'])
  })

  test('two who let in others at the same time both succeed', async () => {
    const boris = await addMember(database.db, 'coordinator', 'Boris')
    const newcomers = [
      await addMember(database.db, 'coordinator', 'Clara', { certified: false }),
      await addMember(database.db, 'coordinator', 'Dora', { certified: false }),
    ] as const
    await Promise.all([certify(newcomers[0], undefined, anna), certify(newcomers[1], undefined, boris)])
    expect(await coordinators()).toEqual([anna, boris, ...newcomers].map(one => one.id).sort())
  })

  describe('a volunteer', () => {
    let vera: Actor
    let code: CaseCode
    beforeEach(async () => {
      vera = await addMember(database.db, 'volunteer', 'Vera', { certified: false })
      code = await newCase(vera)
      await write(vera, code, 'early')
      expect(await read(vera, code)).toEqual(['sealed'])
      await certify(vera)
    })

    test('once certified reads what was sealed before in their case, through every later epoch', async () => {
      expect(await read(vera, code)).toEqual(['early'])
      for (const name of ['Boris', 'Clara']) await addMember(database.db, 'coordinator', name)
      await write(anna, code, 'late')
      await write(vera, code, 'later')
      expect(await read(vera, code)).toEqual(['early', 'late', 'later'])
      expect(await certifiedIds()).toEqual([vera.id])
    })

    test('to whom a case is handed reads all of it, and whoever had it nothing that comes after', async () => {
      const victor = await addMember(database.db, 'volunteer', 'Victor')
      const copies = [await copyOf(database.db)]
      await handOver(code, victor)
      expect(await read(victor, code)).toEqual(['early'])
      await write(victor, code, 'late')
      await write(anna, code, 'later')
      copies.push(await copyOf(database.db))
      expect(wordsFor(keyHolderOf(vera), copies)).toEqual(['early'])
      expect(wordsFor(keyHolderOf(victor), copies)).toEqual(['early', 'late', 'later'])
      await handOver(code, vera)
      await write(vera, code, 'latest')
      copies.push(await copyOf(database.db))
      expect(wordsFor(keyHolderOf(victor), copies)).not.toContain('latest')
      expect(await read(vera, code)).toEqual(['early', 'late', 'later', 'latest'])
    })

    test('who has held a case for a while without a word being written reads nothing that comes after', async () => {
      const [sasha, victor] = [
        await addMember(database.db, 'volunteer', 'Sasha', { certified: false }),
        await addMember(database.db, 'volunteer', 'Victor'),
      ]
      await handOver(code, sasha)
      await write(anna, code, 'for coordinators')
      await handOver(code, victor)
      const copies = [await copyOf(database.db)]
      await handOver(code, sasha)
      await write(anna, code, 'late')
      copies.push(await copyOf(database.db))
      expect(wordsFor(keyHolderOf(victor), copies)).toEqual(['early', 'for coordinators'])
    })

    test('who leaves is left out of the next epoch, and their old certificate is worth nothing', async () => {
      const certificate = await certificateOf(vera)
      const copies = [await copyOf(database.db)]
      await disableMember(database.db, admin, vera.id, today)
      await signIn(anna)
      expect(await epochNumber()).toBe(2)
      await enableMember(database.db, admin, vera.id, today)
      for (const epoch of [1, 2]) {
        await putCertificate(database.db, { ...certificate, epoch })
        expect(await certifiedIds()).toEqual([])
        await write(anna, code, `late ${epoch}`)
      }
      copies.push(await copyOf(database.db))
      expect(wordsFor(keyHolderOf(vera), copies)).toEqual(['early'])
    })

    test('who joins again with other keys is certified anew; the old keys open nothing that comes after', async () => {
      const copies = [await copyOf(database.db)]
      const [old, certificate] = [keyHolderOf(vera), await certificateOf(vera)]
      await write(anna, code, 'middle')
      await rejoin(vera)
      const fresh = rejoined.get(vera.id)!
      expect(await read(vera, code, fresh)).toEqual(['sealed', 'sealed'])
      await certify(vera, fingerprintOf(fresh.pairs))
      expect(await read(vera, code, fresh)).toEqual(['early', 'middle'])
      copies.push(await copyOf(database.db))
      await write(anna, code, 'late')
      copies.push(await copyOf(database.db))
      expect(wordsFor(old, copies)).not.toContain('late')
      expect(await read(vera, code, fresh)).toEqual(['early', 'middle', 'late'])
      await putCertificate(database.db, certificate)
      expect(await certifiedIds()).toEqual([])
    })

    test('is sealed to only while they are one, whatever certificates there are', async () => {
      const change = (values: Partial<Pick<UserTable, 'role' | 'state'>>) =>
        database.db.updateTable('users').set(values).where('id', '=', vera.id).execute()
      await change({ state: 'disabled' })
      expect(await certifiedIds()).toEqual([])
      await change({ state: 'active', role: 'admin' })
      expect(await certifiedIds()).toEqual([])
      await change({ role: 'volunteer' })
      expect(await certifiedIds()).toEqual([vera.id])
    })

    test('who becomes a coordinator is no certified volunteer any more', async () => {
      await changeRole(database.db, admin, vera.id, 'coordinator', today)
      await certify({ ...vera, role: 'coordinator' })
      expect(await certifiedIds()).toEqual([])
      expect(await coordinators()).toEqual([anna.id, vera.id].sort())
    })
  })

  describe('the recovery key', () => {
    let vera: Actor
    let code: CaseCode
    beforeEach(async () => {
      vera = await addMember(database.db, 'volunteer', 'Vera')
      code = await newCase(vera)
      await write(vera, code, 'early')
      await addMember(database.db, 'coordinator', 'Boris')
      await write(anna, code, 'later')
    })

    test('lets a new coordinator read all that was sealed when no other is left', async () => {
      const clara = await addMember(database.db, 'coordinator', 'Clara', { certified: false })
      const { subject, fingerprint } = (await findSuccessor(database.db, 'Clara'))!
      expect(fingerprint).toBe(fingerprintOf(keyHolderOf(clara).pairs))
      expect(await isRecoveryKey(database.db, anchor, recoveryWords)).toBe(true)
      await recoverGroup(database.db, anchor, recoveryWords, subject, today.day)
      expect(await coordinators()).toEqual([clara.id])
      await write(vera, code, 'latest')
      expect(await read(clara, code)).toEqual(['early', 'later', 'latest'])
      expect(await read(vera, code)).toEqual(['early', 'later', 'latest'])
      // What follows is signed by a coordinator again.
      await addMember(database.db, 'coordinator', 'Dora', { certified: false })
      await certify((await memberNamed('Dora'))!, undefined, clara)
      expect(await certifiedIds()).toEqual([vera.id])
    })

    test('brings back a coordinator who has lost the passphrase and joined again', async () => {
      await rejoin(anna)
      const fresh = rejoined.get(anna.id)!
      const { subject } = (await findSuccessor(database.db, 'Anna'))!
      expect(subject).toMatchObject({ boxPublic: fresh.pairs.boxPublic })
      await recoverGroup(database.db, anchor, recoveryWords, subject, today.day)
      await write(vera, code, 'latest')
      expect(await read(anna, code, fresh)).toEqual(['early', 'later', 'latest'])
    })

    test('with other words opens nothing and begins nothing', async () => {
      const wrong = [...recoveryWords].reverse()
      expect(await isRecoveryKey(database.db, anchor, wrong)).toBe(false)
      const { subject } = (await findSuccessor(database.db, 'Anna'))!
      await expect(recoverGroup(database.db, anchor, wrong, subject, today.day)).rejects.toThrow(CannotOpen)
      expect(await epochNumber()).toBe(2)
    })

    test('makes nobody a coordinator who has not joined as one', async () => {
      expect(await findSuccessor(database.db, 'Vera')).toBeUndefined()
      expect(await findSuccessor(database.db, 'Nobody')).toBeUndefined()
      await disableMember(database.db, admin, anna.id, today)
      expect(await findSuccessor(database.db, 'Anna')).toBeUndefined()
    })
  })

  const rejoined = new Map<string, KeyHolder>()

  /** As after a forgotten passphrase: other keys, and none of what the old ones could read by. */
  async function rejoin({ id }: Actor): Promise<void> {
    const strongbox = newStrongbox('')
    const passphrase = {
      record: unusablePassphraseRecord(),
      kek: newMemberKey() as unknown as KeyEncryptionKey,
    }
    await loseReading(database.db, id)
    await writeKeys(database.db, id, { passphrase, memberKey: newMemberKey(), strongbox })
    rejoined.set(id, { id, pairs: strongbox })
  }

  function signIn(member: Actor): Promise<void> {
    return renewEpoch(database.db, anchor, keyHolderOf(member), today.day)
  }

  function certify(
    { id, role }: Pick<Actor, 'id' | 'role'>,
    typed = fingerprintOf(keyHolderOf({ id }).pairs),
    by = anna,
  ) {
    return certifyMember(database.db, anchor, keyHolderOf(by), { id, role, typed }, today.day)
  }

  function newCase(by: Actor): Promise<CaseCode> {
    return recordCase(database.db, by, someFacts(), today, { id: randomUUID() })
  }

  async function write(actor: Actor, code: CaseCode, text: string): Promise<void> {
    const writer = { actor, holder: keyHolderOf(actor) }
    await addNote({ db: database.db, anchor }, writer, { code, text }, today)
  }

  /** The words of a case's notes, or that they are sealed. */
  async function read(actor: Actor, code: CaseCode, keys = keyHolderOf(actor)): Promise<string[]> {
    const helpCase = (await findCase(database.db, { ...anna, certified: true }, code))!
    const reader = { actor, keys: () => Promise.resolve(keys) }
    const { notes } = await readNotes({ db: database.db, anchor }, reader, helpCase)
    return notes.map(({ content }) => (typeof content === 'string' ? content : content.text))
  }

  async function handOver(code: CaseCode, to: Actor): Promise<void> {
    const { id } = (await findCase(database.db, anna, code))!
    await moveCase(database.db, id, keyHolderOf(anna), to)
  }

  /** The words of all notes in some copies that a member could open with their keys. */
  function wordsFor({ pairs }: KeyHolder, copies: Copy[]): string[] {
    const texts = readableTo({ privateKeys: [pairs.boxPrivate], dataKeys: [] }, copies)
    return texts.map(text => (JSON.parse(text) as { text: string }).text).sort()
  }

  async function epochNumber(): Promise<number> {
    return (await requireTrust(database.db, anchor)).epoch.number
  }

  async function coordinators(): Promise<string[]> {
    const { epoch } = await requireTrust(database.db, anchor)
    return epoch.coordinators.map(one => one.id).sort()
  }

  async function certifiedIds(): Promise<string[]> {
    const trust = await requireTrust(database.db, anchor)
    const all = (await listCertified(database.db, trust)).map(one => one.id)
    for (const id of all) expect(await findCertified(database.db, trust, id)).toBeDefined()
    return all
  }

  function certificateOf({ id }: Actor) {
    return database.db
      .selectFrom('certificates')
      .selectAll()
      .where('user_id', '=', id)
      .executeTakeFirstOrThrow()
  }

  function memberNamed(pseudonym: string) {
    return database.db
      .selectFrom('users')
      .select(['id', 'role'])
      .where('pseudonym', '=', pseudonym)
      .executeTakeFirst()
  }
})
