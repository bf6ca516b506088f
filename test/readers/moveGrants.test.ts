import type { Actor } from '../../src/auth/actor'
import type { Database } from '../../src/db/open'
import { addMember, keyHolderOf } from '../support/members'
import { engines } from '../support/testDatabase'
import { copyOf } from './attacker'
import { heldCase } from './heldCase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, vera: Actor, victor: Actor, sasha: Actor
  let helpCase: Awaited<ReturnType<typeof heldCase>>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
    helpCase = await heldCase(database.db, vera)
    await helpCase.write(vera)
    await helpCase.write(anna)
  })
  afterEach(() => database.close())

  describe('a case in the pool', () => {
    test('is sealed to coordinators, to whoever recorded it and to the team, and to nobody else', async () => {
      expect(await helpCase.readers()).toEqual([vera.id, 'group:1', 'team:1'].sort())
      for (const one of [anna, vera, victor]) expect(await helpCase.opens(one)).toEqual([1, 2])
      expect(await helpCase.opens(sasha)).toEqual([])
    })

    test('is read at once by the volunteer who takes it; the team and whoever recorded it lose it', async () => {
      await helpCase.move(victor, victor)
      expect(await helpCase.readers()).toEqual([victor.id, 'group:1'].sort())
      expect(await helpCase.opens(victor)).toEqual([1, 2])
      expect(await helpCase.opens(vera)).toEqual([])
      expect(await helpCase.opens(anna)).toEqual([1, 2])
    })

    test('is as well given by a coordinator', async () => {
      await helpCase.move(anna, victor)
      expect(await helpCase.readers()).toEqual([victor.id, 'group:1'].sort())
      expect(await helpCase.opens(victor)).toEqual([1, 2])
    })

    test('that is taken gets another key, which whoever could have taken it does not know', async () => {
      const copies = [await copyOf(database.db)]
      await helpCase.move(victor, victor)
      expect(await helpCase.write(victor)).toBe(3)
      expect(await helpCase.write(anna)).toBe(4)
      copies.push(await copyOf(database.db))
      expect(helpCase.foundBy(keyHolderOf(vera), copies)).toEqual([1, 2])
      expect(helpCase.foundBy(keyHolderOf(victor), copies)).toEqual([1, 2, 3, 4])
    })

    test('taken by somebody whom nobody has certified is read by coordinators alone', async () => {
      await helpCase.move(sasha, sasha)
      expect(await helpCase.readers()).toEqual(['group:1'])
      await helpCase.write(sasha)
      expect(await helpCase.opens(sasha)).toEqual([])
      expect(await helpCase.opens(anna)).toEqual([1, 2, 3])
    })

    test('keeps one box for the team and each key, however often it is saved and whatever epoch it is', async () => {
      await addMember(database.db, 'coordinator', 'Boris')
      await helpCase.move(anna, null)
      expect(await helpCase.readers()).toEqual([vera.id, 'group:1', 'team:1'].sort())
    })
  })

  describe('a volunteer who hands a case over', () => {
    beforeEach(() => helpCase.move(vera, vera))

    test('to another gives all they could read, and keeps nothing', async () => {
      await helpCase.write(vera)
      await helpCase.move(vera, victor)
      expect(await helpCase.opens(victor)).toEqual([1, 2, 3])
      expect(await helpCase.opens(vera)).toEqual([])
      expect(await helpCase.opens(anna)).toEqual([1, 2, 3])
      // And so on.
      await helpCase.move(victor, vera)
      expect([await helpCase.opens(vera), await helpCase.opens(victor)]).toEqual([[1, 2, 3], []])
    })

    test('to somebody uncertified lets nobody new read; a coordinator can mend it', async () => {
      await helpCase.move(vera, sasha)
      expect(await helpCase.readers()).toEqual(['group:1'])
      expect(await helpCase.opens(anna)).toEqual([1, 2])
      await helpCase.move(sasha, victor)
      expect(await helpCase.opens(victor)).toEqual([])
      await helpCase.move(anna, victor)
      expect(await helpCase.opens(victor)).toEqual([1, 2])
    })

    test('back to the pool lets the team read it, and whoever recorded it', async () => {
      await helpCase.move(vera, victor)
      await helpCase.write(victor)
      await helpCase.move(victor, null)
      expect(await helpCase.readers()).toEqual([vera.id, 'group:1', 'team:1'].sort())
      const newcomer = await addMember(database.db, 'volunteer', 'newcomer')
      for (const one of [vera, victor, newcomer]) expect(await helpCase.opens(one)).toEqual([1, 2, 3])
    })

    test('back to the pool for a while gives its keys to all: nobody writes on with them', async () => {
      const written = await helpCase.write(vera)
      await helpCase.move(vera, null)
      await helpCase.move(vera, vera)
      expect(await helpCase.write(vera)).toBe(written + 1)
    })

    test('without their keys takes it from all, and gives it to none', async () => {
      await helpCase.move(undefined, null)
      expect(await helpCase.readers()).toEqual([vera.id, 'group:1'].sort())
      await helpCase.move(undefined, victor)
      expect(await helpCase.readers()).toEqual(['group:1'])
      expect(await helpCase.opens(anna)).toEqual([1, 2])
    })
  })

  test('one box that does not open takes nothing from the others', async () => {
    const { db } = database
    const team = db.updateTable('grants').where('reader', '=', 'team:1')
    await team.set({ sealed_key: 'AAAA' }).where('generation', '=', 1).execute()
    expect(await helpCase.opens(victor)).toEqual([2])
    await team.set({ reader: 'team:x' }).where('generation', '=', 1).execute()
    await helpCase.move(victor, victor)
    expect(await helpCase.readers()).toEqual([victor.id, 'group:1'].sort())
    expect(await helpCase.opens(victor)).toEqual([2])
    await helpCase.move(anna, victor)
    expect(await helpCase.opens(victor)).toEqual([1, 2])
  })
})
