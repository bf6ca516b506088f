import { sql, type Kysely } from 'kysely'
import * as start from '../../migrations/0001_start'
import * as taxonomy from '../../migrations/0002_taxonomy'
import * as keys from '../../migrations/0003_keys'
import * as casework from '../../migrations/0004_casework'
import { note, verifyChain } from '../../src/audit/auditStore'
import { migrate, SchemaError } from '../../src/db/migrate'
import { openDatabase, openMemory } from '../../src/db/open'
import { likenessOf } from '../../src/cases/likeness'
import { recordCase } from '../../src/cases/recordCase'
import { recount } from '../../src/counts/recount'
import { wordingIn } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { countAdmins } from '../../src/users/userStore'
import { addMember, someFacts, today } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { engines } from '../support/testDatabase'

test('a new database gets every migration once, a second start none', async () => {
  const database = openMemory()
  expect(await migrate(database)).toEqual([
    ...['0001_start', '0002_taxonomy', '0003_keys', '0004_casework', '0005_reports'],
  ])
  expect(await migrate(database)).toEqual([])
  await database.close()
})

test('a database made by a newer Tropa is refused and left as it is', async () => {
  const database = openMemory()
  await migrate(database)
  await sql`INSERT INTO schema_migrations (name, checksum) VALUES ('9999_later', 'x')`.execute(database.db)
  await expect(migrate(database)).rejects.toThrow(SchemaError)
  await expect(migrate(database)).rejects.toThrow('made by a newer Tropa')
  await database.close()
})

test('a migration that was edited after it had run is refused', async () => {
  const database = openMemory()
  await migrate(database)
  await sql`UPDATE schema_migrations SET checksum = 'x' WHERE name = '0001_start'`.execute(database.db)
  await expect(migrate(database)).rejects.toThrow('has changed since')
  await database.close()
})

test('a migration that fails leaves nothing behind, and the next start tries it again', async () => {
  const database = openMemory()
  let broken = true
  const half = {
    name: '0001_start',
    up: async (tx: Kysely<unknown>) => {
      await sql`CREATE TABLE half (id TEXT)`.execute(tx)
      if (broken) throw new Error('half-way')
    },
  }
  await expect(migrate(database, [half])).rejects.toThrow('half-way')
  const { rows } = await sql`SELECT name FROM sqlite_master WHERE name = 'half'`.execute(database.db)
  expect(rows).toEqual([])
  broken = false
  expect(await migrate(database, [half])).toEqual(['0001_start'])
  await database.close()
})

const folder = temporaryFolder()

test('the embedded database loses nothing that was acknowledged and keeps nothing that was deleted', async () => {
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  const pragma = async (name: string) => {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.raw(`pragma_${name}`)}`.execute(
      database.db,
    )
    return Object.values(rows[0]!)[0]
  }
  expect(await pragma('synchronous')).toBe(2)
  expect(await pragma('foreign_keys')).toBe(1)
  expect(await pragma('secure_delete')).toBe(1)
  expect(await pragma('trusted_schema')).toBe(0)
  expect(await pragma('journal_mode')).toBe('wal')
  await database.close()
})

describe.each(engines)('on %s', (_, open) => {
  test('two transactions that read first and write later wait for each other', async () => {
    const database = await open()
    const actor = await addMember(database.db, 'volunteer')
    await Promise.all(Array.from({ length: 20 }, () => recordCase(database.db, actor, someFacts(), today)))
    const { n } = await database.db
      .selectFrom('counts')
      .select('n')
      .where('dimension', '=', 'total')
      .executeTakeFirstOrThrow()
    expect(n).toBe(20)
    await database.close()
  })

  test.each(['releases', 'release_files', 'release_cells', 'release_months'] as const)(
    'what stands in %s can be neither changed nor deleted',
    async table => {
      const database = await open()
      await fill()
      // The driver's errors are of another realm than Jest's, so they are matched by their words.
      const refused = { message: expect.stringContaining('released figures never change') }
      const column = table === 'release_files' ? 'name' : 'menu_version'
      await expect(
        sql`UPDATE ${sql.table(table)} SET ${sql.id(column)} = 'x'`.execute(database.db),
      ).rejects.toMatchObject(refused)
      await expect(sql`DELETE FROM ${sql.table(table)}`.execute(database.db)).rejects.toMatchObject(refused)
      await database.close()

      async function fill(): Promise<void> {
        const { db } = database
        const month = '2024-01' as never
        await db
          .insertInto('release_months')
          .values({ month, menu_version: '1', drawn_with: month, dropped: '' })
          .execute()
        await db
          .insertInto('release_cells')
          .values({ month, menu_version: '1', table_name: 'total', cell: 'total', value: 5 })
          .execute()
        const release = {
          id: 'a',
          number: 1,
          from_month: month,
          to_month: month,
          menu_version: '1',
          sha256: '',
        }
        await db
          .insertInto('releases')
          .values({ ...release, previous_sha256: '' })
          .execute()
        await db
          .insertInto('release_files')
          .values({ release_id: 'a', name: 'b', content: Buffer.from(''), sha256: '' })
          .execute()
      }
    },
  )
})

describe('the migration to keys, with what was there before', () => {
  const before = [
    { name: '0001_start', up: start.up },
    { name: '0002_taxonomy', up: taxonomy.up },
  ]

  async function filled() {
    const database = openMemory()
    await migrate(database, before)
    const { db } = database
    await sql`INSERT INTO users VALUES ('u', 'Rowan', 'rowan', 'volunteer', 'en', 'active', 's', 'v', '2024-01-01')`.execute(
      db,
    )
    await sql`INSERT INTO sessions VALUES ('t', 'u', 1, 1)`.execute(db)
    await sql`INSERT INTO invitations VALUES ('h', 'join', 'admin', '', 9)`.execute(db)
    // 24,290 months: closed in March 2024; 24,299: in December 2024; 24,300: in January 2025.
    for (const [id, order] of [
      ['a', 24_290_000_007],
      ['b', 24_299_000_000],
      ['c', 24_300_000_000],
    ] as const) {
      await sql`INSERT INTO cases VALUES (${id}, ${id}, '2024-01', 'soldier', NULL, NULL, NULL, NULL, NULL, 'closed',
        'advice_given', NULL, 'u', NULL, 1, ${order})`.execute(db)
    }
    for (const action of ['member.joined', 'case.recorded']) {
      await sql`INSERT INTO audit (dated, actor, action, object) VALUES ('2024-01-01', 'u', ${action}, '')`.execute(
        db,
      )
    }
    await migrate(database)
    return database
  }

  test('members and cases stay, and what is closed gets the month of its last change', async () => {
    const database = await filled()
    const closed = await database.db
      .selectFrom('cases')
      .select(['id', 'closed_month'])
      .orderBy('id')
      .execute()
    expect(closed.map(row => row.closed_month)).toEqual(['2024-03', '2024-12', '2025-01'])
    expect(await database.db.selectFrom('users').select('pseudonym').execute()).toEqual([
      { pseudonym: 'Rowan' },
    ])
    expect(await database.db.selectFrom('invitations').select('user_id').execute()).toEqual([
      { user_id: null },
    ])
    await database.close()
  })

  test('nobody is signed in any more, and nobody counts as an admin without keys', async () => {
    const database = await filled()
    expect(await database.db.selectFrom('sessions').selectAll().execute()).toEqual([])
    await database.db.updateTable('users').set({ role: 'admin' }).execute()
    expect(await countAdmins(database.db)).toBe(0)
    await database.close()
  })

  test('the audit log becomes a chain that goes on', async () => {
    const database = await filled()
    expect(await verifyChain(database.db)).toMatchObject({ ok: true, head: { number: 2 } })
    await note(database.db, { dated: today.day, actor: 'u', action: 'case.changed' })
    expect(await verifyChain(database.db)).toMatchObject({ ok: true, head: { number: 3 } })
    await database.close()
  })
})

test('the migration to casework says of cases which look alike, and counts them', async () => {
  const database = openMemory()
  const before = [
    { name: '0001_start', up: start.up },
    { name: '0002_taxonomy', up: taxonomy.up },
    { name: '0003_keys', up: keys.up },
  ]
  await migrate(database, before)
  const { db } = database
  await sql`INSERT INTO users VALUES ('u', 'Rowan', 'rowan', 'volunteer', 'en', 'active', 's', 'v', '2024-01-01')`.execute(
    db,
  )
  const outcomes = { a: null, b: null, c: 'advice_given', d: 'spam', e: null }
  for (const [id, outcome] of Object.entries(outcomes)) {
    await sql`INSERT INTO cases VALUES (${id}, ${id}, '2024-01', 'soldier', NULL, NULL, NULL, 'eu', NULL,
      ${outcome ? 'closed' : 'new'}, ${outcome}, NULL, 'u', NULL, 1, 1, ${outcome && '2024-02'})`.execute(db)
    if (id !== 'e') await sql`INSERT INTO case_needs VALUES (${id}, 'legal')`.execute(db)
  }
  await migrate(database)
  const cases = await db.selectFrom('cases').select('likeness').orderBy('id').execute()
  const likeness = likenessOf(someFacts({ place: 'eu', needs: ['legal'] }))
  expect(likeness).not.toBeNull()
  expect(cases.map(one => one.likeness)).toEqual([likeness, likeness, likeness, likeness, null])
  expect((await recount(db)).short.map(one => one.dimension)).not.toContain('look_alike')
  const alike = db.selectFrom('counts').selectAll().where('dimension', '=', 'look_alike')
  expect(await alike.execute()).toEqual([
    { month: '2024-01', category: 'soldier', dimension: 'look_alike', value: 'all', n: 2 },
  ])
  await database.close()
})

test('the migration to reports keeps every code, its place and its words, which hold from the beginning', async () => {
  const database = openMemory()
  await migrate(database, [
    { name: '0001_start', up: start.up },
    { name: '0002_taxonomy', up: taxonomy.up },
    { name: '0003_keys', up: keys.up },
    { name: '0004_casework', up: casework.up },
  ])
  const { db } = database
  await sql`UPDATE taxonomy_terms SET label_en = 'Military' WHERE code = 'soldier'`.execute(db)
  await sql`INSERT INTO taxonomy_terms VALUES ('category', 'own', '', 'Our own', 'Своё', 3)`.execute(db)
  const { rows } = await sql<{ code: string }>`
    SELECT code, label_ru FROM taxonomy_terms ORDER BY field, position`.execute(db)
  await migrate(database)
  const after = await readTaxonomy(db)
  const terms = Object.entries(after).flatMap(([, terms]) => terms)
  expect(terms.map(({ code, label }) => ({ code, label_ru: label.ru }))).toEqual(rows)
  expect(terms.filter(term => term.from ?? term.to ?? term.countsAs ?? term.wordings[1])).toEqual([])
  const [soldier, , , own] = after.category!
  expect(wordingIn(soldier!, today.month)).toMatchObject({
    label: { en: 'Military' },
    meaning: { ru: expect.stringContaining('армии') },
  })
  expect(own!.wordings).toMatchObject([{ label: { en: 'Our own' }, meaning: { en: '' }, newMeaning: false }])
  await database.close()
})
