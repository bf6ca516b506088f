import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { lockIdleSessions } from '../../src/auth/lockIdleSessions'
import { month, type Day } from '../../src/calendar/month'
import { countCases, listCases } from '../../src/cases/caseStore'
import { evaporateCases } from '../../src/cases/evaporate'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { expectTraces, wipeTraces } from '../../src/db/traces'
import { importCases } from '../../src/imports/importCases'
import { readSeizedFacts } from '../../src/seized/facts'
import { disableMember } from '../../src/users/changeMemberState'
import { notebook } from '../notes/notebook'
import { addMember, anchorOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { foundOrganisation, now } from './organisation'

const later = { day: '2024-06-30' as Day, month: month('2024-06') }

describe.each(engines)('if %s were seized', (_, open) => {
  let database: Database
  let db: Db
  let members: Awaited<ReturnType<typeof foundOrganisation>>
  beforeEach(async () => {
    database = await open()
    db = database.db
    members = await foundOrganisation(db)
  })
  afterEach(() => database.close())

  test('every number is what was put in', async () => {
    const entries = await db.selectFrom('audit').selectAll().execute()
    expect(await facts()).toEqual({
      day: '2024-03-15',
      keyPlace: 'elsewhere',
      evaporationDays: 90,
      cases: {
        open: 4,
        closed: 2,
        oldest: '2023-11',
        ordered: 6,
        pool: 1,
        quiet: 0,
        destroyed: 0,
        traces: false,
        due: 0,
        next: { day: '2024-06-30', n: 2 },
      },
      counts: { cells: 7, shown: 3 },
      notes: { all: 4, plain: 0, cases: 3 },
      // When the case was opened, and that it was recorded.
      steps: { all: 2, plain: 0 },
      shared: { notes: 1, cases: 1 },
      partners: 0,
      feeds: 0,
      members: {
        all: 6,
        volunteers: 3,
        coordinators: 1,
        admins: 1,
        ended: 1,
        keyed: 5,
        keyless: 0,
        keys: 6,
        caseless: 1,
        certified: 1,
        former: 1,
        opensAll: 1,
        opensSome: 3,
        opensTeam: 4,
        epoch: 1,
      },
      sessions: { rows: 4, active: 1, idle: 1, locked: 1, keys: 3 },
      codes: { recovery: 10, invitations: 1, hours: 72, named: 1 },
      audit: entries.length,
      views: {
        volunteer: {
          cases: { most: 5, median: 2 },
          notes: { most: 4, median: 0 },
          colleagues: { most: 1, median: 0 },
        },
        coordinator: { cases: 6, notes: 4 },
        admin: { cases: 0, notes: 0 },
      },
    })
  })

  test('what volunteers are said to see is what their pages list and open', async () => {
    const { views } = await facts()
    const { rowan, sorrel, moss } = members
    const seen = await Promise.all([rowan, sorrel, moss].map(countSeen))
    expect(Math.max(...seen.map(one => one.cases))).toBe(views.volunteer.cases.most)
    expect(Math.max(...seen.map(one => one.notes))).toBe(views.volunteer.notes.most)
    expect(await countSeen(members.heron)).toEqual(views.coordinator)
    expect(await countCases(db, members.linden, {})).toBe(views.admin.cases)
  })

  test('a case that evaporates is counted no longer as a row, but as destroyed', async () => {
    const due = await facts(later.day)
    expect(due.cases).toMatchObject({ closed: 2, due: 2, next: null })
    await evaporateCases(db, later, 90)
    const { cases, counts, views } = await facts(later.day)
    expect(cases).toMatchObject({ open: 4, closed: 0, destroyed: 2, due: 0, traces: false })
    expect(counts).toEqual(due.counts)
    expect(views.volunteer.cases).toEqual({ most: 4, median: 1 })
  })

  test('traces are told until they are wiped', async () => {
    await expectTraces(db)
    expect((await facts()).cases.traces).toBe(true)
    await wipeTraces(db)
    expect((await facts()).cases.traces).toBe(false)
  })

  test('a session that locks has its row, and no key', async () => {
    await lockIdleSessions(db, now)
    expect((await facts()).sessions).toEqual({ rows: 4, active: 1, idle: 1, locked: 2, keys: 2 })
    await lockIdleSessions(db, now + 3600)
    expect((await facts()).sessions).toEqual({ rows: 4, active: 0, idle: 0, locked: 4, keys: 0 })
  })

  test('a member who leaves keeps a pseudonym there, and opens nothing', async () => {
    await disableMember(db, members.linden, members.rowan.id, today)
    const after = await facts()
    expect(after.members).toMatchObject({
      all: 6,
      volunteers: 2,
      ended: 2,
      keyed: 4,
      opensSome: 2,
      former: 2,
    })
    expect(after.sessions).toMatchObject({ rows: 3, active: 0 })
    expect(after.views.volunteer).toMatchObject({ cases: { most: 2, median: 0 }, notes: { most: 0 } })
    expect(after.views.coordinator).toEqual({ cases: 6, notes: 4 })
  })

  test('a coordinator who leaves takes the passphrase that opens all, but still knows the key in use', async () => {
    await disableMember(db, members.linden, members.heron.id, today)
    expect((await facts()).members).toMatchObject({ certified: 0, opensAll: 0, former: 2, epoch: 1 })
  })

  test('a coordinator whom an admin alone has made opens nothing', async () => {
    await addMember(db, 'coordinator', 'unknown', { certified: false })
    expect((await facts()).members).toMatchObject({ coordinators: 2, certified: 1, opensAll: 1 })
  })

  test('a member without keys is told apart from those who can sign in', async () => {
    await db.deleteFrom('keys').where('user_id', '=', members.moss.id).execute()
    const after = await facts()
    expect(after.members).toMatchObject({ keyed: 4, keyless: 1, keys: 5, caseless: 0 })
    expect(after.views.volunteer.cases).toEqual({ most: 5, median: 2 })
  })

  test('imported cases belong to nobody, and their owner is no member', async () => {
    const before = await facts()
    await importCases(db, [someFacts(), someFacts()], today)
    const after = await facts()
    expect(after.cases).toMatchObject({ open: 6, ordered: 6 })
    expect(after.members).toEqual(before.members)
    expect(after.views.volunteer).toEqual(before.views.volunteer)
  })

  test('an open case that nobody has changed for two months is quiet, a closed one is not', async () => {
    const winter = { day: '2023-12-31' as Day, month: month('2023-12') }
    await db.deleteFrom('cases').execute()
    await recordCase(db, members.rowan, someFacts(), winter)
    await recordCase(db, members.rowan, someFacts({ status: 'closed', outcome: 'declined' }), winter)
    await recordCase(db, members.rowan, someFacts(), { ...winter, month: month('2024-01') })
    expect((await facts('2024-03-01' as Day)).cases.quiet).toBe(1)
    expect((await facts('2024-02-29' as Day)).cases.quiet).toBe(0)
  })

  test.each([
    ['a name', 'Anna, from Tver'],
    ['as long as a sealed note', 'Ivan'.repeat(99)],
    ['with the right beginning', 'A'.repeat(400)],
  ])('words that were stored without a seal would be found: %s', async (_, ciphertext) => {
    const { id: case_id } = await db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    const place = { case_id, position: 99, generation: 1, version: 1, ciphertext }
    await db
      .insertInto('sealed')
      .values([
        { ...place, id: randomUUID(), kind: 'note' },
        { ...place, id: randomUUID(), kind: 'follow_up' },
      ])
      .execute()
    const { notes, steps } = await facts()
    expect([notes, steps]).toEqual([
      { all: 5, plain: 1, cases: expect.any(Number) },
      { all: 3, plain: 1 },
    ])
  })

  test.each([1, 300, 5000])('a note of %p letters is as sealed as any', async length => {
    const [helpCase] = await listCases(db, members.heron, {}, { size: 1 })
    await notebook(db).add(members.heron, helpCase!.code, 'A'.repeat(length))
    expect((await facts()).notes).toMatchObject({ all: 5, plain: 0 })
  })

  test('before anybody has joined there is nothing', async () => {
    const empty = await open()
    const nothing = await factsOf(empty.db)
    await empty.close()
    expect(nothing.cases).toMatchObject({ open: 0, closed: 0, oldest: null, destroyed: 0, next: null })
    expect(nothing.members).toMatchObject({ all: 0, epoch: 0, opensAll: 0 })
    expect(nothing.views.volunteer.cases).toEqual({ most: 0, median: 0 })
    expect(nothing.codes).toEqual({ recovery: 0, invitations: 0, hours: 0, named: 0 })
  })

  const facts = (day: Day = today.day) => factsOf(db, day)

  /** Counted the long way, through the pages' own reads. */
  async function countSeen(actor: Actor) {
    const cases = await listCases(db, actor, {}, { size: 100 })
    let notes = 0
    for (const { code } of cases) {
      const read = await notebook(db).read(actor, code)
      notes += read.notes.filter(note => typeof note.content !== 'string').length
    }
    return { cases: cases.length, notes }
  }
})

function factsOf(db: Db, day: Day = today.day) {
  const clock = { now: () => new Date(`${day}T12:00:00Z`) }
  const files = { dataDir: '/nowhere', keyFile: '/nowhere/server.key', databaseUrl: undefined }
  const config = { timeZone: 'Asia/Tbilisi', evaporationDays: 90, ...files }
  return readSeizedFacts({ db, anchor: anchorOf(db), clock, config })
}
