import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/auth/actor'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import { holderOf, openDataKeys, type HeldCase } from '../../src/readers/dataKeys'
import { keyForWriting } from '../../src/readers/keyForWriting'
import { requireTrust } from '../../src/readers/trust'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { testDatabase } from '../support/testDatabase'

let database: Database
let anna: Actor
let vera: Actor
let helpCase: HeldCase
beforeEach(async () => {
  database = await testDatabase()
  anna = await addMember(database.db, 'coordinator', 'Anna')
  vera = await addMember(database.db, 'volunteer', 'Vera')
  const id = randomUUID()
  await recordCase(database.db, vera, someFacts(), today, { id, assigned_to: null })
  helpCase = { id, recorded_by: vera.id, assigned_to: null }
})
afterEach(() => database.close())

test('a writer goes on with the key they made, which every reader can open', async () => {
  const { key } = await keyFor(vera)
  expect(await keyFor(vera)).toEqual({ generation: 1, key })
  for (const reader of [vera, anna]) expect(await keysOf(reader)).toEqual(new Map([[1, key]]))
  expect((await rowsOf(1)).map(one => one.reader).sort()).toEqual([vera.id, 'group:1', 'team:1'].sort())
})

test('a writer never takes a key that somebody else made', async () => {
  const made = [await keyFor(vera), await keyFor(anna), await keyFor(anna), await keyFor(vera)]
  expect(made.map(one => one.generation)).toEqual([1, 2, 2, 3])
  expect(await keysOf(anna)).toEqual(new Map(made.map(one => [one.generation, one.key])))
})

test('no two cases have the same key', async () => {
  const other = { ...helpCase, id: randomUUID() }
  await recordCase(database.db, vera, someFacts(), today, { id: other.id })
  expect((await keyFor(vera)).key).not.toEqual((await keyFor(vera, other)).key)
})

test('a key is not gone on with when a grant was changed, taken, added, or moved from another case', async () => {
  helpCase = { ...helpCase, assigned_to: vera.id }
  const [mine, theirs] = [await keyFor(vera), { ...helpCase, id: randomUUID() }]
  await recordCase(database.db, vera, someFacts(), today, { id: theirs.id })
  await keyFor(vera, theirs)
  const { db } = database
  const rows = await rowsOf(mine.generation)
  const [group, own] = [rows.find(one => one.reader !== vera.id)!, rows.find(one => one.reader === vera.id)!]
  const moved = await db.selectFrom('grants').selectAll().where('case_id', '=', theirs.id).execute()
  const changes = [
    [group],
    [own],
    [group, own, { ...own, reader: 'somebody' }],
    [group, { ...own, sealed_key: group.sealed_key }],
    [{ ...group, sealed_key: own.sealed_key }, own],
    [group, { ...own, mark: '' }],
    rows.map(one => ({ ...one, generation: 7 })),
    moved.map(one => ({ ...one, case_id: helpCase.id })),
  ]
  for (const changed of changes) {
    await db.deleteFrom('grants').where('case_id', '=', helpCase.id).execute()
    await db.insertInto('grants').values(changed).execute()
    const { generation } = await keyFor(vera)
    expect(generation).toBe(changed[0]!.generation + 1)
  }
  await db.deleteFrom('grants').where('case_id', '=', helpCase.id).execute()
  await db.insertInto('grants').values(rows).execute()
  expect(await keyFor(vera)).toEqual(mine)
})

test('a key that lacks somebody who may read now is not gone on with', async () => {
  const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
  expect((await keyFor(anna, { ...helpCase, assigned_to: sasha.id })).generation).toBe(1)
  // Handed over by somebody who has no key of it themselves.
  expect((await keyFor(anna)).generation).toBe(2)
  expect((await rowsOf(2)).map(one => one.reader).sort()).toEqual([vera.id, 'group:1', 'team:1'].sort())
})

test('while nobody is assigned the team may read; a key that it has is not gone on with when somebody is', async () => {
  expect((await keyFor(vera)).generation).toBe(1)
  const taken = { ...helpCase, assigned_to: vera.id }
  expect([(await keyFor(vera, taken)).generation, (await keyFor(vera, taken)).generation]).toEqual([2, 2])
  expect((await rowsOf(2)).map(one => one.reader).sort()).toEqual([vera.id, 'group:1'].sort())
  expect((await keyFor(vera)).generation).toBe(3)
})

test('marks do not tell who made a key', async () => {
  await keyFor(vera)
  const marks = (await rowsOf(1)).map(one => one.mark)
  await keyFor(anna)
  const others = (await rowsOf(2)).map(one => one.mark)
  expect(new Set([...marks, ...others])).toEqual(new Set([marks[0], others[0]]))
  for (const mark of [marks[0]!, others[0]!]) expect(mark).toMatch(/^[\w-]{43}$/)
})

test('a volunteer whom nobody has certified seals to coordinators alone, with a new key each time', async () => {
  const sasha = await addMember(database.db, 'volunteer', 'Sasha', { certified: false })
  const given = { ...helpCase, assigned_to: sasha.id }
  expect([(await keyFor(sasha, given)).generation, (await keyFor(sasha, given)).generation]).toEqual([1, 2])
  expect(await keysOf(sasha)).toEqual(new Map())
  expect((await keysOf(anna)).size).toBe(2)
  expect((await rowsOf(1)).map(one => one.reader)).toEqual(['group:1'])
})

test('whoever a case is assigned to has it, and while nobody is, whoever recorded it', () => {
  expect(holderOf({ id: '', recorded_by: 'a', assigned_to: 'b' })).toBe('b')
  expect(holderOf({ id: '', recorded_by: 'a', assigned_to: null })).toBe('a')
})

async function keyFor(writer: Actor, where = helpCase) {
  const trust = await requireTrust(database.db, anchorOf(database.db))
  return keyForWriting(database.db, trust, keyHolderOf(writer), where)
}

async function keysOf(reader: Actor) {
  const trust = await requireTrust(database.db, anchorOf(database.db))
  return openDataKeys(database.db, trust, keyHolderOf(reader), helpCase.id)
}

function rowsOf(generation: number) {
  return database.db
    .selectFrom('grants')
    .selectAll()
    .where('case_id', '=', helpCase.id)
    .where('generation', '=', generation)
    .execute()
}
