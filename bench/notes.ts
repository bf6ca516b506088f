import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Response } from 'express'
import { createApp } from '../src/app'
import { note } from '../src/audit/auditStore'
import type { Actor } from '../src/auth/actor'
import type { Asking } from '../src/auth/readSession'
import { findSession } from '../src/auth/sessionStore'
import { keyHolder } from '../src/auth/unlock'
import { systemClock } from '../src/calendar/month'
import { todayOf } from '../src/calendar/today'
import type { CaseCode } from '../src/cases/caseCode'
import { blurChangeOrder, moveUp, nextChangeOrder } from '../src/cases/changeOrder'
import { recordCase } from '../src/cases/recordCase'
import { requireCase } from '../src/cases/requireCase'
import { openDatabase } from '../src/db/open'
import { migrate } from '../src/db/migrate'
import type { Db } from '../src/db/schema'
import type { Enrolled } from '../src/demo/enrol'
import type { Deps } from '../src/deps'
import { addNote } from '../src/notes/addNote'
import { insertEntry } from '../src/entries/entryStore'
import { hashToken } from '../src/vault/random'
import { sodiumReady } from '../src/vault/sodium'
import { addMember, depsFor, holderOf, sessionOf } from './support/benchApp'
import { timedServer } from './support/timedServer'
import { median, rounded } from './support/times'

/*
 * What sealing costs, side by side in one run. Reading: the page of a case with twenty notes, against the same
 * page with the same words out of memory. Recording: adding a note, against the same transaction in plain.
 */

const rounds = 300
const today = todayOf(systemClock, 'Asia/Tbilisi')
const words = Array.from(
  { length: 20 },
  (_, i) => `Note ${i}. ${'Asked for a lawyer, and called back. '.repeat(i)}`,
)

async function main(): Promise<void> {
  await sodiumReady
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-bench-'))
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder })
  await migrate(database)
  const deps = depsFor(database.db, systemClock)
  const coordinator = await addMember(deps, 'coordinator')
  const volunteer = await addMember(deps, 'volunteer', coordinator)
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
  const server = await timedServer(app)
  const cookie = `session=${await sessionOf(deps, reader)}`
  const timed = async (one: CaseCode) => {
    const { took, status, html } = await server.get(`/cases/${one}`, cookie)
    const shown = html.split('class="note-text"').length - 1
    if (shown !== words.length) throw new Error(`${status}: the page shows ${shown} notes`)
    return took
  }
  const times = await sideBySide(
    () => timed(code),
    () => timed(plainCode),
  )
  await server.close()
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

function newCase({ db }: Deps, { actor }: Enrolled): Promise<CaseCode> {
  const details = { profile: null, asker: null, channel: null, place: null, urgency: null }
  const rest = { status: 'new', outcome: null, first_response: null, needs: ['legal'], situations: [] }
  return recordCase(db, actor, { month: today.month, category: 'soldier', ...details, ...rest }, today)
}

function writerOf(one: Enrolled) {
  return { actor: one.actor, holder: holderOf(one) }
}

void main()
