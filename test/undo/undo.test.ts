import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { findCase, findCaseById, type HelpCase } from '../../src/cases/caseStore'
import { eraseCase } from '../../src/cases/eraseCase'
import { addEntry, workOnCase } from '../../src/cases/workOnCase'
import type { Database } from '../../src/db/open'
import type { UndoTable } from '../../src/db/schema'
import { listEntries } from '../../src/entries/entryStore'
import { TrustBroken } from '../../src/readers/epoch'
import { disableMember } from '../../src/users/changeMemberState'
import { loseReading } from '../../src/users/loseReading'
import { listUndos } from '../../src/undo/keepUndo'
import type { UndoableCase } from '../../src/undo/undo'
import { deleteRunOutUndos } from '../../src/undo/undoStore'
import { casework, noon } from '../cases/casework'
import { notebook } from '../notes/notebook'
import { addMember, enrolledAs, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let successor: Actor
  let code: CaseCode
  let work: ReturnType<typeof casework>
  let notes: ReturnType<typeof notebook>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    successor = await addMember(database.db, 'volunteer', 'successor')
    work = casework(database.db)
    notes = notebook(database.db)
    code = await work.record(volunteer)
    await notes.add(volunteer, code, 'the words')
  })
  afterEach(() => database.close())

  describe('a closing', () => {
    test('is undone whole: status, counts, the wait for a first answer, and what was still to be done', async () => {
      await setFollowUp()
      const [before, counts] = [await caseOf(), await rows('counts')]
      const id = await close({ outcome: 'spam', followUps: 'dropped' })
      expect(await caseOf()).toMatchObject({ status: 'closed', outcome: 'spam', closed_month: '2024-03' })
      expect(await kinds()).toEqual({ note: 1, event: 3 })
      expect(await work.undo(volunteer, id)).toMatchObject({ undone: [{ code }], left: [] })
      const { version: _version, change_order: _order, ...same } = before
      expect(await caseOf()).toMatchObject(same)
      expect(await rows('counts')).toEqual(counts)
      expect(await kinds()).toEqual({ note: 1, event: 4, follow_up: 1, opening: 1 })
      await work.move(volunteer, code, 'start', noon + 2 * 3600)
      expect((await caseOf()).first_response).toBe('within_4h')
    })

    test('of a case that was reopened once leaves that counted', async () => {
      await close()
      await work.reopen(volunteer, code)
      const id = await close()
      await work.undo(volunteer, id)
      expect(await caseOf()).toMatchObject({ status: 'in_progress', outcome: null, reopenings: 1 })
    })

    test('is undone within ten minutes and once, by whoever closed it alone', async () => {
      const id = await close()
      const before = await everyValue(database.db)
      for (const other of [successor, coordinator]) expect(await work.undo(other, id)).toBeUndefined()
      expect(await work.undo(volunteer, id, noon + 600)).toBeUndefined()
      expect(await everyValue(database.db)).toBe(before)
      expect(await work.undo(volunteer, id, noon + 599)).toMatchObject({ left: [] })
      expect(await work.undo(volunteer, id, noon + 599)).toBeUndefined()
      expect(await rows('undos')).toEqual([])
    })

    test.each([
      ['a note', () => notes.add(coordinator, code, 'more')],
      ['an edit', async () => work.change(coordinator, code, 2, { ...(await caseOf()), place: 'eu' })],
      ['reopening', () => work.reopen(coordinator, code)],
      ['a follow-up', () => setFollowUp()],
    ])('is not undone after %s', async (_what, happens) => {
      const id = await close()
      await happens()
      const before = await caseOf()
      expect(await work.undo(volunteer, id)).toMatchObject({ undone: [], left: [{ code }] })
      expect(await caseOf()).toEqual(before)
    })
  })

  describe('handing over', () => {
    test('is undone: the words come back whole, and whoever had the case in between reads none', async () => {
      const id = await handOver(volunteer, successor)
      expect(await findCase(database.db, volunteer, code)).toBeDefined()
      expect(await notes.words(volunteer, code)).toEqual(['sealed'])
      expect(await work.undo(volunteer, id)).toMatchObject({ left: [] })
      expect(await caseOf()).toMatchObject({ assigned_to: volunteer.id })
      expect(await notes.words(volunteer, code)).toEqual(['the words'])
      expect(await notes.words(successor, code)).toEqual(['sealed'])
      await notes.add(volunteer, code, 'after')
      expect(await notes.words(volunteer, code)).toEqual(['the words', 'after'])
      expect(await notes.words(coordinator, code)).toEqual(['the words', 'after'])
      expect(await notes.words(successor, code)).toEqual(['sealed', 'sealed'])
    })

    test('by who does not see the case any more is undone all the same; after the new holder’s work it is not', async () => {
      await handOver(coordinator, successor)
      const id = await handOver(successor, volunteer)
      expect(await findCase(database.db, successor, code)).toBeUndefined()
      expect(await work.undo(successor, id)).toMatchObject({ left: [] })
      expect(await notes.words(successor, code)).toEqual(['the words'])
      const again = await handOver(successor, volunteer)
      await notes.add(volunteer, code, 'mine now')
      expect(await work.undo(successor, again)).toMatchObject({ undone: [] })
      expect(await caseOf()).toMatchObject({ assigned_to: volunteer.id })
      expect(await notes.words(successor, code)).toEqual(['sealed', 'sealed'])
    })

    test('by a coordinator gives the case back to the member who had it, with its words', async () => {
      const id = await handOver(coordinator, successor)
      expect(await work.undo(coordinator, id)).toMatchObject({ left: [] })
      expect(await notes.words(volunteer, code)).toEqual(['the words'])
      expect(await notes.words(successor, code)).toEqual(['sealed'])
    })

    test('gives the case to nobody who takes none any more', async () => {
      const id = await handOver(coordinator, successor)
      await disableMember(database.db, await addMember(database.db, 'admin'), volunteer.id, today)
      expect(await work.undo(coordinator, id)).toMatchObject({ undone: [], left: [{ code }] })
      expect(await caseOf()).toMatchObject({ assigned_to: successor.id })
      expect(await notes.words(successor, code)).toEqual(['the words'])
    })

    test('to the pool is undone, and the team reads no more', async () => {
      const id = await handOver(volunteer, null)
      expect(await notes.words(successor, code)).toEqual(['the words'])
      await work.undo(volunteer, id)
      expect(await notes.words(successor, code)).toEqual(['sealed'])
      expect(await notes.words(volunteer, code)).toEqual(['the words'])
    })
  })

  describe('while the list of readers is not what its coordinators signed', () => {
    let signed: Awaited<ReturnType<typeof epochs>>
    const epochs = () => database.db.selectFrom('epochs').selectAll().execute()
    beforeEach(async () => {
      signed = await epochs()
    })

    const breakTrust = () => database.db.updateTable('epochs').set({ signature: 'AAAA' }).execute()
    async function mendTrust(): Promise<void> {
      for (const { number, signature } of signed)
        await database.db.updateTable('epochs').set({ signature }).where('number', '=', number).execute()
    }

    test.each([
      ['a closing, with its follow-ups', () => close({ followUps: 'dropped' })],
      ['handing over, with its keys', () => handOver(volunteer, successor)],
    ])('nothing of %s is lost: it can be undone later', async (_, change) => {
      await setFollowUp()
      const id = await change()
      const before = await caseOf()
      await breakTrust()
      await expect(work.undo(volunteer, id)).rejects.toThrow(TrustBroken)
      expect(await caseOf()).toEqual(before)
      await mendTrust()
      expect(await work.undo(volunteer, id)).toMatchObject({ undone: [{ code }] })
      expect(await notes.words(volunteer, code)).toEqual(['the words'])
      expect(await kinds()).toMatchObject({ follow_up: 1, opening: 1 })
    })
  })

  test('of several cases those come back that nothing was done with; one that is gone keeps none of them', async () => {
    const others = [await work.record(volunteer), await work.record(volunteer), code]
    const cases: UndoableCase[] = []
    for (const one of others) cases.push((await work.close(volunteer, one, 'declined'))!)
    const id = await work.keep(volunteer, { undoing: 'closing', cases })
    await notes.add(volunteer, code, 'more')
    const kept = await rows('undos')
    await eraseCase(database.db, coordinator, others[0]!, 'asked', today)
    await database.db.insertInto('undos').values(kept).execute()
    const { undone, left } = (await work.undo(volunteer, id))!
    expect([undone.map(one => one.code), left.map(one => one.code)]).toEqual([[others[1]], [others[0], code]])
  })

  test('before the first coordinator, when no history is kept, an undo finds what was done since all the same', async () => {
    const bare = await open()
    const lone = await addMember(bare.db, 'volunteer', 'lone')
    const { close: shut, keep, record, reopen, undo } = casework(bare.db)
    const first = await record(lone)
    const ids: string[] = []
    for (const outcome of ['spam', 'declined']) {
      const closed = (await shut(lone, first, outcome))!
      ids.push(await keep(lone, { undoing: 'closing', cases: [closed] }))
      if (outcome === 'spam') await reopen(lone, first)
    }
    expect(await undo(lone, ids[0]!)).toMatchObject({ undone: [], left: [{ code: first }] })
    expect(await undo(lone, ids[1]!)).toMatchObject({ undone: [{ code: first }], left: [] })
    expect(await findCase(bare.db, lone, first)).toMatchObject({ status: 'in_progress', reopenings: 1 })
    await bare.close()
  })

  test('an erasure leaves nothing of what members could still take back: it may hold the words and keys', async () => {
    const other = await work.record(volunteer)
    await setFollowUp()
    await close({ followUps: 'dropped' })
    await eraseCase(database.db, coordinator, other, 'danger', today)
    expect(await rows('undos')).toEqual([])
  })

  test('what is kept for it has one length for whatever is short, and no second; its end cannot be put off', async () => {
    const member = { userId: volunteer.id, memberKey: enrolledAs(volunteer).memberKey }
    const [first, second] = [(await work.close(volunteer, code, 'declined'))!, await work.record(volunteer)]
    const other = (await work.close(volunteer, second, 'declined'))!
    const ids = [
      await work.keep(volunteer, { undoing: 'closing', cases: [first] }, noon + 1),
      await work.keep(volunteer, { undoing: 'closing', cases: [first, other] }, noon + 59),
    ]
    const kept = (await rows('undos')) as UndoTable[]
    expect(new Set(kept.map(row => row.sealed.length)).size).toBe(1)
    expect(kept.map(row => Number(row.expires_at))).toEqual([noon + 660, noon + 660])
    expect((await listUndos(database.db, member, noon + 659)).map(one => one.id)).toEqual(ids.reverse())
    await database.db
      .updateTable('undos')
      .set({ expires_at: noon + 99_960 })
      .execute()
    expect(await listUndos(database.db, member, noon + 700)).toEqual([])
    expect(await work.undo(volunteer, ids[0]!)).toBeUndefined()
  })

  test('what is longer than anything that is sealed can be taken back, too', async () => {
    const one = (await work.close(volunteer, code, 'declined'))!
    const followUps = Array.from({ length: 900 }, () => ({ reason: 'a'.repeat(100) }))
    await work.keep(volunteer, { undoing: 'closing', cases: [{ ...one, followUps }] })
    const member = { userId: volunteer.id, memberKey: enrolledAs(volunteer).memberKey }
    expect(await listUndos(database.db, member, noon)).toMatchObject([{ cases: [{ followUps }] }])
  })

  test('what is kept for it says nothing to who has the disk, and goes by itself or with the right to read', async () => {
    await close()
    const [row] = await rows('undos')
    const { id } = await caseOf()
    for (const plain of [code, id, 'closing', 'declined', String(noon)])
      expect(JSON.stringify(row)).not.toContain(plain)
    await deleteRunOutUndos(database.db, noon + 599)
    expect(await rows('undos')).toHaveLength(1)
    await deleteRunOutUndos(database.db, noon + 600)
    expect(await rows('undos')).toHaveLength(0)
    await work.reopen(volunteer, code)
    await close()
    await loseReading(database.db, volunteer.id)
    expect(await rows('undos')).toHaveLength(0)
  })

  async function close(more: { outcome?: string; followUps?: 'dropped' } = {}): Promise<string> {
    const { outcome = 'declined', ...rest } = more
    const closed = (await work.close(volunteer, code, outcome, rest))!
    return work.keep(volunteer, { undoing: 'closing', cases: [closed] })
  }

  async function handOver(from: Actor, to: Actor | null): Promise<string> {
    const given = (await work.assign(from, code, to))!
    return work.keep(from, { undoing: 'assignment', cases: [given] })
  }

  function setFollowUp() {
    const followUp = { due: '2024-03-20', reason: 'call', set: today.day, by: volunteer.id }
    const order = { code, action: 'case.changed' } as const
    return workOnCase(work.parts, work.writer(volunteer), order, today, on =>
      addEntry(on, 'follow_up', followUp),
    )
  }

  async function caseOf(): Promise<HelpCase> {
    const { id } = await database.db
      .selectFrom('cases')
      .select('id')
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    return (await findCaseById(database.db, id))!
  }

  /** How many entries of each kind there are. */
  async function kinds(): Promise<Record<string, number>> {
    const all = await listEntries(database.db, (await caseOf()).id, [
      ...(['note', 'event', 'follow_up', 'referral', 'opening'] as const),
    ])
    return Object.fromEntries(
      [...new Set(all.map(one => one.kind))].map(kind => [kind, all.filter(one => one.kind === kind).length]),
    )
  }

  async function rows(table: 'counts' | 'undos') {
    const all = await database.db.selectFrom(table).selectAll().execute()
    return all
      .filter(row => !('n' in row) || row.n > 0)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
})
