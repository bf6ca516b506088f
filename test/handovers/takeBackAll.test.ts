import type { Actor } from '../../src/auth/actor'
import type { Database } from '../../src/db/open'
import { takeBackAll } from '../../src/handovers/takeBackAll'
import type { MovedCase } from '../../src/handovers/moveLot'
import { requireTrust } from '../../src/readers/trust'
import { KeysWiped } from '../../src/vault/encryption'
import { notebook } from '../notes/notebook'
import { addMember, anchorOf, keyHolderOf, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { desk } from './desk'
import { addManyCases, wordsOf } from './manyCases'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, leaver: Actor, vera: Actor, victor: Actor
  let notes: ReturnType<typeof notebook>
  let hands: ReturnType<typeof desk>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    leaver = await addMember(database.db, 'volunteer', 'leaver')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    notes = notebook(database.db)
    hands = desk(database.db)
  })
  afterEach(() => database.close())

  /** Hands over so many cases of the leaver; what an undo keeps of it. */
  async function handOver(count: number, to: Actor[]) {
    const trust = await requireTrust(database.db, anchorOf(database.db))
    const cases = await addManyCases(database.db, trust, keyHolderOf(leaver), count)
    const all: MovedCase[] = []
    const progress = (_done: number, _all: number, some: MovedCase[]) => void all.push(...some)
    await hands.handOverAll(anna, leaver, to, { progress })
    const moved = all.map(({ id, version, position }): [string, number, number] => [id, version, position])
    return { cases, undo: { from: leaver.id, moved } }
  }
  const parts = () => ({ db: database.db, anchor: anchorOf(database.db) })
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const holders = async () => {
    const rows = await database.db.selectFrom('cases').select('assigned_to').execute()
    return [leaver, vera, victor].map(one => rows.filter(row => row.assigned_to === one.id).length)
  }

  test('all are back but the one that somebody has worked on; who had them between reads none', async () => {
    const { cases, undo } = await handOver(120, [vera, victor])
    const worked = cases[7]!
    await notes.add(anna, worked.code, 'more')
    const holder = (await hands.holder(worked.code))!
    expect(await takeBackAll(parts(), writer(anna), undo, today)).toEqual({ back: 119, stay: 1 })
    expect((await holders())[0]).toBe(119)
    expect(await hands.holder(worked.code)).toBe(holder)
    for (const one of [cases[0]!, cases[1]!, cases[119]!]) {
      for (const reader of [leaver, anna]) expect(await notes.words(reader, one.code)).toEqual(wordsOf(one))
      for (const other of [vera, victor])
        expect(new Set(await notes.words(other, one.code))).toEqual(new Set(['sealed']))
    }
    const holding = [vera, victor].find(one => one.id === holder)!
    expect(await notes.words(holding, worked.code)).toEqual([...wordsOf(worked), 'more'])
    expect(await hands.history(leaver, cases[0]!.code)).toMatchObject([
      { what: 'assigned', from: leaver.id },
      { what: 'undone', undone: 'assignment', by: anna.id },
    ])
    expect((await hands.actions()).filter(one => one.startsWith('cases.'))).toEqual([
      'cases.handed_over 120',
      'cases.taken_back 120',
    ])
  })

  test('from the pool they come back too, and one that was taken stays', async () => {
    const { undo } = await handOver(3, [])
    expect(await hands.take(victor)).toHaveProperty('code')
    expect(await takeBackAll(parts(), writer(anna), undo, today)).toEqual({ back: 2, stay: 1 })
    expect(await holders()).toEqual([2, 0, 1])
  })

  test('one that is erased keeps no other from coming back', async () => {
    const { cases, undo } = await handOver(3, [vera])
    await database.db.deleteFrom('cases').where('id', '=', cases[1]!.id).execute()
    expect(await takeBackAll(parts(), writer(anna), undo, today)).toEqual({ back: 2, stay: 0 })
  })

  test('broken off in the middle it can be done once more', async () => {
    const { undo } = await handOver(70, [vera])
    const progress = () => {
      throw new KeysWiped()
    }
    await expect(takeBackAll(parts(), writer(anna), undo, today, { progress })).rejects.toThrow(KeysWiped)
    expect(await holders()).toEqual([50, 20, 0])
    expect(await takeBackAll(parts(), writer(anna), undo, today)).toEqual({ back: 20, stay: 0 })
    expect(await holders()).toEqual([70, 0, 0])
  })
})
