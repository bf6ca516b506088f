import { randomBytes } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { sealNote } from '../../src/notes/sealedNote'
import { requireTrust } from '../../src/readers/trust'
import type { DataKey } from '../../src/vault/bytes'
import { sealTo } from '../../src/vault/sealedBox'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { notebook } from './notebook'

/* What somebody who writes to the database at will, such as an admin of the server, can do to notes. */

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let [code, other]: CaseCode[] = []
  let notes: ReturnType<typeof notebook>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    code = await recordCase(database.db, volunteer, someFacts(), today)
    other = await recordCase(database.db, volunteer, someFacts(), today)
    notes = notebook(database.db)
    await notes.add(volunteer, code, 'one')
    await notes.add(volunteer, code, 'two')
    await notes.add(volunteer, other, 'three')
    await notes.add(volunteer, other, 'four')
  })
  afterEach(() => database.close())

  const sealed = () => database.db.selectFrom('sealed').selectAll().orderBy('position').execute()
  const grants = () => database.db.selectFrom('grants').selectAll().orderBy('generation').execute()
  const all = async (actor: Actor) => [
    ...(await notes.words(actor, code!)),
    ...(await notes.words(actor, other!)),
  ]

  test('two notes of a case whose words are exchanged open nowhere', async () => {
    const [one, two] = (await sealed()).filter(row => row.case_id === caseId(code!))
    await put(one!.id, { ciphertext: two!.ciphertext })
    await put(two!.id, { ciphertext: one!.ciphertext })
    expect(await all(volunteer)).toEqual([unread, unread, 'three', 'four'])
  })

  test('neither do the words of two cases', async () => {
    const [one, , three] = await inOrder()
    await put(one!.id, { ciphertext: three!.ciphertext, generation: three!.generation })
    await put(three!.id, { ciphertext: one!.ciphertext, generation: one!.generation })
    expect(await all(coordinator)).toEqual([unread, 'two', unread, 'four'])
  })

  test('nor does a note whose whole row was moved to another case, with its keys or without', async () => {
    const [one] = await inOrder()
    await put(one!.id, { case_id: caseId(other!), position: 9, generation: 9 })
    expect(await all(volunteer)).toEqual(['two', 'three', 'four', unread])
    const key = (await grants()).find(
      row =>
        row.case_id === one!.case_id && row.generation === one!.generation && row.reader === volunteer.id,
    )
    const grant = { ...key!, case_id: caseId(other!), generation: 9 }
    await database.db.insertInto('grants').values(grant).execute()
    expect(await notes.words(volunteer, other!)).not.toContain('one')
    expect(await notes.words(volunteer, code!)).toEqual(['two'])
  })

  test('an older version of a note that was masked does not come back by its words alone', async () => {
    const [before] = await inOrder()
    await notes.mask(volunteer, code!, { id: before!.id, version: 1 }, { whole: true, words: [] })
    await put(before!.id, { ciphertext: before!.ciphertext })
    expect(await notes.words(volunteer, code!)).toEqual([unread, 'two'])
  })

  test('one changed letter of a seal is found', async () => {
    const [one] = await inOrder()
    const at = one!.ciphertext.length - 10
    const letter = one!.ciphertext[at] === 'A' ? 'B' : 'A'
    const ciphertext = one!.ciphertext.slice(0, at) + letter + one!.ciphertext.slice(at + 1)
    await put(one!.id, { ciphertext })
    expect(await all(volunteer)).toEqual([unread, 'two', 'three', 'four'])
  })

  test('a grant given to somebody else opens nothing for them, and takes nothing from the others', async () => {
    const stranger = await addMember(database.db, 'volunteer', 'stranger')
    const copies = (await grants())
      .filter(row => row.reader === volunteer.id)
      .map(row => ({ ...row, reader: stranger.id }))
    await database.db.insertInto('grants').values(copies).execute()
    const words = await all(stranger)
    expect(words.every(word => word === 'sealed' || word === 'damaged')).toBe(true)
    expect(await all(volunteer)).toEqual(['one', 'two', 'three', 'four'])
  })

  // Anybody can seal to public keys. A key that was planted for the next note would make it readable to its planter.
  test('a data key that somebody has planted for the readers is not written with', async () => {
    const planted = new Uint8Array(randomBytes(32)) as DataKey
    const { epoch } = await requireTrust(database.db, anchorOf(database.db))
    const case_id = caseId(code!)
    const readers = [
      [`group:${epoch.number}`, epoch.groupPublic],
      [volunteer.id, keyHolderOf(volunteer).pairs.boxPublic],
    ] as const
    const { mark } = (await grants()).find(row => row.case_id === case_id)!
    const rows = readers.map(([reader, key]) => ({
      case_id,
      generation: 50,
      reader,
      sealed_key: sealTo(key, planted, ['grant', case_id, '50', reader]),
      mark,
    }))
    await database.db.insertInto('grants').values(rows).execute()
    const id = await notes.add(volunteer, code!, 'meant for few')
    const row = (await sealed()).find(one => one.id === id)!
    expect(row.generation).not.toBe(50)
    const forged = sealNote(planted, row, { text: 'x', day: today.day, author: volunteer.id })
    await put(id, { ciphertext: forged })
    expect(await notes.words(coordinator, code!)).toEqual(['one', 'two', unread])
  })

  test('a damaged grant takes the words it opens and no others, and the next note can be written', async () => {
    await database.db
      .updateTable('grants')
      .set({ sealed_key: 'AAAA' })
      .where('case_id', '=', caseId(code!))
      .execute()
    expect((await notes.words(coordinator, code!)).some(word => word === 'one' || word === 'two')).toBe(false)
    await notes.add(volunteer, code!, 'after')
    expect((await notes.words(volunteer, code!)).at(-1)).toBe('after')
    expect(await notes.words(volunteer, other!)).toEqual(['three', 'four'])
    const successor = await addMember(database.db, 'volunteer', 'successor')
    expect(await notes.handOver(coordinator, code!, successor)).toBeDefined()
    expect((await notes.words(successor, code!)).at(-1)).toBe('after')
  })

  test('a list of readers that no coordinator signed stops writing and reading', async () => {
    await database.db.updateTable('epochs').set({ signature: 'AAAA' }).execute()
    await expect(notes.add(volunteer, code!, 'x')).rejects.toThrow('not signed by a coordinator')
    expect(await notes.read(volunteer, code!)).toMatchObject({
      notes: [{ content: 'sealed' }, { content: 'sealed' }],
      obstacle: 'broken',
    })
  })

  const ids = new Map<CaseCode, string>()
  beforeEach(async () => {
    for (const one of [code!, other!]) ids.set(one, (await notes.caseOf(one)).id)
  })
  const caseId = (one: CaseCode) => ids.get(one)!
  const unread = expect.stringMatching(/^(sealed|damaged)$/) as string

  /** The notes of the first case, then those of the second. */
  async function inOrder() {
    const rows = await sealed()
    return [code!, other!].flatMap(one => rows.filter(row => row.case_id === caseId(one)))
  }

  async function put(id: string, change: Record<string, string | number>) {
    await database.db.updateTable('sealed').set(change).where('id', '=', id).execute()
  }
})
