import BetterSqlite3 from 'better-sqlite3'
import type { Browser } from 'playwright-core'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { totpCode } from '../../src/auth/secondFactor'
import { databaseFile } from '../../src/db/open'
import { describeInChromium, launchChromium } from '../support/chromium'
import { end, startTropa, waitFor, type Ended } from '../support/childProcess'
import { sourcesIn } from '../support/sources'
import { canaryOf, canaryOfPieces, encodings, randomLetters, search, seize } from './canaries'
import type { Canary, SeizedFile } from './canaries'
import * as cases from './canaryCases'
import { newDiary } from './canaryDiary'
import { planFollowUps } from './canaryFollowUps'
import * as partners from './canaryPartners'
import { everybodyJoins, strangersTry, volunteerChangesSecrets, type Cast, type Stage } from './canaryPeople'
import { countSurge, keepTally, pasteSeries } from './canaryTallies'
import { addTerm } from './canaryTerms'
import { openWithPassphrases } from './openedDisk'

jest.setTimeout(240_000)

/*
 * The seized disk: the program as it is started in earnest, on a database file, with members in a real browser who
 * type recognisable words into every field. Then every byte of every file is searched. Pseudonyms and case codes are
 * readable, and meant to be; they show that the search finds what is there.
 */
describeInChromium('the disk, seized', () => {
  const diary = newDiary()
  const seized = new Map<string, SeizedFile[]>()
  const began = Date.now() / 1000
  let browser: Browser
  let folder: string
  let dataDir: string
  let program: Ended
  let cast: Cast
  let lasting: string[]

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-seized-'))
    dataDir = path.join(folder, 'data')
    browser = await launchChromium()
    await runProgram()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  test.each(['running', 'backup of the running one', 'copy of the running one', 'stopped'])(
    'holds nothing that anybody typed or was shown: %s',
    state => {
      const files = seized.get(state)!
      expect(files.map(file => file.name)).toContain('tropa.sqlite')
      expect(search(files, diary.secrets)).toEqual([])
      expect(search(files, diary.destroyed)).toEqual([])
    },
  )

  test('held nothing of it either while words were there that have been destroyed since', () => {
    expect(search(seized.get(beforeDestroying)!, diary.secrets)).toEqual([])
    expect(diary.destroyed.length).toBeGreaterThanOrEqual(6)
  })

  test('shows what is meant to be readable, in all states: the search finds what is there', () => {
    const names = (files: SeizedFile[], canaries: Canary[]) =>
      new Set(search(files, canaries).map(found => found.replace(/^\S+: /, '')))
    const readable = new Set(diary.readable.map(canary => canary.name))
    for (const files of seized.values()) expect(names(files, diary.readable)).toEqual(readable)
    expect(names(seized.get(beforeDestroying)!, diary.destroyed).size).toBe(diary.destroyed.length)
  })

  test('is searched for every way of writing a text down', () => {
    const text = `${randomLetters()} ${randomLetters('cyrillic')}`
    const forms = [text, text.toUpperCase()].flatMap(encodings)
    const files = forms.map((form, i) => ({
      name: String(i),
      bytes: Buffer.concat([Buffer.alloc(i % 5), form]),
    }))
    expect(search(files, [canaryOf('planted', text)])).toHaveLength(forms.length)
    const inside = Buffer.from(`{"before":"${text}"}`).toString('base64url')
    expect(search([{ name: 'x', bytes: Buffer.from(inside) }], [canaryOf('planted', text)])).toEqual([
      'x: planted',
    ])
  })

  test('opens for those who have the passphrases, and holds none of their keys', async () => {
    const opened = await openWithPassphrases(path.join(folder, 'copy'), cast)
    const notes = opened.notes.join('\n')
    for (const words of lasting) expect(notes).toContain(words)
    expect(notes).toContain('▒▒▒')
    expect(opened.keys.length).toBeGreaterThan(15)
    for (const files of seized.values()) expect(search(files, opened.keys)).toEqual([])
  })

  test('holds no code that a phone has shown', () => {
    const values = valuesIn(databaseFile(dataDir))
    expect(values.length).toBeGreaterThan(200)
    const shown = new Set(codesOf(diary.phones, began))
    expect(values.filter(value => value.split(/\D/).some(number => shown.has(number)))).toEqual([])
  })

  test('is not betrayed by what the program prints: no words, names, addresses or browsers', () => {
    expect(program.code).toBe(0)
    const lines = program.out.split('\n').filter(line => line.startsWith('{'))
    const answered = lines.filter(line => line.includes('"answered"'))
    // Only refusals get a line: wrong addresses above all.
    expect(answered.length).toBeGreaterThan(5)
    const files = [
      { name: 'log', bytes: Buffer.from(lines.join('\n')) },
      { name: 'errors', bytes: Buffer.from(program.err) },
      // Once, for the first admin, it prints a link; nothing else that is secret.
      { name: 'all output', bytes: Buffer.from(program.out.replace(/\S+\/setup\/\S+/, '')) },
    ]
    expect(search(files, [...diary.secrets, ...diary.readable, ...diary.destroyed])).toEqual([])
    const log = lines.join('\n')
    expect(log).not.toMatch(/\d+\.\d+\.\d+\.\d+|::1|Mozilla|Chrom|Linux/)
    const shown = new Set(codesOf(diary.phones, began))
    expect(log.split(/\D/).filter(number => shown.has(number))).toEqual([])
  })

  test('had words in every field that takes any', () => {
    const fields = sourcesIn('views', '.hbs').flatMap(({ text }) =>
      (text.match(/<(input|textarea)[^>]*>/g) ?? [])
        .filter(tag => !/type="(hidden|radio|checkbox|\{\{)/.test(tag))
        .flatMap(tag => / name="([^"]*)"/.exec(tag)?.[1] ?? []),
    )
    expect(fields.length).toBeGreaterThan(15)
    // The page that gives a form back names its fields after those of the form.
    expect(fields.filter(name => name !== '{{name}}' && !diary.filled.has(name))).toEqual([])
  })

  async function runProgram(): Promise<void> {
    const [port, temporary] = [await freePort(), path.join(dataDir, 'temporary')]
    mkdirSync(temporary, { recursive: true })
    const settings = { TROPA_DATA_DIR: dataDir, TROPA_PORT: String(port), TMPDIR: temporary }
    const child = startTropa(['serve'], settings, folder)
    const whole = end(child)
    try {
      const [setupLink] = await waitFor(child, /http:\S+\/setup\/\S+/)
      await liveThroughDay(`http://127.0.0.1:${port}`, setupLink)
      seized.set('running', seize(dataDir))
      await copyRunning()
    } finally {
      child.kill('SIGTERM')
    }
    program = await whole
    seized.set('stopped', seize(dataDir))
  }

  async function liveThroughDay(base: string, setupLink: string): Promise<void> {
    const stage = { browser, base, diary, age: ageSessions(databaseFile(dataDir)) }
    cast = await everybodyJoins(stage, setupLink)
    await volunteerChangesSecrets(stage, cast)
    const [stays, goes] = [await cases.recordCase(stage, cast), await cases.recordCase(stage, cast)]
    const notes = await cases.writeNotes(stage, cast, stays)
    await planFollowUps(stage, cast, stays)
    await cases.addNote(stage, cast, goes, diary.note('note of an erased case'))
    await partners.addPartners(stage, cast)
    await partners.refer(stage, cast, stays)
    await addTerm(stage, cast)
    await countSurge(stage, cast)
    await keepTally(stage, cast)
    await pasteSeries(stage, cast)
    await cases.searchEverywhere(stage, cast, stays)
    lasting = [notes.stays, await cases.noteAfterLock(stage, cast, stays)]
    await cases.formAtSecondStep(stage, cast)
    await strangersTry(stage, cast)
    const before = destructible(databaseFile(dataDir))
    seized.set(beforeDestroying, seize(dataDir))
    await cases.maskNote(stage, cast.volunteer, stays, notes.masked, false)
    await cases.maskNote(stage, cast.coordinator, stays, notes.whole, true)
    await cases.eraseCase(stage, cast, goes)
    await partners.retirePartner(stage, cast)
    const after = new Set(destructible(databaseFile(dataDir)))
    diary.destroyed.push(...before.filter(one => !after.has(one)).map(one => canaryOfPieces(one, one)))
    diary.readable.push(canaryOf('case code', stays.split('/').at(-1)!))
  }

  /** A backup as SQLite makes one, and a copy of the whole folder, while the program runs. */
  async function copyRunning(): Promise<void> {
    const [backup, copy] = [path.join(folder, 'backup'), path.join(folder, 'copy')]
    mkdirSync(backup)
    const sqlite = new BetterSqlite3(databaseFile(dataDir))
    await sqlite.backup(databaseFile(backup))
    sqlite.close()
    cpSync(dataDir, copy, { recursive: true })
    seized.set('backup of the running one', seize(backup))
    seized.set('copy of the running one', seize(copy))
  }
})

const beforeDestroying = 'before anything was destroyed'

function ageSessions(file: string): Stage['age'] {
  return (pseudonym, time, seconds) => {
    const sqlite = new BetterSqlite3(file)
    sqlite.pragma('busy_timeout = 5000')
    const whose = 'user_id = (SELECT id FROM users WHERE pseudonym = ?)'
    sqlite.prepare(`UPDATE sessions SET ${time} = ${time} - ? WHERE ${whose}`).run(seconds, pseudonym)
    sqlite.close()
  }
}

/** The values of these columns go when a note is masked, a case erased, or a partner retired. */
function destructible(file: string): string[] {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  const columns = [
    ...['ciphertext FROM sealed', 'sealed_key FROM grants', 'id FROM cases', 'code FROM cases'],
    ...['ciphertext FROM partners', 'sealed_key FROM partners', 'id FROM partners'],
  ]
  const values = columns.flatMap(column => sqlite.prepare(`SELECT ${column}`).pluck().all() as string[])
  sqlite.close()
  return values
}

/** Every value of every table, as text. */
function valuesIn(file: string): string[] {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  const tables = sqlite
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .pluck()
    .all() as string[]
  const rows = tables.flatMap(table => sqlite.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][])
  sqlite.close()
  return rows.flat().map(String)
}

/** What the phones have shown from then until now. */
function codesOf(phones: string[], from: number): string[] {
  const steps = Math.ceil((Date.now() / 1000 - from) / 30) + 2
  const times = Array.from({ length: steps }, (_, i) => from + i * 30)
  return phones.flatMap(secret => times.map(time => totpCode(secret, time)))
}

/** The program takes no port 0: its links have to name the port. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}
