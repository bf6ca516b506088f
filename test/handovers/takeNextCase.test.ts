import type { Actor } from '../../src/auth/actor'
import { month } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { notebook } from '../notes/notebook'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { desk } from './desk'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let anna: Actor, vera: Actor, victor: Actor
  let hands: ReturnType<typeof desk>
  beforeEach(async () => {
    database = await open()
    anna = await addMember(database.db, 'coordinator', 'Anna')
    vera = await addMember(database.db, 'volunteer', 'Vera')
    victor = await addMember(database.db, 'volunteer', 'Victor')
    hands = desk(database.db)
  })
  afterEach(() => database.close())

  const waiting = (facts: Partial<CaseFacts> = {}, assigned_to: string | null = null) =>
    recordCase(database.db, vera, someFacts(facts), today, { assigned_to })

  test('the most urgent comes first, then the oldest month, then what has lain longest', async () => {
    const routine = await waiting({ urgency: 'routine', month: month('2024-02') })
    const day = await waiting({ urgency: 'day' })
    const unknown = await waiting({ month: month('2024-01') })
    const later = await waiting({ urgency: 'routine', month: month('2024-02') })
    const olderDay = await waiting({ urgency: 'day', month: month('2024-02') })
    const week = await waiting({ urgency: 'week' })
    await waiting({ urgency: 'day', status: 'closed', outcome: 'advice_given' })
    await waiting({ urgency: 'day' }, vera.id)
    const taken: unknown[] = []
    for (const taker of [anna, victor, anna, victor, anna, victor, anna]) taken.push(await hands.take(taker))
    const codes = [olderDay, day, week, unknown, routine, later].map(code => ({ code }))
    expect(taken).toEqual([...codes, { refused: 'nobody' }])
  })

  test('whoever takes it reads it at once; the team and whoever recorded it do not any more', async () => {
    const code = await waiting()
    const notes = notebook(database.db)
    await notes.add(vera, code, 'words')
    expect(await hands.take(victor)).toEqual({ code })
    const reader = await addMember(database.db, 'volunteer', 'another')
    expect(await notes.words(victor, code)).toEqual(['words'])
    for (const one of [vera, reader]) expect(await notes.words(one, code)).toEqual(['sealed'])
    expect(await hands.history(victor, code)).toEqual([{ what: 'taken', day: today.day, by: victor.id }])
    expect(await hands.actions()).toEqual(['case.recorded', 'case.taken'])
  })

  test('whom nobody has confirmed gets none', async () => {
    await waiting()
    const newcomer = await addMember(database.db, 'volunteer', 'newcomer', { certified: false })
    const outsider = await addMember(database.db, 'coordinator', 'outsider', { certified: false })
    for (const one of [newcomer, outsider]) expect(await hands.take(one)).toEqual({ refused: 'unconfirmed' })
    expect(await hands.actions()).toEqual(['case.recorded'])
  })

  test('a volunteer who only collects gets five, also when they ask for all at once', async () => {
    const codes: CaseCode[] = []
    for (let i = 0; i < 12; i++) codes.push(await waiting())
    const answers = await Promise.all(codes.map(() => hands.take(victor)))
    expect(answers.filter(answer => 'code' in answer)).toHaveLength(5)
    expect(answers.filter(answer => 'refused' in answer && answer.refused === 'enough')).toHaveLength(7)
    const [first, second] = answers.flatMap(answer => ('code' in answer ? answer.code : []))
    // Having begun with one, or given one back, they get another.
    await database.db.updateTable('cases').set({ status: 'in_progress' }).where('code', '=', first!).execute()
    expect(await hands.take(victor)).toHaveProperty('code')
    expect(await hands.take(victor)).toEqual({ refused: 'enough' })
    await hands.assign(victor, second!, null)
    const next = await hands.take(victor)
    expect(next).toHaveProperty('code')
    expect(next).not.toEqual({ code: second })
  })

  test('whoever has fifty open cases gets no more, however far they are with them', async () => {
    for (let i = 0; i < 50; i++) await waiting({ status: 'in_progress' }, victor.id)
    await waiting()
    expect(await hands.take(victor)).toEqual({ refused: 'full' })
    expect(await hands.take(anna)).toHaveProperty('code')
  })

  test('of fifty who ask at once nobody gets the same, and who comes too late hears that nobody is waiting', async () => {
    const takers: Actor[] = []
    for (let i = 0; i < 50; i++) takers.push(await addMember(database.db, 'volunteer', `taker ${i}`))
    for (let i = 0; i < 30; i++) await waiting()
    const answers = await Promise.all(takers.map(hands.take))
    const codes = answers.flatMap(answer => ('code' in answer ? answer.code : []))
    expect([new Set(codes).size, codes.length]).toEqual([30, 30])
    expect(answers.filter(answer => 'refused' in answer && answer.refused === 'nobody')).toHaveLength(20)
    for (const [i, answer] of answers.entries()) {
      if ('code' in answer) expect(await hands.holder(answer.code)).toBe(takers[i]!.id)
    }
  })
})
