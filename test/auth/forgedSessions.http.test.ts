import { insertSession } from '../../src/auth/sessionStore'
import { wrapForSession } from '../../src/vault/memberKeys'
import { hashToken, newToken } from '../../src/vault/random'
import { enrolledAs } from '../support/members'
import { browserWith, signedInAs, testApp, type TestApp } from '../support/testApp'

/** Whoever can write to the database, and is perhaps a member, tries to be somebody else. */
let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const isIn = async (browser: ReturnType<typeof browserWith>) => (await browser.get('/account')).status === 200
const now = () => Math.floor(tropa.clock.now().getTime() / 1000)

test.each([
  ['no key at all', () => 'AXJ1bms'],
  ['an empty one', () => ''],
  ["somebody's own, wrapped for the victim", wrappedOwn],
])('a row written into sessions with %s signs nobody in', async (_, wrapped) => {
  const victim = await signedInAs(tropa, 'admin')
  const mallory = await signedInAs(tropa, 'volunteer')
  const token = newToken()
  const session = { token_hash: hashToken(token), user_id: victim.actor.id, joining: 0, chain_broken: 0 }
  const wrapped_key = wrapped(token, victim.actor.id, mallory.actor.id)
  await insertSession(tropa.deps.db, { ...session, wrapped_key }, now())
  expect(await isIn(browserWith(tropa.app, 'session', token))).toBe(false)
  expect(await isIn(victim)).toBe(true)
})

function wrappedOwn(token: string, victim: string, mallory: string): string {
  const place = { userId: victim, startedAt: now(), steppedAt: now(), joining: false }
  return wrapForSession(token, place, enrolledAs({ id: mallory }).memberKey)
}

test.each([
  ['another member', (victim: string) => ({ user_id: victim })],
  ['a second step that never was', () => ({ stepped_at: 4_000_000_000 })],
  ['a later start', () => ({ started_at: now() + 3600 })],
])('a row changed to %s is no session any more', async (_, change) => {
  const victim = await signedInAs(tropa, 'coordinator')
  const mallory = await signedInAs(tropa, 'volunteer')
  expect(await isIn(mallory)).toBe(true)
  const mine = hashToken(mallory.token)
  const { db } = tropa.deps
  await db.updateTable('sessions').set(change(victim.actor.id)).where('token_hash', '=', mine).execute()
  expect(await isIn(mallory)).toBe(false)
})

test('joining cannot be declared finished from outside', async () => {
  const { db } = tropa.deps
  const mallory = await signedInAs(tropa, 'volunteer')
  await db.updateTable('sessions').set({ joining: 1 }).execute()
  expect(await isIn(mallory)).toBe(false)
})
