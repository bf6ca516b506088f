import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { listAudit } from '../../src/audit/auditStore'
import { month } from '../../src/calendar/month'
import { openDatabase, type Database } from '../../src/db/open'
import { migrate } from '../../src/db/migrate'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { AuditFailed } from '../../src/releases/auditReleases'
import { closeMonths } from '../../src/releases/closeMonths'
import { exportTo } from '../../src/releases/exportTo'
import { makeRelease } from '../../src/releases/makeRelease'
import { releasedFile, type Release } from '../../src/releases/release'
import { insertRelease, listFiles, listFrozenMonths, listReleases } from '../../src/releases/releaseStore'
import { engines, testDatabase } from '../support/testDatabase'
import { readCells, readCsv } from './attacker'
import { countRequests, fourteenMonths, today } from './counted'

const texts = loadTexts(projectFile('locales'))

describe.each(engines)('making a release on %s', (_, open) => {
  let database: Database

  beforeEach(async () => {
    database = await open()
    await countRequests(database.db, {
      ...fourteenMonths(),
      '2023-04': { other: 6 },
      '2023-05': { soldier: 40, other: 300 },
    })
    await closeMonths(database.db, today, month('2024-02'), 'admin')
  })
  afterEach(() => database.close())

  const ask = (from: string, to: string) =>
    makeRelease(database.db, texts, today, { from: month(from), to: month(to) }, 'admin')
  const make = async (from = '2023-01', to = '2024-02'): Promise<Release> => {
    const made = await ask(from, to)
    if (!made.ok) throw new Error(JSON.stringify(made.problems))
    return made.value
  }
  const files = (release: Release) => listFiles(database.db, release.id)
  const csv = async (release: Release) => (await files(release))[0]!.content.toString('utf8')
  const json = async (release: Release) => JSON.parse((await files(release))[1]!.content.toString('utf8'))

  it('gives a table of the allowed columns alone, in UTF-8 without BOM, with CRLF', async () => {
    const text = await csv(await make())
    const [header, first] = text.split('\r\n')
    expect(header).toBe('month,covers_from,category,category_en,category_ru,count,status')
    expect(first).toMatch(/^2023-01,2023-01,total,Total,Всего,5\d\d,published$/)
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).not.toContain('<')
  })

  it('has a row for the total and each category of every month, small ones as an empty count', async () => {
    const [header, ...rows] = readCsv(await csv(await make()))
    expect(rows).toHaveLength(14 * 4)
    expect(rows.every(row => row.length === header!.length)).toBe(true)
    expect(rows.slice(0, 4).map(row => row[2])).toEqual(['total', 'soldier', 'mobilised_civilian', 'other'])
    const soldiers = rows.find(row => row[2] === 'soldier')!
    expect(soldiers.slice(5)).toEqual(['', 'below_10'])
    for (const row of rows.filter(row => row[6] === 'published')) expect(Number(row[5]) % 5).toBe(0)
    expect(new Set(rows.map(row => row[6]))).toEqual(new Set(['published', 'below_10', 'merged']))
  })

  it('says in which row a month merged into the next is counted', async () => {
    const release = await make()
    const rows = readCsv(await csv(release)).filter(row => row[0] === '2023-04' || row[0] === '2023-05')
    const totals = rows.filter(row => row[2] === 'total')
    expect(totals[0]).toEqual(['2023-04', '2023-04', 'total', 'Total', 'Всего', '', 'merged'])
    expect(totals[1]!.slice(0, 2)).toEqual(['2023-05', '2023-04'])
    expect(totals[1]![6]).toBe('published')
    expect((await json(release)).months_merged).toEqual([
      { months: ['2023-04', '2023-05'], shown_as: '2023-05' },
    ])
  })

  it('describes itself in both languages, and never says when it was made', async () => {
    const release = await make()
    const [table, description] = await files(release)
    const about = await json(release)
    expect(about).toMatchObject({
      title: {
        en: 'Requests for help by month and category, January 2023 – February 2024',
        ru: 'Обращения за помощью по месяцам и категориям, январь 2023 года — февраль 2024 года',
      },
      period: { from: '2023-01', to: '2024-02' },
      unit: { en: 'requests, not people', ru: 'обращения, а не люди' },
      method: { en: 'controlled random rounding, frozen' },
      base: 5,
      shown_as_less_than: 10,
      possible_error: { lowest: -5, highest: 4, meaning: { en: 'true number minus published number' } },
      menu_version: '1',
      tables: ['total', 'category'],
      tables_dropped: [],
      release: { id: release.id, number: 1, hash: release.hash, previous_hash: '0'.repeat(64) },
      files: [{ name: 'tropa-2023-01-2024-02.csv', sha256: table!.sha256 }],
    })
    expect(about.notes.map((one: { en: string }) => one.en)).toEqual([
      'Differences under 10 are not meaningful.',
      'The figures are not differentially private.',
    ])
    expect(about.columns.map((one: { name: string }) => one.name)).toEqual(
      readCsv(table!.content.toString())[0],
    )
    expect(description!.name).toBe('tropa-2023-01-2024-02.json')
    expect(description!.content.toString()).not.toContain('2024-06')
  })

  it('is the very same when it is asked for again, also by two at once', async () => {
    const [one, other] = await Promise.all([make(), make()])
    expect(other).toEqual(one)
    expect(await make()).toEqual(one)
    expect(await listReleases(database.db)).toHaveLength(1)
    expect(await listAudit(database.db, ['release.made'], 10)).toMatchObject([{ object: one.id }])
  })

  it('chains each release to the one before', async () => {
    const first = await make('2023-01', '2023-03')
    const second = await make('2023-01', '2024-02')
    const table = (await files(second))[0]!
    expect(second.previousHash).toBe(first.hash)
    const line = (text: string) => `${text}\n`
    const expected = createHash('sha256').update(line(first.hash) + line(table.sha256))
    expect(second.hash).toBe(expected.digest('hex'))
    expect((await json(second)).release.previous_hash).toBe(first.hash)
  })

  it('tells the same of a month in every release', async () => {
    const whole = readCells(Buffer.from(await csv(await make())))
    const part = readCells(Buffer.from(await csv(await make('2023-06', '2023-08'))))
    expect(part).toEqual(whole.filter(cell => cell.month >= '2023-06' && cell.month <= '2023-08'))
  })

  it('is made of whole closed months only', async () => {
    expect(await ask('2022-12', '2024-02')).toMatchObject({ problems: { from: 'release.problem.from' } })
    expect(await ask('2023-01', '2024-03')).toMatchObject({ problems: { to: 'release.problem.to' } })
    expect(await ask('2023-07', '2023-02')).toMatchObject({ problems: { to: 'release.problem.order' } })
    // April was merged into May: neither can stand without the other.
    expect(await ask('2023-05', '2023-06')).toMatchObject({ problems: { from: 'release.problem.from' } })
    expect(await ask('2023-01', '2023-04')).toMatchObject({ problems: { to: 'release.problem.to' } })
    expect(await makeRelease(database.db, texts, today, {}, 'admin')).toEqual({
      ok: false,
      problems: { from: 'release.problem.from', to: 'release.problem.to' },
    })
    expect(await listReleases(database.db)).toEqual([])
  })

  it('is refused when what was released before gives an exact number away', async () => {
    const before = await make('2023-01', '2023-03')
    const tampered = (await csv(before)).replace(/(?<=2023-01,2023-01,total,Total,Всего,)\d+/, '501')
    const forged = { ...before, id: 'forged', number: 2, to: month('2023-02') }
    await insertRelease(database.db, forged, [releasedFile(forged, 'csv', tampered)])
    await expect(make()).rejects.toThrow(AuditFailed)
    await expect(make()).rejects.toThrow('narrow: 2023-01 total all')
  })

  it('is refused when a released file is no longer what its hash says, or holds a stray number', async () => {
    const before = await make('2023-01', '2023-03')
    const [table, description] = await files(before)
    const other = { ...before, id: 'other', number: 2, to: month('2023-02') }
    const stray = description!.content.toString().replace('"notes"', '"people": 28,\n  "notes"')
    const changed = { ...table!, content: Buffer.concat([table!.content, Buffer.from(' ')]) }
    await insertRelease(database.db, other, [changed, releasedFile(other, 'json', stray)])
    const refused = make().catch((error: Error) => error.message)
    expect(await refused).toContain('tropa-2023-01-2023-03.csv: is not what its hash says')
    expect(await refused).toContain('tropa-2023-01-2023-02.json: .people')
  })
})

describe('a release', () => {
  let database: Database

  beforeEach(async () => {
    database = await testDatabase()
    await countRequests(database.db, fourteenMonths())
    await closeMonths(database.db, today, month('2024-02'), 'admin')
  })
  afterEach(() => database.close())

  const period = { from: month('2023-01'), to: month('2024-02') }
  const release = (of = database) => makeRelease(of.db, texts, today, period, 'admin')

  it('does not change by a byte when the database is given new columns', async () => {
    const twin = await testDatabase()
    await copyLedger(database, twin)
    for (const table of [
      'counts',
      'release_months',
      'release_cells',
      'taxonomy_terms',
      'term_wordings',
      'releases',
      'cases',
    ]) {
      await sql`ALTER TABLE ${sql.table(table)} ADD COLUMN secret TEXT DEFAULT 'canary'`.execute(twin.db)
    }
    await release()
    await release(twin)
    expect(await listFiles(twin.db)).toEqual(await listFiles(database.db))
    await twin.close()
  })

  it('does not change when the words for it are changed later', async () => {
    await release()
    const before = await listFiles(database.db)
    await database.db.updateTable('term_wordings').set({ label_en: 'Renamed' }).execute()
    await release()
    expect(await listFiles(database.db)).toEqual(before)
  })

  it('quotes labels that a spreadsheet would run', async () => {
    const label_en = '=HYPERLINK("http://evil","x")'
    const label_ru = 'да;=1+1\r\n@SUM(1)'
    const hostile = database.db.updateTable('term_wordings').set({ label_en, label_ru })
    await hostile.where('code', '=', 'soldier').execute()
    await release()
    const [table] = await listFiles(database.db)
    const row = readCsv(table!.content.toString()).find(row => row[2] === 'soldier')!
    expect(row[3]).toBe(`'${label_en}`)
    expect(row[4]).toBe("да;'=1+1\r\n'@SUM(1)")
  })

  it('is written into a folder for the command line, and the export is recorded', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-export-'))
    const written = await exportTo(database.db, texts, today, period, path.join(folder, 'new'), 'system')
    const paths = ['csv', 'json'].map(ending => path.join(folder, 'new', `tropa-2023-01-2024-02.${ending}`))
    expect(written).toEqual({ ok: true, value: paths })
    const files = await listFiles(database.db)
    expect(paths.map(file => readFileSync(file))).toEqual(files.map(file => file.content))
    const entries = await listAudit(database.db, ['release.made', 'release.downloaded'], 10)
    expect(entries.map(entry => entry.action)).toEqual([
      'release.downloaded',
      'release.downloaded',
      'release.made',
    ])
    rmSync(folder, { recursive: true })
  })

  it('and the figures behind it survive a restart and a restored copy, byte for byte', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-restart-'))
    const start = () => openDatabase({ databaseUrl: undefined, dataDir: folder })
    const first = start()
    await migrate(first)
    await countRequests(first.db, fourteenMonths())
    await closeMonths(first.db, today, month('2024-02'), 'admin')
    await release(first)
    const before = [await listFrozenMonths(first.db), await listFiles(first.db)]
    await first.close()

    const second = start()
    await closeMonths(second.db, today, month('2024-02'), 'admin')
    await release(second)
    expect([await listFrozenMonths(second.db), await listFiles(second.db)]).toEqual(before)
    await second.close()
    rmSync(folder, { recursive: true })
  })

  it('comes out the same from a backup older than the release, once the ledger is in it', async () => {
    const restored = await testDatabase()
    await copyLedger(database, restored)
    await release()
    await release(restored)
    expect(await listFiles(restored.db)).toEqual(await listFiles(database.db))
    await restored.close()
  })
})

async function copyLedger(from: Database, to: Database): Promise<void> {
  for (const table of ['release_months', 'release_cells'] as const) {
    const rows = await from.db.selectFrom(table).selectAll().execute()
    for (const row of rows) await to.db.insertInto(table).values(row).execute()
  }
}
