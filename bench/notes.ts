import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Response } from 'express'
import { createApp } from '../src/app'
import { note } from '../src/audit/auditStore'
import type { Actor } from '../src/auth/actor'
import { beginSession } from '../src/auth/beginSession'
import type { Asking } from '../src/auth/readSession'
import { newTotpSecret } from '../src/auth/secondFactor'
import { findSession } from '../src/auth/sessionStore'
import { makeThrottle } from '../src/auth/throttle'
import { keyHolder } from '../src/auth/unlock'
import { secondsOf, systemClock } from '../src/calendar/month'
import { todayOf } from '../src/calendar/today'
import type { CaseCode } from '../src/cases/caseCode'
import { blurChangeOrder, moveUp, nextChangeOrder } from '../src/cases/changeOrder'
import { recordCase } from '../src/cases/recordCase'
import { requireCase } from '../src/cases/requireCase'
import { openDatabase } from '../src/db/open'
import { migrate } from '../src/db/migrate'
import type { Db, Role } from '../src/db/schema'
import { admitCoordinator, admitVolunteer, enrol, type Enrolled } from '../src/demo/enrol'
import type { Deps } from '../src/deps'
import { loadTexts } from '../src/language/texts'
import { addNote } from '../src/notes/addNote'
import { insertEntry } from '../src/entries/entryStore'
import { projectFile } from '../src/projectFiles'
import { memoryAnchor } from '../src/readers/anchor'
import { unusablePassphraseRecord } from '../src/vault/passphraseKey'
import { makeQueue } from '../src/vault/passphraseQueue'
import { hashToken } from '../src/vault/random'
import { serverKeyOf } from '../src/vault/serverKey'
import { sodiumReady } from '../src/vault/sodium'
import type { KeyEncryptionKey } from '../src/vault/bytes'

/*
 * What sealing costs, side by side in one run. Reading: the page of a case with twenty notes, against the same
 * page with the same words out of memory. Recording: adding a note, against the same transaction in plain.
 */

const rounds = 300
const timeZone = 'Asia/Tbilisi'
const today = todayOf(systemClock, timeZone)
const words = Array.from(
  { length: 20 },
  (_, i) => `Note ${i}. ${'Asked for a lawyer, and called back. '.repeat(i)}`,
)

async function main(): Promise<void> {
  await sodiumReady
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-bench-'))
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder })
  await migrate(database)
  const deps = depsFor(database.db)
  const coordinator = await member(deps, 'coordinator')
  const volunteer = await member(deps, 'volunteer', coordinator)
  const code = await newCase(deps, volunteer)
  for (const text of words) await addNote(deps, writerOf(volunteer), { code, text }, today)
  for (const reader of [volunteer, coordinator])
    report(`reading, ${reader.actor.role}`, await readings(deps, reader, code))
  report('recording', await recordings(deps, volunteer))
  await database.close()
  rmSync(folder, { recursive: true })
}

/** Server times of the page as it is, and with the story out of memory. */
async function readings(deps: Deps, reader: Enrolled, code: CaseCode): Promise<Times> {
  const plainCode = await newCase(deps, reader)
  const app = createApp(deps)
  const render = app.render.bind(app) as (name: string, page: object, done: () => void) => void
  let section: object | undefined
  app.render = ((name: string, page: { code?: string; story?: object }, done: () => void) => {
    if (page.code === code) section = page.story
    render(name, page.code === plainCode ? { ...page, story: section } : page, done)
  }) as typeof app.render
  let took = 0
  const server = http.createServer((req, res) => {
    const started = performance.now()
    res.on('finish', () => (took = performance.now() - started))
    app(req, res)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const cookie = `session=${await sessionOf(deps, reader)}`
  const timed = async (one: CaseCode) => {
    const answer = await fetch(`http://127.0.0.1:${port}/cases/${one}`, { headers: { cookie } })
    const shown = (await answer.text()).split('class="note-text"').length - 1
    if (shown !== words.length) throw new Error(`${answer.status}: the page shows ${shown} notes`)
    return took
  }
  const times = await sideBySide(
    () => timed(code),
    () => timed(plainCode),
  )
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  return times
}

/** Times of adding a note as a request does, keys opened and all, and of the same transaction in plain. */
async function recordings(deps: Deps, writer: Enrolled): Promise<Times> {
  const token = await sessionOf(deps, writer)
  const row = (await findSession(deps.db, hashToken(token)))!
  const times = { startedAt: row.started_at, steppedAt: row.stepped_at, joining: false }
  const locals = { actor: writer.actor, session: { token, wrappedKey: row.wrapped_key!, ...times } } as Asking
  const request = { locals, once: () => request } as unknown as Response
  const [sealed, plain] = [await newCase(deps, writer), await newCase(deps, writer)]
  const text = words[10]!
  return sideBySide(
    () =>
      timeOf(async () => {
        const holder = await keyHolder(deps.db, request)
        await addNote(deps, { actor: writer.actor, holder }, { code: sealed, text }, today)
      }),
    () => timeOf(() => addPlainNote(deps.db, writer.actor, plain, text)),
  )
}

/** The transaction of `addNote` without keys. */
async function addPlainNote(db: Db, actor: Actor, code: CaseCode, text: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { id: case_id } = await requireCase(tx, actor, code)
    await moveUp(tx, case_id, await nextChangeOrder(tx, today.month))
    await requireCase(tx, actor, code)
    const ciphertext = JSON.stringify({ text, day: today.day, author: actor.id })
    await insertEntry(tx, {
      kind: 'note',
      id: randomBytes(16).toString('hex'),
      case_id,
      generation: 1,
      version: 1,
      ciphertext,
    })
    await note(tx, { dated: today.month, actor: actor.id, action: 'note.added' })
  })
  await blurChangeOrder(db)
}

interface Times {
  sealed: number[]
  plain: number[]
}

async function sideBySide(sealed: () => Promise<number>, plain: () => Promise<number>): Promise<Times> {
  for (let i = 0; i < rounds / 10; i++) await Promise.resolve(await sealed()).then(plain)
  const times: Times = { sealed: [], plain: [] }
  for (let i = 0; i < rounds; i++) {
    times.sealed.push(await sealed())
    times.plain.push(await plain())
  }
  return times
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function report(what: string, times: Times): void {
  const [sealed, plain] = [median(times.sealed), median(times.plain)]
  console.log(
    JSON.stringify({
      bench: `notes, ${what}`,
      sealed_to_plain: rounded(sealed / plain),
      plain_ms: rounded(plain),
      added_ms: rounded(sealed - plain),
    }),
  )
}

function depsFor(db: Db): Deps {
  const serverKey = serverKeyOf(randomBytes(32))
  return {
    db,
    config: {
      origin: new URL('http://127.0.0.1:3000'),
      timeZone,
      evaporationDays: 90,
      dataDir: '',
      keyFile: '',
      databaseUrl: undefined,
    },
    clock: systemClock,
    texts: loadTexts(projectFile('locales')),
    log: () => {},
    serverKey,
    auditAnchor: memoryAnchor(),
    anchor: memoryAnchor(),
    throttle: makeThrottle(serverKey.throttle),
    hashing: makeQueue(2, 16),
  }
}

async function member(deps: Deps, role: Role, by?: Enrolled): Promise<Enrolled> {
  const passphrase = {
    record: unusablePassphraseRecord(),
    kek: new Uint8Array(randomBytes(32)) as KeyEncryptionKey,
  }
  const enrolment = {
    pseudonym: role,
    role,
    language: 'en' as const,
    passphrase,
    totpSecret: newTotpSecret(),
  }
  const made = await enrol(deps.db, enrolment, today)
  if (by) await admitVolunteer(deps, holderOf(made), holderOf(by))
  else {
    await admitCoordinator(deps, holderOf(made), undefined, 'a b c d e f g h i j'.split(' '), today)
    made.actor.certified = true
  }
  return made
}

function newCase({ db }: Deps, { actor }: Enrolled): Promise<CaseCode> {
  const details = { profile: null, asker: null, channel: null, place: null, urgency: null }
  const rest = { status: 'new', outcome: null, first_response: null, needs: ['legal'], situations: [] }
  return recordCase(db, actor, { month: today.month, category: 'soldier', ...details, ...rest }, today)
}

function sessionOf({ db }: Deps, { actor, memberKey }: Enrolled): Promise<string> {
  return beginSession(
    db,
    { user_id: actor.id, joining: 0, chain_broken: 0 },
    memberKey,
    secondsOf(systemClock),
  )
}

function holderOf({ actor, strongbox }: Enrolled) {
  return { id: actor.id, pairs: strongbox }
}

function writerOf(one: Enrolled) {
  return { actor: one.actor, holder: holderOf(one) }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

void main()
