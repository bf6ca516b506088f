import type { Actor } from '../../src/auth/actor'
import type { CaseFacts } from '../../src/cases/case'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { NobodyLeft } from '../../src/handovers/handOverAll'
import { countPool, listWorkloads } from '../../src/handovers/workloadStore'
import { disableMember } from '../../src/users/changeMemberState'
import { notebook } from '../notes/notebook'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { desk } from './desk'

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

  const record = (facts: Partial<CaseFacts> = {}) => recordCase(database.db, leaver, someFacts(facts), today)
  const holders = async (codes: CaseCode[]) => {
    const found: (string | null)[] = []
    for (const code of codes) found.push(await hands.holder(code))
    return found
  }

  test('urgent cases are shared out first, so that nobody gets them all', async () => {
    const codes = [
      await record({ urgency: 'routine' }),
      await record({ urgency: 'day' }),
      await record({ urgency: 'week' }),
      await record({ urgency: 'day' }),
      await record({ urgency: 'week' }),
    ]
    expect(await hands.handOverAll(anna, leaver, [vera, victor])).toBe(5)
    expect(await holders(codes)).toEqual([vera.id, vera.id, vera.id, victor.id, victor.id])
  })

  test('whoever gets a case reads it and goes on with its history; whoever had it reads nothing', async () => {
    const code = await record()
    await notes.add(leaver, code, 'one')
    await notes.add(anna, code, 'two')
    await hands.handOverAll(anna, leaver, [vera])
    await notes.add(vera, code, 'three')
    for (const reader of [vera, anna])
      expect(await notes.words(reader, code)).toEqual(['one', 'two', 'three'])
    for (const one of [leaver, victor]) {
      expect(new Set(await notes.words(one, code))).toEqual(new Set(['sealed']))
    }
    expect(await hands.history(vera, code)).toEqual([
      { what: 'assigned', from: leaver.id, to: vera.id, day: today.day, by: anna.id },
    ])
  })

  test('back in the pool they open for whoever takes one', async () => {
    const code = await record()
    await notes.add(leaver, code, 'one')
    await hands.handOverAll(anna, leaver, [])
    expect(await hands.holder(code)).toBeNull()
    expect(await hands.take(victor)).toEqual({ code })
    expect(await notes.words(victor, code)).toEqual(['one'])
    expect(await hands.history(victor, code)).toMatchObject([
      { what: 'assigned', to: null },
      { what: 'taken' },
    ])
  })

  test('works as well when their access has ended already', async () => {
    const code = await record()
    await notes.add(leaver, code, 'one')
    const admin = await addMember(database.db, 'admin')
    await disableMember(database.db, admin, leaver.id, today)
    expect(await hands.handOverAll(anna, leaver, [vera])).toBe(1)
    expect(await notes.words(vera, code)).toEqual(['one'])
  })

  test('moves the numbers of who has how many; who takes no cases is listed as long as they have some', async () => {
    await record()
    await record({ status: 'closed', outcome: 'advice_given' })
    const admin = await addMember(database.db, 'admin')
    await disableMember(database.db, admin, leaver.id, today)
    const numbers = async () =>
      (await listWorkloads(database.db)).map(one => [one.pseudonym, one.open, one.takesCases])
    const others = [
      ['Vera', 0, true],
      ['Victor', 0, true],
    ]
    expect(await numbers()).toEqual([['Anna', 0, true], ['leaver', 1, false], ...others])
    await hands.handOverAll(anna, leaver, [])
    expect([await numbers(), await countPool(database.db)]).toEqual([[['Anna', 0, true], ...others], 1])
  })

  test('leaves closed cases, and those of others, as they are', async () => {
    const closed = await record({ status: 'closed', outcome: 'advice_given' })
    const other = await recordCase(database.db, victor, someFacts(), today)
    const before = [await hands.row(closed), await hands.row(other)]
    await record()
    expect(await hands.handOverAll(anna, leaver, [vera])).toBe(1)
    expect([await hands.row(closed), await hands.row(other)]).toEqual(before)
  })

  test('tells after each lot how far it is, stops when nobody listens any more, and goes on when asked again', async () => {
    for (let i = 0; i < 120; i++) await record()
    const told: string[] = []
    const progress = (done: number, all: number) => void told.push(`${done} of ${all}`)
    expect(await hands.handOverAll(anna, leaver, [vera], { progress, gone: () => told.length === 1 })).toBe(
      50,
    )
    expect(await hands.handOverAll(anna, leaver, [vera], { progress })).toBe(70)
    expect(told).toEqual(['50 of 120', '50 of 70', '70 of 70'])
    const recorded = Array.from({ length: 120 }, () => 'case.recorded')
    // One entry for all lots of a call.
    expect(await hands.actions()).toEqual([...recorded, 'cases.handed_over 120', 'cases.handed_over 70'])
  })

  test('gives nothing to somebody who leaves meanwhile, and stops when nobody is left', async () => {
    for (let i = 0; i < 120; i++) await record()
    const admin = await addMember(database.db, 'admin')
    const leave = (done: number) => disableMember(database.db, admin, (done === 50 ? vera : victor).id, today)
    const order = hands.handOverAll(anna, leaver, [vera, victor], {
      progress: async n => void (await leave(n)),
    })
    await expect(order).rejects.toThrow(NobodyLeft)
    const rows = await database.db.selectFrom('cases').select('assigned_to').execute()
    const count = (one: Actor) => rows.filter(row => row.assigned_to === one.id).length
    expect([count(vera), count(victor), count(leaver)]).toEqual([25, 75, 20])
  })

  test('while others write on the cases and hand some over themselves, every case ends with one who reads it', async () => {
    const codes: CaseCode[] = []
    for (let i = 0; i < 60; i++) codes.push(await record())
    const order = hands.handOverAll(anna, leaver, [vera])
    const writing = codes.filter((_, i) => i % 3 === 0).map(code => notes.add(anna, code, 'meanwhile'))
    const giving = codes.filter((_, i) => i % 10 === 1).map(code => hands.assign(anna, code, victor))
    await Promise.all([order, ...writing, ...giving])
    expect(await hands.handOverAll(anna, leaver, [vera])).toBe(0)
    for (const [i, code] of codes.entries()) {
      const holder = i % 10 === 1 ? victor : vera
      expect([code, await hands.holder(code)]).toEqual([code, holder.id])
      expect(await notes.words(holder, code)).toEqual(i % 3 === 0 ? ['meanwhile'] : [])
      expect(await notes.words(leaver, code)).toEqual(i % 3 === 0 ? ['sealed'] : [])
    }
  })
})
