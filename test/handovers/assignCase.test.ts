import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { certifyMember } from '../../src/readers/certifyMember'
import { KeysWiped } from '../../src/vault/encryption'
import { keptKeys } from '../../src/undo/undo'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { NotFound } from '../../src/web/errors'
import { assignCase } from '../../src/handovers/assignCase'
import { notebook } from '../notes/notebook'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { desk } from './desk'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, vera: Actor, victor: Actor
  let code: CaseCode
  let notes: ReturnType<typeof notebook>
  let hands: ReturnType<typeof desk>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    code = await recordCase(database.db, vera, someFacts(), today)
    notes = notebook(database.db)
    hands = desk(database.db)
    await notes.add(vera, code, 'old')
  })
  afterEach(() => database.close())

  test('a volunteer hands a case to another, who reads all of it; they themselves read nothing any more', async () => {
    const done = await hands.assign(vera, code, victor)
    await notes.add(victor, code, 'new')
    expect(await hands.holder(code)).toBe(victor.id)
    for (const reader of [victor, anna]) expect(await notes.words(reader, code)).toEqual(['old', 'new'])
    expect(await notes.words(vera, code)).toEqual(['sealed', 'sealed'])
    expect(await hands.history(victor, code)).toEqual([
      { what: 'assigned', from: vera.id, to: victor.id, day: today.day, by: vera.id },
    ])
    expect(await hands.actions()).toEqual(['case.recorded', 'case.assigned'])
    // What it takes to bring it back whole, should they think better of it.
    expect(done).toMatchObject({ code, given: victor.id, before: { assigned_to: vera.id } })
    expect([...keptKeys(done!).keys()]).toEqual([1])
  })

  test('from the pool a coordinator gives it to anybody, and whoever recorded it takes it themselves', async () => {
    await hands.assign(vera, code, null)
    for (const reader of [vera, victor]) expect(await notes.words(reader, code)).toEqual(['old'])
    await hands.assign(vera, code, vera)
    expect(await notes.words(victor, code)).toEqual(['sealed'])
    await hands.assign(vera, code, null)
    await hands.assign(anna, code, victor)
    expect(await notes.words(victor, code)).toEqual(['old'])
    expect(await notes.words(vera, code)).toEqual(['sealed'])
  })

  test('whoever recorded a case that somebody else has sees it, and takes it back as little as a stranger', async () => {
    await hands.assign(vera, code, victor)
    const stranger = await addMember(database.db, 'volunteer', 'stranger')
    const uncertified = await addMember(database.db, 'coordinator', 'newcomer', { certified: false })
    for (const actor of [vera, stranger, uncertified]) {
      for (const to of [actor, null]) await expect(hands.assign(actor, code, to)).rejects.toThrow(NotFound)
    }
    expect(await hands.holder(code)).toBe(victor.id)
  })

  test('nobody gets a case who takes none: an admin, who has left, who never was', async () => {
    const before = await hands.row(code)
    const admin = await addMember(database.db, 'admin')
    const left = await addMember(database.db, 'volunteer', 'left')
    await database.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', left.id).execute()
    for (const to of [admin, left, { ...left, id: 'nobody' }]) {
      expect(await hands.assign(anna, code, to)).toBeUndefined()
    }
    // Nor does anything happen when they have it already.
    expect(await hands.assign(anna, code, vera)).toBeUndefined()
    expect(await hands.row(code)).toEqual(before)
    expect(await hands.actions()).toEqual(['case.recorded'])
  })

  test('what could not be passed on is passed on when a coordinator gives it to the same once more', async () => {
    const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
    await hands.assign(vera, code, sasha)
    await hands.assign(sasha, code, victor)
    expect(await notes.words(victor, code)).toEqual(['sealed'])
    expect(await hands.assign(anna, code, victor)).toBeUndefined()
    expect(await notes.words(victor, code)).toEqual(['old'])
  })

  test('whom nobody has confirmed reads it when somebody has', async () => {
    const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
    await hands.assign(vera, code, sasha)
    expect(await notes.words(sasha, code)).toEqual(['sealed'])
    const candidate = { id: sasha.id, role: 'volunteer', typed: fingerprintOf(keyHolderOf(sasha).pairs) }
    await certifyMember(database.db, anchorOf(database.db), keyHolderOf(anna), candidate, today.day)
    expect(await notes.words(sasha, code)).toEqual(['old'])
  })

  test('when the keys were wiped because whoever asked has gone away, nothing happens', async () => {
    const before = await hands.row(code)
    const { pairs } = keyHolderOf(vera)
    const wiped = { ...pairs, boxPrivate: pairs.boxPrivate.slice().fill(0) as typeof pairs.boxPrivate }
    const writer = { actor: vera, holder: { id: vera.id, pairs: wiped } }
    const parts = { db: database.db, anchor: anchorOf(database.db) }
    await expect(assignCase(parts, writer, { code, to: victor.id }, today)).rejects.toThrow(KeysWiped)
    expect(await hands.row(code)).toEqual(before)
    expect(await notes.words(vera, code)).toEqual(['old'])
  })
})
