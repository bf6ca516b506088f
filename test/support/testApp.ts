import type { Express } from 'express'
import request from 'supertest'
import { createApp } from '../../src/app'
import type { Actor } from '../../src/auth/actor'
import { beginSession } from '../../src/auth/beginSession'
import { makeThrottle } from '../../src/auth/throttle'
import { secondsOf, type Clock } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import type { Role } from '../../src/db/schema'
import type { Deps } from '../../src/deps'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { memoryAnchor } from '../../src/readers/anchor'
import { makeQueue } from '../../src/queue'
import { deriveToken } from '../../src/vault/random'
import { serverKeyOf } from '../../src/vault/serverKey'
import { sodiumReady } from '../../src/vault/sodium'
import type { LogLine } from '../../src/web/log'
import { addMember, anchorOf, enrolledAs } from './members'
import { testDatabase } from './testDatabase'

export interface TestApp {
  app: Express
  deps: Deps
  database: Database
  clock: Clock & { set(instant: string): void }
  log: LogLine[]
  close(): Promise<void>
}

/** A server key that is the same in every test. */
export const testServerKey = serverKeyOf(Buffer.alloc(32, 7))

export const texts = loadTexts(projectFile('locales'))

/** The whole application over an empty database, with all its middleware, on a clock that stands still. */
export async function testApp(
  options: { origin?: string; at?: string; database?: Database } = {},
): Promise<TestApp> {
  await sodiumReady
  const database = options.database ?? (await testDatabase())
  const clock = settableClock(options.at ?? '2024-03-15T12:00:00Z')
  const log: LogLine[] = []
  const deps: Deps = {
    db: database.db,
    config: {
      origin: new URL(options.origin ?? 'http://127.0.0.1:3000'),
      timeZone: 'Asia/Tbilisi',
      evaporationDays: 90,
      dataDir: '/data',
      keyFile: '/keys/server.key',
      databaseUrl: undefined,
    },
    clock,
    texts,
    log: line => void log.push(line),
    serverKey: testServerKey,
    anchor: anchorOf(database.db),
    auditAnchor: memoryAnchor(),
    throttle: makeThrottle(testServerKey.throttle),
    hashing: makeQueue(2, 16),
  }
  return { app: createApp(deps), deps, database, clock, log, close: () => database.close() }
}

/** A browser in which somebody of the role is signed in; forms it posts carry the right token. */
export async function signedInAs({ app, deps }: TestApp, role: Role, pseudonym: string = role) {
  const actor = await addMember(deps.db, role, pseudonym)
  return { actor, ...(await browserOf({ app, deps }, actor)) }
}

/** Another browser of somebody who is a member already. */
export async function browserOf({ app, deps }: Pick<TestApp, 'app' | 'deps'>, actor: Actor) {
  const session = { user_id: actor.id, joining: 0, chain_broken: 0 }
  const { memberKey } = enrolledAs(actor)
  const token = await beginSession(deps.db, session, memberKey, secondsOf(deps.clock))
  return { token, ...browserWith(app, 'session', token, actor) }
}

/** A browser in which nobody is signed in, after its first page: it has a visit cookie. */
export async function visitor({ app }: Pick<TestApp, 'app'>) {
  const first = await request(app).get('/sign-in')
  return browserWith(app, 'visit', cookieOf(first, 'visit').split('=')[1]!)
}

/** A browser that sends one cookie, and forms with the token that goes with it. */
export function browserWith(app: Express, name: 'session' | 'visit', token: string, actor?: Actor) {
  const reader = actor ? `; reader=${enrolledAs(actor).strongbox.boxPublic}` : ''
  const cookie = `${name}=${token}${reader}`
  const csrf = deriveToken(token, 'form')
  return {
    get: (path: string) => request(app).get(path).set('Cookie', cookie),
    post: (path: string, form: Record<string, string | string[]> = {}) =>
      request(app)
        .post(path)
        .set('Cookie', cookie)
        .set('Sec-Fetch-Site', 'same-origin')
        .type('form')
        .send({ csrf, ...(actor ? { member: actor.id } : {}), ...form }),
  }
}

/** `name=value` out of an answer's Set-Cookie; throws when it is not set. */
export function cookieOf(answer: request.Response, name: string): string {
  const all = [answer.headers['set-cookie'] ?? []].flat()
  const found = all.map(one => one.split(';')[0]!).find(one => one.startsWith(`${name}=`))
  if (!found) throw new Error(`no cookie "${name}" was set`)
  return found
}

function settableClock(start: string) {
  let now = new Date(start)
  return { now: () => now, set: (instant: string) => void (now = new Date(instant)) }
}
