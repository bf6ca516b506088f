import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { headWords } from '../../src/audit/writtenHead'
import { month, type Day } from '../../src/calendar/month'
import { databaseFile, openDatabase } from '../../src/db/open'
import { fileMonth } from '../../src/filings/fileMonth'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

const folder = temporaryFolder()
const verify = (...options: string[]) => typed(folder(), ['verify', ...options])

beforeEach(async () => {
  const file = path.join(folder(), 'a.csv')
  writeFileSync(file, 'month,category,count\n2024-01,soldier,30\n2024-01,other,12\n2024-02,soldier,600\n')
  expect(await typed(folder(), ['import', file])).toMatchObject({ code: 0 })
  expect(await typed(folder(), ['close', '--through', '2024-02'])).toMatchObject({ code: 0 })
})

/** What somebody does who writes to the file without Tropa. */
function tamper(...statements: string[]): void {
  const sqlite = new BetterSqlite3(databaseFile(folder()))
  sqlite.pragma('foreign_keys = OFF')
  for (const statement of statements) sqlite.exec(statement)
  sqlite.close()
}

async function head(): Promise<{ number: string; hash: string }> {
  const [, number, hash] = /(\d+):([0-9a-f]{64})/.exec((await verify()).out)!
  return { number: number!, hash: hash! }
}

test('says that all is well, and what to write down', async () => {
  const { code, out, err } = await verify()
  expect(code).toBe(0)
  const lines = [
    /^Database file: undamaged\.$/,
    /^Audit log: whole, 2 entries\. To write down, away from this server: 2:[0-9a-f]{64} \(in words: .+\)\.$/,
    /^Counts: every case is counted \(642 cases\)\.$/,
    /^Filed months: none yet\.$/,
    /^Readers: no coordinator yet\.$/,
  ]
  expect(out.trim().split('\n')).toEqual(lines.map(line => expect.stringMatching(line)))
  expect(err).toMatch(/^Audit log: 100 %\nCounts: 77 %\nCounts: 100 %\n$/)
})

test('says the same in Russian, and to programs', async () => {
  const russian = (await verify('--language', 'ru')).out
  expect(russian).toMatch(/^Файл базы данных: не повреждён\.\nЖурнал действий: цел, 2 записи\. /)
  expect(russian).toContain('Подсчёты: все дела учтены (642 дела).')
  const { number, hash } = await head()
  expect(JSON.parse((await verify('--json')).out)).toEqual({
    ok: true,
    checks: [
      { check: 'file', findings: [] },
      { check: 'chain', entries: 2, head: `${number}:${hash}`, findings: [] },
      { check: 'counts', cases: 642, findings: [] },
      { check: 'filings', filings: 0, findings: [] },
      { check: 'readers', epoch: 0, findings: [] },
    ],
  })
})

test('a new database is well, and has nothing to write down', async () => {
  const { code, out } = await typed(path.join(folder(), 'new'), ['verify'])
  expect(code).toBe(0)
  expect(out).toMatch('Audit log: whole, 0 entries.\n')
})

test('a head that was written down is found by its hash, its beginning, or its words', async () => {
  const { number, hash } = await head()
  for (const mark of [hash, hash.slice(0, 8), headWords('en', hash), headWords('ru', hash)]) {
    expect(await verify('--head', `${number}:${mark}`)).toMatchObject({ code: 0 })
  }
  for (const asked of [`${number}:${hash.slice(1)}`, `1:${hash}`, `3:${hash}`, `0:${hash}`]) {
    const { code, err } = await verify('--head', asked)
    expect(code).toBe(1)
    expect(err).toMatch(/tropa: The audit log has no entry \d with the hash or the words of --head\./)
  }
})

test.each(['', '5', 'x:0123abcd', '5:0123', '5:one two three'])('"%s" is no head', async asked => {
  expect(await verify('--head', asked)).toMatchObject({ code: 2, out: '' })
})

test('an edited audit log is found, and so is one whose end was cut off', async () => {
  const { number, hash } = await head()
  tamper(`UPDATE audit SET object = '5' WHERE number = 1`)
  const { code, out, err } = await verify()
  expect([code, out]).toEqual([1, expect.not.stringContaining('Audit log')])
  expect(err).toContain('tropa: The audit log does not hold together: entry 1 was changed, removed or added')
  tamper(
    `UPDATE audit SET object = '642' WHERE number = 1`,
    'DELETE FROM audit WHERE number = 2',
    'UPDATE audit_head SET number = 1, hash = (SELECT hash FROM audit WHERE number = 1)',
  )
  expect(await verify()).toMatchObject({ code: 0 })
  expect((await verify('--head', `${number}:${hash}`)).err).toContain('The audit log has no entry 2')
})

test('a count that is too low is found, cell by cell; one that is higher may be right', async () => {
  tamper(`UPDATE counts SET n = 100 WHERE dimension = 'total' AND category = 'other'`)
  expect(await verify()).toMatchObject({ code: 0 })
  tamper(
    `UPDATE counts SET n = 11 WHERE dimension = 'total' AND category = 'other'`,
    `DELETE FROM counts WHERE dimension = 'total' AND month = '2024-02'`,
  )
  const { code, err } = await verify()
  expect(code).toBe(1)
  expect(err.match(/tropa: .*/g)!.sort()).toEqual([
    'tropa: The counts are too low in February 2024 (soldier, total, all): 0 counted, 600 there.',
    'tropa: The counts are too low in January 2024 (other, total, all): 11 counted, 12 there.',
  ])
  const json = JSON.parse((await verify('--json')).out) as { ok: boolean; checks: { findings: string[] }[] }
  expect([json.ok, json.checks[2]!.findings.length]).toEqual([false, 2])
})

test('a filed month that was changed or taken away is found', async () => {
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  const when = { day: '2024-03-15' as Day, month: month('2024-03') }
  for (const filed of ['2024-01', '2024-02']) await fileMonth(database.db, 'somebody', month(filed), when)
  await database.close()
  expect((await verify()).out).toContain('Filed months: 2 filings are what they were.')
  tamper(
    'DROP TRIGGER filings_no_update',
    'DROP TRIGGER filings_no_delete',
    `UPDATE filings SET content = replace(content, '"n":30', '"n":31') WHERE month = '2024-01'`,
    `DELETE FROM filings WHERE month = '2024-02'`,
  )
  const { code, err } = await verify()
  expect(code).toBe(1)
  expect(err.match(/tropa: .*/g)).toEqual([
    'tropa: What was filed for January 2024 as revision 1 was changed. Compare it with a backup.',
    expect.stringMatching(
      /^tropa: What was filed is gone: entry 4 of the audit log says that it was there \(2024-02\/1\//,
    ),
  ])
})

test('a row that belongs to nothing is found', async () => {
  tamper(`UPDATE cases SET recorded_by = 'nobody' WHERE id = (SELECT min(id) FROM cases)`)
  const { code, err } = await verify()
  expect(code).toBe(1)
  expect(err).toContain('a row of the table cases belongs to one of users that is gone')
})

test('a damaged file is found, and the rest of it is checked all the same', async () => {
  const sqlite = new BetterSqlite3(databaseFile(folder()))
  const { pageno } = sqlite
    .prepare(`SELECT pageno FROM dbstat WHERE name = 'cases' AND pagetype = 'leaf' LIMIT 1`)
    .get() as { pageno: number }
  const pageSize = sqlite.pragma('page_size', { simple: true }) as number
  sqlite.close()
  const bytes = readFileSync(databaseFile(folder()))
  bytes.fill(0xff, (pageno - 1) * pageSize, pageno * pageSize)
  writeFileSync(databaseFile(folder()), bytes)
  const { code, out, err } = await verify()
  expect(code).toBe(1)
  expect(err).toContain('tropa: The database file is damaged (')
  expect(out).toContain('Audit log: whole')
})
