import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase, type HelpCase } from '../../src/cases/caseStore'
import { moveTo } from '../../src/cases/moveCase'
import { moves, mayMove, statusAfter, type Move } from '../../src/cases/statusMoves'
import { workOnCase } from '../../src/cases/workOnCase'
import type { Database } from '../../src/db/open'
import { opened } from '../../src/entries/entry'
import { listEntries } from '../../src/entries/entryStore'
import { openEntry } from '../../src/entries/sealEntry'
import type { HistoryEvent } from '../../src/history/event'
import { openDataKeys } from '../../src/readers/dataKeys'
import { requireTrust } from '../../src/readers/trust'
import { NotFound } from '../../src/web/errors'
import { addMember, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'
import { casework, noon } from './casework'

const statuses = ['new', 'in_progress', 'awaiting_reply', 'referred', 'closed']

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let volunteer: Actor
  let coordinator: Actor
  let work: ReturnType<typeof casework>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    work = casework(database.db)
  })
  afterEach(() => database.close())

  describe.each(statuses)('from %s', status => {
    test.each(moves.map(move => [move] as const))(
      '%s is done if it is a move, and else writes nothing',
      async move => {
        const outcome = status === 'closed' ? 'declined' : null
        const code = await work.record(volunteer, { status, outcome })
        const before = await everyValue(database.db)
        const done = await attempt(code, move)
        expect(Boolean(done)).toBe(mayMove(status, move))
        if (done) expect(await caseOf(code)).toMatchObject({ status: statusAfter(move), version: 2 })
        else expect(await everyValue(database.db)).toBe(before)
      },
    )
  })

  test('the history says who moved the case where, how it ended and why, and that it was taken up again', async () => {
    const code = await work.record(volunteer)
    await work.move(volunteer, code, 'wait')
    await work.close(coordinator, code, 'declined', { reason: 'no answer since Monday' })
    await work.reopen(volunteer, code)
    expect(await history(code)).toEqual([
      { what: 'recorded', by: volunteer.id, day: today.day },
      { what: 'moved', from: 'new', to: 'awaiting_reply', by: volunteer.id, day: today.day },
      {
        ...{ what: 'closed', outcome: 'declined', reason: 'no answer since Monday' },
        ...{ by: coordinator.id, day: today.day },
      },
      { what: 'reopened', by: volunteer.id, day: today.day },
    ])
    expect(await caseOf(code)).toMatchObject({ status: 'in_progress', outcome: null, reopenings: 1 })
    expect(await everyValue(database.db)).not.toMatch(/Monday|2024-03-15\t[^\t]*case\./)
  })

  test('an edit keeps status, outcome and who has the case, and tells what it changed', async () => {
    const code = await work.record(volunteer)
    const facts = someFacts({ place: 'eu', status: 'closed', outcome: 'spam' })
    await work.change(volunteer, code, 1, facts)
    const saved = { status: 'new', outcome: null, assigned_to: volunteer.id, place: 'eu', version: 2 }
    expect(await caseOf(code)).toMatchObject(saved)
    expect((await history(code)).at(-1)).toMatchObject({
      what: 'edited',
      changes: [{ field: 'place', before: null, after: 'eu' }],
    })
    const before = await everyValue(database.db)
    expect(await work.change(volunteer, code, 2, someFacts({ place: 'eu' }))).toMatchObject({ saved })
    expect(await everyValue(database.db)).toBe(before)
  })

  test('nobody moves, closes or reopens a case that they do not see', async () => {
    const code = await work.record(volunteer)
    const other = await addMember(database.db, 'volunteer', 'other')
    for (const attempt of [
      () => work.move(other, code, 'start'),
      () => work.close(other, code, 'spam'),
      () => work.reopen(other, code),
    ]) {
      await expect(attempt()).rejects.toThrow(NotFound)
    }
    expect(await caseOf(code)).toMatchObject({ status: 'new', version: 1 })
  })

  test('of twenty who start a case at once one does, and the counts agree', async () => {
    const code = await work.record(volunteer)
    const all = await Promise.all(Array.from({ length: 20 }, () => work.move(coordinator, code, 'start')))
    expect(all.filter(Boolean)).toHaveLength(1)
    expect(await countOf('status', 'in_progress')).toBe(1)
    expect(await countOf('status', 'new')).toBe(0)
  })

  describe('the first answer', () => {
    test.each([
      [59, 'within_1h'],
      [61, 'within_4h'],
      [4 * 60, 'within_4h'],
      [24 * 60, 'within_24h'],
      [72 * 60, 'within_3d'],
      [72 * 60 + 1, 'later'],
    ])('after %d minutes counts as %s, and the second of opening is gone', async (minutes, bucket) => {
      const code = await work.record(volunteer)
      expect(await openings(code)).toBe(1)
      expect(await everyValue(database.db)).not.toContain(String(noon))
      await work.move(volunteer, code, 'start', noon + minutes * 60)
      expect(await caseOf(code)).toMatchObject({ first_response: bucket })
      expect(await openings(code)).toBe(0)
      expect(await countOf('first_response', bucket)).toBe(1)
    })

    test.each([
      ['declined', 'within_1h'],
      ['contact_lost', 'none'],
      ['spam', null],
    ])('when a new case is closed as %s counts as %s', async (outcome, first_response) => {
      const code = await work.record(volunteer)
      await work.close(volunteer, code, outcome, { now: noon + 60 })
      expect(await caseOf(code)).toMatchObject({ first_response })
      expect(await openings(code)).toBe(0)
    })

    test('is the first alone: what comes later changes nothing, and what was filled in stays', async () => {
      const code = await work.record(volunteer)
      await work.move(volunteer, code, 'start', noon + 60)
      await work.move(volunteer, code, 'wait', noon + 999_999)
      expect(await caseOf(code)).toMatchObject({ first_response: 'within_1h' })
      const known = await work.record(volunteer)
      await work.change(volunteer, known, 1, someFacts({ first_response: 'later' }))
      await work.move(volunteer, known, 'start', noon + 60)
      expect(await caseOf(known)).toMatchObject({ first_response: 'later' })
      expect(await openings(known)).toBe(0)
    })

    test('of a case that was logged for an earlier month, or that who answers cannot open, is not known', async () => {
      const old = await work.record(volunteer, { month: '2024-02' as never })
      expect(await openings(old)).toBe(0)
      const newcomer = await addMember(database.db, 'volunteer', 'newcomer', { certified: false })
      const sealed = await work.record(newcomer)
      expect(await openings(sealed)).toBe(1)
      await work.move(volunteer, old, 'start')
      await work.move(newcomer, sealed, 'start')
      for (const code of [old, sealed])
        expect(await caseOf(code)).toMatchObject({ status: 'in_progress', first_response: null })
      expect(await openings(sealed)).toBe(0)
    })
  })

  function attempt(code: CaseCode, move: Move): Promise<unknown> {
    if (move === 'close') return work.close(volunteer, code, 'declined')
    if (move === 'reopen') return work.reopen(volunteer, code)
    if (move !== 'refer') return work.move(volunteer, code, move)
    const order = { code, action: 'case.moved' } as const
    return workOnCase(work.parts, work.writer(volunteer), order, today, on => moveTo(on, 'referred', noon))
  }

  async function caseOf(code: CaseCode): Promise<HelpCase> {
    return (await findCase(database.db, coordinator, code))!
  }

  async function openings(code: CaseCode): Promise<number> {
    return (await listEntries(database.db, (await caseOf(code)).id, ['opening'])).length
  }

  async function history(code: CaseCode): Promise<HistoryEvent[]> {
    const { id } = await caseOf(code)
    const trust = await requireTrust(database.db, work.parts.anchor)
    const keys = await openDataKeys(database.db, trust, keyHolderOf(volunteer), id)
    const rows = await listEntries(database.db, id, ['event'])
    return opened(rows.map(row => openEntry<HistoryEvent>(keys, row))).map(({ content }) => content)
  }

  async function countOf(dimension: string, value: string): Promise<number> {
    const row = await database.db
      .selectFrom('counts')
      .select(({ fn }) => fn.sum<number>('n').as('n'))
      .where('dimension', '=', dimension)
      .where('value', '=', value)
      .executeTakeFirst()
    return Number(row?.n ?? 0)
  }
})
