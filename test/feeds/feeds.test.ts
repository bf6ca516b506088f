import type { Actor } from '../../src/auth/actor'
import { month, type Day } from '../../src/calendar/month'
import { newCaseCode, type CaseCode } from '../../src/cases/caseCode'
import { eraseCase } from '../../src/cases/eraseCase'
import { evaporateCases } from '../../src/cases/evaporate'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import type { Db, FeedTable } from '../../src/db/schema'
import type { FeedItem } from '../../src/feeds/calendarFile'
import { endFeed } from '../../src/feeds/endFeed'
import { findFeed, findFeedOf } from '../../src/feeds/feedStore'
import { makeFeed } from '../../src/feeds/makeFeed'
import { feedRow, openFeed, sealFeed } from '../../src/feeds/sealedFeed'
import { updateFeed } from '../../src/feeds/updateFeed'
import { changeRole, disableMember } from '../../src/users/changeMemberState'
import { CannotOpen, type BoxPublic, type SignPrivate } from '../../src/vault/bytes'
import { KeysWiped } from '../../src/vault/encryption'
import { pad } from '../../src/vault/padding'
import { hashToken, newToken, type Token } from '../../src/vault/random'
import { sealTo } from '../../src/vault/sealedBox'
import { testServerKey } from '../support/testApp'
import { addMember, enrolledAs, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { everyValue } from '../support/wholeDatabase'

const followUp = (due: string): FeedItem => ({
  id: crypto.randomUUID(),
  code: newCaseCode(),
  due: due as Day,
})

describe.each(engines)('a calendar file in %s', (_, open) => {
  let database: Database
  let db: Db
  let oak: Actor
  let anna: Actor
  beforeEach(async () => {
    database = await open()
    db = database.db
    oak = await addMember(db, 'coordinator', 'oak')
    anna = await addMember(db, 'volunteer', 'anna')
  })
  afterEach(() => database.close())

  const turnOn = (member: Actor, items: FeedItem[]) => makeFeed(db, keyHolderOf(member), items, today)

  const read = async (token: string) => {
    const feed = await findFeed(db, hashToken(token))
    return feed && openFeed(token, feed.sealed)
  }

  test('opens with its address alone, the earliest day first', async () => {
    const [late, early] = [followUp('2024-04-20'), followUp('2024-03-18')]
    const token = await turnOn(anna, [late, early])
    expect(await read(token)).toEqual([early, late])
    const { sealed } = (await findFeed(db, hashToken(token)))!
    for (const other of [newToken(), hashToken(token), enrolledAs(anna).strongbox.boxPublic]) {
      expect(() => openFeed(other, sealed)).toThrow(CannotOpen)
    }
  })

  test('tells the database neither a day, nor a code, nor how many follow-ups there are', async () => {
    const items = Array.from({ length: 14 }, () => followUp('2024-04-20'))
    const token = await turnOn(anna, items)
    const full = (await findFeed(db, hashToken(token)))!.sealed
    const stored = await everyValue(db)
    for (const secret of [token, '2024-04-20', '20240420', ...items.flatMap(one => [one.id, one.code])]) {
      expect(stored).not.toContain(secret)
    }
    // Nor does anything that stands there open it, or what is derived from the server key.
    const derived = Object.values(testServerKey).map(value => value.toString('base64url'))
    for (const value of [...stored.split(/[\t\n]/), ...derived]) {
      expect(() => openFeed(value, full)).toThrow(CannotOpen)
    }
    await updateFeed(db, keyHolderOf(anna), items.slice(9))
    expect((await findFeed(db, hashToken(token)))!.sealed).toHaveLength(full.length)
  })

  test('of more follow-ups than fit holds the earliest', async () => {
    const [soon, late] = [followUp('2024-03-16'), followUp('2024-04-20')]
    const token = await turnOn(anna, [...Array<FeedItem>(2000).fill(late), soon])
    const items = (await read(token))!
    expect([items[0], items.at(-1)]).toEqual([soon, late])
  })

  test('is written anew for whoever has turned it on, and for nobody else', async () => {
    await updateFeed(db, keyHolderOf(anna), [followUp('2024-04-20')])
    expect(await db.selectFrom('feeds').selectAll().execute()).toEqual([])
    const token = await turnOn(anna, [followUp('2024-04-20')])
    const moved = followUp('2024-05-01')
    await updateFeed(db, keyHolderOf(anna), [moved])
    expect(await read(token)).toEqual([moved])
  })

  test('gets nothing under an address that the member has not made, whatever stands in its row', async () => {
    const boris = await addMember(db, 'volunteer', 'boris')
    const [token, mallory] = [await turnOn(anna, [followUp('2024-04-20')]), newToken()]
    const [own, his] = [await rowOf(anna), feedRow(mallory, keyHolderOf(boris))]
    const wiped = { ...keyHolderOf(anna).pairs, signPrivate: new Uint8Array(64) as SignPrivate }
    const planted = [
      { ...his, mark: own.mark },
      his,
      { ...his, mark: '' },
      { ...own, box_public: his.box_public },
      { ...own, token_hash: his.token_hash },
    ]
    for (const row of planted) {
      await db
        .updateTable('feeds')
        .set({ ...row, user_id: anna.id, sealed: '' })
        .execute()
      await updateFeed(db, keyHolderOf(anna), [followUp('2024-04-21')])
      expect((await rowOf(anna)).sealed).toBe('')
    }
    await db.updateTable('feeds').set(own).execute()
    // Nor does a member write whose keys were overwritten because they went away: anybody could have marked with these.
    await expect(updateFeed(db, { id: anna.id, pairs: wiped }, [])).rejects.toThrow(KeysWiped)
    const moved = followUp('2024-04-21')
    await updateFeed(db, keyHolderOf(anna), [moved])
    expect(await read(token)).toEqual([moved])
  })

  test('shows follow-ups alone, whatever somebody has sealed to its address', async () => {
    const token = await turnOn(anna, [])
    const good = followUp('2024-04-20')
    const forged = [
      { ...good, due: '2024-04-20\r\nATTACH:http://example.org' as Day },
      { ...good, code: 'K7M-4QX-Z\r\nX:Y' as CaseCode },
      { ...good, id: `${good.id}\r\nX:Y` },
      { ...good, id: 7 as unknown as string },
    ]
    const row = await rowOf(anna)
    await db
      .updateTable('feeds')
      .set({ sealed: sealFeed(row, [...forged, good]) })
      .execute()
    expect(await read(token)).toEqual([good])
    for (const [text, items] of [
      ['{"a":1}', []],
      ['[1,null,[]]', []],
    ] as const) {
      const place = ['calendar file', row.token_hash]
      expect(openFeed(token, sealTo(row.box_public as BoxPublic, pad(text), place))).toEqual(items)
      const cut = sealTo(row.box_public as BoxPublic, pad(text.slice(1)), place)
      expect(() => openFeed(token, cut)).toThrow(CannotOpen)
    }
  })

  test('leads nowhere with an address of before, or once it is off', async () => {
    const [first, second] = [await turnOn(anna, []), await turnOn(anna, [])]
    expect([await read(first), await read(second)]).toEqual([undefined, []])
    await endFeed(db, anna, today)
    await endFeed(db, anna, today)
    expect(await read(second)).toBeUndefined()
    const entries = await db.selectFrom('audit').selectAll().where('action', 'like', 'feed.%').execute()
    expect(entries.map(({ action, dated, object }) => [action, dated, object])).toEqual([
      ['feed.made', '2024-03', ''],
      ['feed.made', '2024-03', ''],
      ['feed.ended', '2024-03', ''],
    ])
  })

  test.each([
    ['whose access ends', (admin: Actor) => disableMember(db, admin, anna.id, today)],
    ['who gets another role', (admin: Actor) => changeRole(db, admin, anna.id, 'coordinator', today)],
  ])('goes with a member %s', async (_, change) => {
    const token = await turnOn(anna, [])
    await change(await addMember(db, 'admin'))
    expect(await read(token)).toBeUndefined()
    expect(await db.selectFrom('feeds').selectAll().execute()).toEqual([])
  })

  describe('of whoever had a case before', () => {
    let token: Token
    let code: CaseCode
    beforeEach(async () => {
      code = await recordCase(db, anna, someFacts({ status: 'closed', outcome: 'declined' }), today)
      token = await turnOn(anna, [{ ...followUp('2024-04-20'), code }])
      await db.updateTable('cases').set({ assigned_to: oak.id }).execute()
    })

    test.each([
      ['erased', () => eraseCase(db, oak, code, 'asked', today)],
      ['evaporated', () => evaporateCases(db, { day: '2024-09-01' as Day, month: month('2024-09') }, 90)],
    ])('is emptied when the case is %s, until they look at their work again', async (_, destroy) => {
      await destroy()
      expect(await read(token)).toEqual([])
    })

    test('keeps no case from being erased by what somebody has put there', async () => {
      await db.updateTable('feeds').set({ box_public: 'AAAA' }).execute()
      expect(await eraseCase(db, oak, code, 'asked', today)).toBe(true)
      expect((await rowOf(anna)).sealed).toBe('')
    })
  })

  test('answers nobody for a member who was shut out in the database itself', async () => {
    const token = await turnOn(anna, [])
    await db.updateTable('users').set({ state: 'disabled' }).where('id', '=', anna.id).execute()
    expect(await read(token)).toBeUndefined()
  })

  async function rowOf(member: Actor): Promise<FeedTable> {
    return (await findFeedOf(db, member.id))!
  }
})
