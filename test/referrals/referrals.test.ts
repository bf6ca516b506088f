import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { opened, type OpenedEntry } from '../../src/entries/entry'
import { readEntries } from '../../src/entries/readEntries'
import type { HistoryEvent } from '../../src/history/event'
import { NotFound } from '../../src/web/errors'
import { notebook } from '../notes/notebook'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'
import { referralBook } from './referralBook'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let code: CaseCode
  let harbour: string
  let book: ReturnType<typeof referralBook>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    book = referralBook(database.db)
    await book.partners.add(coordinator, { name: 'North Harbour' })
    harbour = await book.partnerId(volunteer, 'North Harbour')
    code = await recorded()
  })
  afterEach(() => database.close())

  test('moves the case on, and says to whom, when and by whom to all who may read it', async () => {
    expect(await book.send(volunteer, code, harbour)).toBe('sent')
    expect((await notebook(database.db).caseOf(code)).status).toBe('referred')
    const content = {
      partner: harbour,
      name: 'North Harbour',
      sent: today.day,
      by: volunteer.id,
      answer: 'sent',
    }
    for (const actor of [volunteer, coordinator])
      expect(await book.read(actor, code)).toMatchObject([{ version: 1, content }])
    expect(await told()).toMatchObject([
      { what: 'recorded' },
      { what: 'referral_sent', partner: 'North Harbour', day: today.day, by: volunteer.id },
    ])
  })

  test('turns the wait of a new request into a bucket: it is the first answer', async () => {
    await book.send(volunteer, code, harbour, undefined, 2 * 3600)
    expect((await notebook(database.db).caseOf(code)).first_response).toBe('within_4h')
    const kinds = await database.db.selectFrom('sealed').select('kind').execute()
    expect(kinds.map(one => one.kind).sort()).toEqual(['event', 'event', 'referral'])
  })

  test('to several partners leaves it referred; each answers for itself', async () => {
    await book.partners.add(coordinator, { name: 'South Harbour' })
    await book.send(volunteer, code, harbour)
    await book.send(coordinator, code, await book.partnerId(volunteer, 'South Harbour'))
    const [first, second] = await book.read(volunteer, code)
    expect(await book.answer(volunteer, code, first!, 'refused')).toBe(true)
    expect(await book.answer(coordinator, code, second!, 'accepted', 'a place was found')).toBe(true)
    expect((await book.read(volunteer, code)).map(one => one.content)).toMatchObject([
      { name: 'North Harbour', answer: 'refused', outcome: '', answered: today.day },
      { name: 'South Harbour', answer: 'accepted', outcome: 'a place was found' },
    ])
    expect((await notebook(database.db).caseOf(code)).status).toBe('referred')
    expect((await told()).slice(-2)).toMatchObject([
      { what: 'referral_answered', partner: 'North Harbour', answer: 'refused', by: volunteer.id },
      { what: 'referral_answered', answer: 'accepted', outcome: 'a place was found' },
    ])
  })

  test('a form that is sent twice is one referral, for another partner another', async () => {
    await book.partners.add(coordinator, { name: 'South Harbour' })
    const id = randomUUID()
    await Promise.all([book.send(volunteer, code, harbour, id), book.send(volunteer, code, harbour, id)])
    await book.send(volunteer, code, await book.partnerId(volunteer, 'South Harbour'), id)
    const names = opened(await book.read(volunteer, code)).map(one => one.content.name)
    expect(names).toEqual(['North Harbour', 'South Harbour'])
  })

  test('of two answers at once the second is told; the same one twice is one', async () => {
    await book.send(volunteer, code, harbour)
    const [sent] = await book.read(volunteer, code)
    expect(await book.answer(volunteer, code, sent!, 'accepted')).toBe(true)
    expect(await book.answer(volunteer, code, sent!, 'accepted')).toBe(true)
    expect(await book.answer(coordinator, code, sent!, 'refused')).toBe(false)
    expect(await book.read(volunteer, code)).toMatchObject([{ version: 2, content: { answer: 'accepted' } }])
    expect(await told()).toHaveLength(3)
  })

  test('keeps the name that the partner had, also when it has another now, or none', async () => {
    await book.send(volunteer, code, harbour)
    await book.partners.change(coordinator, harbour, 1, { name: 'Lighthouse' })
    await database.db.deleteFrom('partners').execute()
    expect(await book.read(volunteer, code)).toMatchObject([{ content: { name: 'North Harbour' } }])
  })

  test('nothing of it stands in the database: not to whom, not when; the log knows the month', async () => {
    await book.send(volunteer, code, harbour)
    const [sent] = await book.read(volunteer, code)
    await book.answer(volunteer, code, sent!, 'accepted', 'sparrow')
    const values = await everyValue(database.db)
    for (const word of ['North Harbour', 'sparrow', 'accepted']) expect(values).not.toContain(word)
    // But in the list of partners.
    const naming = values.split('\n').filter(line => line.includes(harbour))
    expect(new Set(naming).size).toBe(1)
    const entries = await database.db.selectFrom('audit').selectAll().orderBy('number').execute()
    expect(entries.slice(-2)).toMatchObject([
      { action: 'case.referred', dated: '2024-03', object: '', actor: volunteer.id },
      { action: 'referral.answered', dated: '2024-03', object: '', actor: volunteer.id },
    ])
  })

  test('is refused for a closed case and for what no coordinator stands for, and nothing is written', async () => {
    await database.db.updateTable('partners').set({ signature: '' }).execute()
    const closed = await recorded({ status: 'closed', outcome: 'helped' })
    const before = await everyValue(database.db)
    expect(await book.send(volunteer, code, harbour)).toBe('no_partner')
    expect(await book.send(volunteer, code, randomUUID())).toBe('no_partner')
    expect(await everyValue(database.db)).toBe(before)
    await database.db.deleteFrom('partners').execute()
    await book.partners.add(coordinator)
    const partner = await book.partnerId(volunteer, 'North Harbour')
    expect(await book.send(volunteer, closed, partner)).toBe('closed')
    expect(await book.read(volunteer, closed)).toEqual([])
  })

  test('of another’s case is not there', async () => {
    const stranger = await addMember(database.db, 'volunteer', 'stranger')
    await book.send(volunteer, code, harbour)
    const [sent] = await book.read(volunteer, code)
    expect(await book.read(stranger, code)).toMatchObject([{ content: 'sealed' }])
    await expect(book.send(stranger, code, harbour)).rejects.toThrow(NotFound)
    await expect(book.answer(stranger, code, sent!, 'refused')).rejects.toThrow(NotFound)
    const other = await recorded()
    await expect(book.answer(volunteer, other, sent!, 'refused')).rejects.toThrow(NotFound)
  })

  function recorded(facts = {}) {
    const sealing = { anchor: anchorOf(database.db), holder: keyHolderOf(volunteer), now: 0 }
    return recordCase(database.db, volunteer, someFacts(facts), today, { sealing })
  }

  /** What the history of the case tells. */
  async function told(): Promise<HistoryEvent[]> {
    const reader = { actor: volunteer, keys: () => Promise.resolve(keyHolderOf(volunteer)) }
    const parts = { db: database.db, anchor: anchorOf(database.db) }
    const helpCase = await notebook(database.db).caseOf(code)
    const { entries } = await readEntries(parts, reader, helpCase, ['event'])
    return opened(entries as OpenedEntry<HistoryEvent>[]).map(one => one.content)
  }
})
