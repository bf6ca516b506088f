import { findHash, findHead, verifyChain } from '../../src/audit/auditStore'
import { entryText } from '../../src/audit/entryText'
import type { Actor } from '../../src/auth/actor'
import { month } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { checkFilings } from '../../src/filings/checkFilings'
import { fileMonth } from '../../src/filings/fileMonth'
import { hashOf } from '../../src/filings/filing'
import { filedMonths, insertFiling, listFilings, listRevisions } from '../../src/filings/filingStore'
import { parseContent } from '../../src/filings/parseContent'
import { saveWording } from '../../src/taxonomy/termStore'
import { addMember, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { texts } from '../support/testApp'

const january = month('2024-01')

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let actor: Actor
  beforeEach(async () => {
    database = await open()
    actor = await addMember(database.db, 'coordinator')
    await record({ needs: ['legal'] })
    await record({ category: 'other' })
  })
  afterEach(() => database.close())

  const record = (facts = {}) =>
    recordCase(database.db, actor, someFacts({ month: january, ...facts }), today)
  const file = (which = january, when = today) => fileMonth(database.db, actor.id, which, when)

  test('a month is filed once it is over, with the end of the audit log, which says so', async () => {
    const { db } = database
    const filed = await file()
    const head = (await findHead(db))!
    expect(filed).toMatchObject({
      ok: true,
      value: { month: january, revision: 1, filedDay: today.day, filedBy: actor.id, head },
    })
    const [filing] = await listRevisions(db, january)
    expect(filed).toEqual({ ok: true, value: filing })
    expect(filing!.sha256).toBe(hashOf(filing!.content))
    expect(parseContent(filing!.content)!.counts).toContainEqual({
      month: january,
      dimension: 'need',
      category: 'soldier',
      value: 'legal',
      n: 1,
    })
    const entry = await db
      .selectFrom('audit')
      .selectAll()
      .where('number', '=', head.number)
      .executeTakeFirstOrThrow()
    const object = `2024-01/1/${filing!.sha256}`
    expect(entry).toMatchObject({ action: 'month.filed', object, actor: actor.id, dated: today.day })
    const reader = { language: 'en' as const, texts, pseudonyms: new Map<string, string>() }
    expect(entryText(reader, entry)).toBe(
      `Figures of a month filed: January 2024, revision 1, ${filing!.sha256.slice(0, 8)}`,
    )
    expect(await verifyChain(db)).toEqual({ ok: true, head })
  })

  test.each<[string, () => Promise<unknown>, object]>([
    ['the present month', () => file(today.month), { problem: 'not_over' }],
    ['a month still to come', () => file(month('2024-04')), { problem: 'not_over' }],
    ['a month without requests', () => file(month('2023-12')), { problem: 'empty' }],
    [
      'a month with spam alone',
      async () => {
        await record({ month: month('2023-12'), status: 'closed', outcome: 'spam' })
        return file(month('2023-12'))
      },
      { problem: 'empty' },
    ],
    [
      'a month of which nothing has changed',
      async () => {
        await file()
        return file()
      },
      { problem: 'same', last: 1 },
    ],
  ])('%s is not filed, and the log stays as it is', async (_what, attempt, refusal) => {
    expect(await attempt()).toEqual({ ok: false, ...refusal })
    const { db } = database
    const entries = await db
      .selectFrom('audit')
      .select('object')
      .where('action', '=', 'month.filed')
      .execute()
    expect(entries).toHaveLength((await listFilings(db)).length)
  })

  test('a late entry or another word makes a revision, and the one before stays', async () => {
    const { db } = database
    await file()
    const [first] = await listRevisions(db, january)
    await record()
    expect(await file()).toMatchObject({ ok: true, value: { revision: 2 } })
    const label = { en: 'Service member', ru: 'Служащий' }
    const wording = { from: undefined, label, meaning: { en: '', ru: '' }, newMeaning: false }
    await saveWording(db, { field: 'category', code: 'soldier' }, wording)
    expect(await file()).toMatchObject({ ok: true, value: { revision: 3 } })
    const revisions = await listRevisions(db, january)
    expect(revisions[0]).toEqual(first)
    expect(revisions.map(one => one.content.includes('Service member'))).toEqual([false, false, true])
    expect(await filedMonths(db, month('2023-01'), today.month)).toEqual(
      new Map([[january, { revision: 3, filedDay: today.day, requests: 3 }]]),
    )
    expect(await filedMonths(db, month('2024-02'), today.month)).toEqual(new Map())
  })

  test('of two coordinators at once one files, and the other hears that it says the same', async () => {
    const filed = await Promise.all([file(), file(), file()])
    const same = { ok: false, problem: 'same', last: 1 }
    expect(filed.filter(one => one.ok)).toHaveLength(1)
    expect(filed.filter(one => !one.ok)).toEqual([same, same])
    expect(await checkFilings(database.db)).toEqual({ filings: 1, broken: [] })
  })

  test('filing, and recording at the same time, wait for each other and never for ever', async () => {
    const all = await Promise.all([file(), record(), file(), record(), record(), file()])
    expect(all).toHaveLength(6)
    expect(await verifyChain(database.db)).toMatchObject({ ok: true })
    expect((await checkFilings(database.db)).broken).toEqual([])
  })

  test('the database itself refuses to change or delete what was filed', async () => {
    const { db } = database
    await file()
    const filings = await listFilings(db)
    const refused = { message: expect.stringContaining('what was filed never changes') as string }
    await expect(db.updateTable('filings').set({ content: '' }).execute()).rejects.toMatchObject(refused)
    await expect(db.deleteFrom('filings').execute()).rejects.toMatchObject(refused)
    await expect(insertFiling(db, filings[0]!)).rejects.toMatchObject({ message: /unique/i })
    expect(await listFilings(db)).toEqual(filings)
  })

  test('whatever is changed past the database is found', async () => {
    const { db } = database
    await file()
    const [filing] = await listFilings(db)
    const found = async () => (await checkFilings(db)).broken.map(one => one.kind)
    const forged = filing!.content.replace('"n":1', '"n":2')
    // What is filed under a later revision without an entry, and one whose hash fits while its entry does not.
    await insertFiling(db, { ...filing!, revision: 2 })
    expect(await found()).toEqual(['unlogged'])
    await insertFiling(db, { ...filing!, revision: 3, content: forged })
    expect(await found()).toEqual(['changed', 'unlogged', 'unlogged'])
    await insertFiling(db, { ...filing!, revision: 4, content: forged, sha256: hashOf(forged) })
    expect(await found()).toEqual(['changed', 'unlogged', 'unlogged', 'unlogged'])
    await db
      .insertInto('audit')
      .values({
        ...{ number: 99, dated: today.day, actor: actor.id, action: 'month.filed', object: '2024-02/1/0' },
        hash: (await findHash(db, 1))!,
      })
      .execute()
    expect(await found()).toContain('missing')
  })
})
