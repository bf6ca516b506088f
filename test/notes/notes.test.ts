import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import type { Day } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { certifyMember } from '../../src/readers/certifyMember'
import { loseReading } from '../../src/users/loseReading'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { NotFound } from '../../src/web/errors'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { listTables } from '../support/wholeDatabase'
import { notebook } from './notebook'

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let coordinator: Actor
  let volunteer: Actor
  let code: CaseCode
  let notes: ReturnType<typeof notebook>
  beforeEach(async () => {
    database = await open()
    coordinator = await addMember(database.db, 'coordinator')
    volunteer = await addMember(database.db, 'volunteer')
    code = await recordCase(database.db, volunteer, someFacts(), today)
    notes = notebook(database.db)
  })
  afterEach(() => database.close())

  test('whoever has the case and the coordinators read its notes, in order, with author and day', async () => {
    await notes.add(volunteer, code, 'first\n\n<b>second line</b>')
    await notes.add(coordinator, code, 'answer')
    for (const actor of [volunteer, coordinator]) {
      expect(await notes.read(actor, code)).toMatchObject({
        notes: [
          { content: { text: 'first\n\n<b>second line</b>', day: today.day, author: volunteer.id } },
          { content: { text: 'answer', day: today.day, author: coordinator.id } },
        ],
      })
    }
  })

  test('twenty at once are all saved, each in a place of its own', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `note ${i}`)
    await Promise.all(texts.map((text, i) => notes.add(i % 2 ? volunteer : coordinator, code, text)))
    expect((await notes.words(volunteer, code)).sort()).toEqual([...texts].sort())
    const places = await database.db.selectFrom('sealed').select('position').orderBy('position').execute()
    expect(places.map(one => one.position)).toEqual(texts.map((_, i) => i + 1))
  })

  test('a note that is sent twice is one, also at once; with other words it is another', async () => {
    const id = randomUUID()
    await Promise.all([notes.add(volunteer, code, 'once', id), notes.add(volunteer, code, 'once', id)])
    await notes.add(volunteer, code, 'otherwise', id)
    expect(await notes.words(volunteer, code)).toEqual(['once', 'otherwise'])
    const other = await recordCase(database.db, volunteer, someFacts(), today)
    await notes.add(volunteer, other, 'once', id)
    expect(await notes.words(volunteer, other)).toEqual(['once'])
  })

  test('a note moves its case up, and does not cross an edit that somebody has begun', async () => {
    const later = await recordCase(database.db, volunteer, someFacts(), today)
    const before = await notes.caseOf(code)
    await notes.add(volunteer, code, 'news')
    const after = await notes.caseOf(code)
    expect(after.change_order).toBeGreaterThan((await notes.caseOf(later)).change_order)
    expect(after).toEqual({ ...before, change_order: after.change_order })
  })

  test('many at once on many cases are all saved, and only the latest hundred changes keep their order', async () => {
    const codes = [code]
    while (codes.length < 110) codes.push(await recordCase(database.db, volunteer, someFacts(), today))
    const texts = Array.from({ length: 60 }, (_, i) => `note ${i}`)
    await Promise.all(texts.map((text, i) => notes.add(volunteer, codes[(i * 7) % 30]!, text)))
    expect(await database.db.selectFrom('sealed').select('id').execute()).toHaveLength(60)
    const orders = await database.db.selectFrom('cases').select('change_order').execute()
    expect(orders.filter(one => one.change_order % 1_000_000 !== 0).length).toBeLessThanOrEqual(100)
  }, 30_000)

  test('the audit log says that there was a note in a month, and not of which case', async () => {
    const id = await notes.add(volunteer, code, 'news')
    await notes.mask(volunteer, code, { id, version: 1 }, { whole: true, words: [] })
    const entries = await database.db.selectFrom('audit').selectAll().orderBy('number').execute()
    expect(entries.slice(-2)).toMatchObject([
      { action: 'note.added', dated: '2024-03', actor: volunteer.id, object: '' },
      { action: 'note.masked', dated: '2024-03', actor: volunteer.id, object: '' },
    ])
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${id}|${code}`))
  })

  test("to another's case nobody adds a note, and nothing of it moves", async () => {
    const stranger = await addMember(database.db, 'volunteer', 'stranger')
    const admin = await addMember(database.db, 'admin')
    const before = await notes.caseOf(code)
    for (const actor of [stranger, admin]) {
      await expect(notes.add(actor, code, 'x')).rejects.toThrow(NotFound)
    }
    expect(await notes.caseOf(code)).toEqual(before)
    expect((await notes.read(coordinator, code)).notes).toEqual([])
  })

  describe('a volunteer whom no coordinator has confirmed', () => {
    let newcomer: Actor
    let own: CaseCode
    beforeEach(async () => {
      newcomer = await addMember(database.db, 'volunteer', 'newcomer', { certified: false })
      own = await recordCase(database.db, newcomer, someFacts(), today)
    })

    test('writes, but reads not even that; coordinators do', async () => {
      await notes.add(newcomer, own, 'one')
      await notes.add(newcomer, own, 'two')
      expect(await notes.words(newcomer, own)).toEqual(['sealed', 'sealed'])
      expect((await notes.read(newcomer, own)).obstacle).toBe('unconfirmed')
      expect(await notes.words(coordinator, own)).toEqual(['one', 'two'])
    })

    test('reads all notes of their cases once a coordinator has compared the number', async () => {
      await notes.add(newcomer, own, 'before')
      const typed = fingerprintOf(keyHolderOf(newcomer).pairs)
      const anchor = anchorOf(database.db)
      const holder = keyHolderOf(coordinator)
      await certifyMember(
        database.db,
        anchor,
        holder,
        { id: newcomer.id, role: 'volunteer', typed },
        today.day,
      )
      await notes.add(newcomer, own, 'after')
      expect(await notes.words(newcomer, own)).toEqual(['before', 'after'])
      expect(await notes.words(newcomer, code)).toEqual([])
    })
  })

  describe('a case that is handed over', () => {
    let successor: Actor
    beforeEach(async () => {
      successor = await addMember(database.db, 'volunteer', 'successor')
      await notes.add(volunteer, code, 'old')
    })

    test('takes its notes along: who had it reads none any more, who gets it all', async () => {
      await notes.handOver(coordinator, code, successor)
      await notes.add(successor, code, 'new')
      expect(await notes.words(successor, code)).toEqual(['old', 'new'])
      expect(await notes.words(coordinator, code)).toEqual(['old', 'new'])
      expect(await notes.read(volunteer, code)).toMatchObject({
        notes: [{ content: 'sealed' }, { content: 'sealed' }],
        obstacle: 'handed_over',
      })
    })

    test('keeps new notes from whoever had it, even with the keys of then', async () => {
      const grants = await database.db
        .selectFrom('grants')
        .selectAll()
        .where('reader', '=', volunteer.id)
        .execute()
      expect(grants).not.toEqual([])
      await notes.handOver(coordinator, code, successor)
      await notes.add(successor, code, 'new')
      await database.db.insertInto('grants').values(grants).execute()
      expect(await notes.words(volunteer, code)).toEqual(['old', 'sealed'])
    })

    test('without the keys of a coordinator passes on only what comes after, until one saves it', async () => {
      await notes.handOver(coordinator, code, successor, false)
      await notes.add(coordinator, code, 'new')
      expect(await notes.words(successor, code)).toEqual(['sealed', 'new'])
      expect((await notes.read(successor, code)).obstacle).toBe('not_given')
      expect(await notes.words(volunteer, code)).toEqual(['sealed', 'sealed'])
      await notes.handOver(coordinator, code, successor)
      expect(await notes.words(successor, code)).toEqual(['old', 'new'])
    })

    test('while notes are written leaves none of them readable to the wrong one', async () => {
      const texts = Array.from({ length: 10 }, (_, i) => `note ${i}`)
      await Promise.all([
        ...texts.slice(0, 5).map(text => notes.add(coordinator, code, text)),
        notes.handOver(coordinator, code, successor),
        ...texts.slice(5).map(text => notes.add(coordinator, code, text)),
      ])
      expect((await notes.words(successor, code)).sort()).toEqual(['old', ...texts].sort())
      expect(new Set(await notes.words(volunteer, code))).toEqual(new Set(['sealed']))
    })

    test('to nobody goes back to whoever recorded it, and to all who are confirmed', async () => {
      const newcomer = await addMember(database.db, 'volunteer', 'newcomer', { certified: false })
      await notes.handOver(coordinator, code, successor)
      await notes.handOver(coordinator, code, null)
      for (const one of [volunteer, successor]) expect(await notes.words(one, code)).toEqual(['old'])
      expect(await notes.words(newcomer, code)).toEqual(['sealed'])
    })
  })

  describe('coordinators', () => {
    test('read all that was and will be, however often their group changes', async () => {
      await notes.add(volunteer, code, 'first epoch')
      const second = await addMember(database.db, 'coordinator', 'second')
      await notes.add(volunteer, code, 'second epoch')
      const third = await addMember(database.db, 'coordinator', 'third')
      await notes.add(third, code, 'third epoch')
      for (const actor of [coordinator, second, third, volunteer]) {
        expect(await notes.words(actor, code)).toEqual(['first epoch', 'second epoch', 'third epoch'])
      }
    })

    test('whom no other has confirmed read nothing, not even what they write themselves', async () => {
      const outsider = await addMember(database.db, 'coordinator', 'outsider', { certified: false })
      await notes.add(volunteer, code, 'secret')
      const own = await recordCase(database.db, outsider, someFacts(), today)
      await notes.add(outsider, own, 'mine')
      for (const one of [code, own]) {
        expect(await notes.words(outsider, one)).toEqual(['sealed'])
        expect((await notes.read(outsider, one)).obstacle).toBe('unconfirmed')
      }
      expect(await notes.words(coordinator, own)).toEqual(['mine'])
    })

    test('who have lost reading read nothing any more', async () => {
      const second = await addMember(database.db, 'coordinator', 'second')
      await notes.add(volunteer, code, 'secret')
      await database.db.transaction().execute(tx => loseReading(tx, second.id))
      expect(await notes.words(second, code)).not.toContain('secret')
    })
  })

  test('before the first coordinator nobody can be sealed to, and nothing is written', async () => {
    const empty = await open()
    const alone = await addMember(empty.db, 'volunteer', 'alone')
    const first = await recordCase(empty.db, alone, someFacts(), today)
    const book = notebook(empty.db)
    await expect(book.add(alone, first, 'x')).rejects.toThrow('there is no coordinator yet')
    expect(await book.read(alone, first)).toEqual({ notes: [], obstacle: 'no_coordinator' })
    expect(await empty.db.selectFrom('sealed').selectAll().execute()).toEqual([])
    await empty.close()
  })

  describe('masking', () => {
    const omsk = { whole: false, words: ['Omsk'] }
    let id: string
    beforeEach(async () => {
      id = await notes.add(volunteer, code, 'From Omsk to Omsk')
      await notes.add(volunteer, code, 'Omsk again')
    })

    test('takes words from one note for good, and tells who did it', async () => {
      const [before] = await database.db.selectFrom('sealed').selectAll().where('id', '=', id).execute()
      expect(await notes.mask(coordinator, code, { id, version: 1 }, omsk)).toBe(true)
      const masked = { day: today.day, by: coordinator.id }
      const { notes: found } = await notes.read(volunteer, code)
      expect(found[0]).toMatchObject({
        version: 2,
        content: { day: today.day, author: volunteer.id, masked },
      })
      expect(await notes.words(volunteer, code)).toEqual([
        expect.stringMatching(/^From [^Omsk]+ to [^Omsk]+$/),
        'Omsk again',
      ])
      expect(JSON.stringify(await database.db.selectFrom('sealed').selectAll().execute())).not.toContain(
        before!.ciphertext,
      )
    })

    test('of one that somebody else has masked meanwhile does nothing', async () => {
      const both = await Promise.all([
        notes.mask(coordinator, code, { id, version: 1 }, omsk),
        notes.mask(volunteer, code, { id, version: 1 }, { whole: false, words: ['From'] }),
      ])
      expect(both.sort()).toEqual([false, true])
      expect((await notes.read(volunteer, code)).notes[0]).toMatchObject({ version: 2 })
    })

    test('is not for whoever neither wrote it nor coordinates, nor for an author who has lost the case', async () => {
      const successor = await addMember(database.db, 'volunteer', 'successor')
      await notes.handOver(coordinator, code, successor)
      for (const actor of [successor, volunteer]) {
        await expect(notes.mask(actor, code, { id, version: 1 }, omsk)).rejects.toThrow(NotFound)
      }
      expect(await notes.words(successor, code)).toEqual(['From Omsk to Omsk', 'Omsk again'])
    })

    test('does not reach a note of another case, whatever code it is asked for under', async () => {
      const other = await recordCase(database.db, volunteer, someFacts(), today)
      await expect(notes.mask(volunteer, other, { id, version: 1 }, omsk)).rejects.toThrow(NotFound)
    })
  })

  test('no word, author or day of a note stands in any table', async () => {
    const when = { day: '2024-03-27' as Day, month: today.month }
    await notes.add(volunteer, code, 'canary-of-the-note', undefined, when)
    const tables = await listTables(database.db)
    const rows = await Promise.all(
      tables.map(name =>
        database.db
          .selectFrom(name as 'sealed')
          .selectAll()
          .execute(),
      ),
    )
    const text = JSON.stringify(rows)
    expect(text).toContain(volunteer.id)
    expect(text).not.toMatch(/canary-of-the-note|2024-03-27/)
    expect(text).not.toContain(Buffer.from('canary-of-the-note').toString('base64url').slice(0, -2))
    const [row] = await database.db.selectFrom('sealed').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain(volunteer.id)
  })
})
