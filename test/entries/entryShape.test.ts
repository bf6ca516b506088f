import { randomBytes, randomUUID } from 'node:crypto'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import type { EntryKind } from '../../src/entries/entry'
import { insertEntry } from '../../src/entries/entryStore'
import { openEntry, sealEntry } from '../../src/entries/sealEntry'
import { grantTo } from '../../src/readers/grant'
import type { DataKey } from '../../src/vault/bytes'
import { sealText } from '../../src/vault/sealedText'
import { sodiumReady } from '../../src/vault/sodium'
import { enrolledAs, keyHolderOf, someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

const key = new Uint8Array(randomBytes(32)) as DataKey
const by = '5d1c4f0e-6f0a-4c57-9d0a-0a6a3f1b7c2e'
const day = '2024-03-15'

const wellFormed: [EntryKind, object][] = [
  ['note', { text: '', day, author: by, masked: { day, by } }],
  ['follow_up', { due: day, reason: 'call', set: day, by }],
  ['referral', { partner: by, name: 'Aid', sent: day, by, answer: 'accepted', outcome: '', answered: day }],
  ['opening', { at: 1_710_504_000 }],
  ['event', { what: 'edited', day, by, changes: [{ field: 'needs', before: [], after: ['legal'] }] }],
  ['event', { what: 'assigned', day, by, from: null, to: by }],
]

const malformed: [EntryKind, unknown][] = [
  ['note', null],
  ['note', { text: 5, day, author: by }],
  ['note', { text: 'x', day, author: 'a\u0000' }],
  ['note', { text: 'x', day, author: by, masked: 'yes' }],
  ['follow_up', { due: `${day}\r\nATTACH:http://evil.example`, reason: 'call', set: day, by }],
  ['follow_up', { due: day, reason: {}, set: day, by }],
  ['referral', { partner: by, name: 'Aid', sent: 'today', by, answer: 'accepted' }],
  ['referral', { partner: by, name: 'Aid', sent: day, by, answer: 'nonsense' }],
  ['opening', { at: 'noon' }],
  ['event', { what: 'constructor', day, by }],
  ['event', { what: 'edited', day, by, changes: 5 }],
  ['event', { what: 'edited', day, by, changes: [{ field: 'nonsense', before: null, after: null }] }],
  ['event', { what: 'edited', day, by, changes: [{ field: 'month', before: 'May', after: '2024-03' }] }],
  ['event', { what: 'undone', day, by, undone: 'nonsense' }],
  ['event', { what: 'follow_up_set', day, by, due: 'soon', reason: 'call' }],
  ['event', { what: 'referral_answered', day, by, partner: 'Aid', answer: 'nonsense', outcome: '' }],
  ['event', { what: 'repeat_of', day, by, code: 'none' }],
]

beforeAll(() => sodiumReady)

test.each(wellFormed)('a %s that members write opens: %j', (kind, content) => {
  expect(openEntry(new Map([[1, key]]), sealed(kind, content)).content).toEqual(content)
})

test.each(malformed)('a %s of another shape is damaged, although its seal is right: %j', (kind, content) => {
  expect(openEntry(new Map([[1, key]]), sealed(kind, content)).content).toBe('damaged')
})

test('what is sealed and no JSON at all is damaged', () => {
  const row = sealed('note', {})
  const place = { caseId: row.case_id, kind: 'note', id: row.id, version: 1 }
  expect(openEntry(new Map([[1, key]]), { ...row, ciphertext: sealText(key, '{', place) }).content).toBe(
    'damaged',
  )
})

describe('whoever writes to the database and seals entries of no shape to a member', () => {
  let tropa: TestApp
  let vera: Awaited<ReturnType<typeof signedInAs>>
  let code: CaseCode
  beforeEach(async () => {
    tropa = await testApp()
    await signedInAs(tropa, 'coordinator')
    vera = await signedInAs(tropa, 'volunteer')
    const sealing = { anchor: tropa.deps.anchor, holder: keyHolderOf(vera.actor), now: 1_710_504_000 }
    code = await recordCase(tropa.deps.db, vera.actor, someFacts(), today, { sealing })
    await plant()
  })
  afterEach(() => tropa.close())

  test('breaks no page, and the case can still be worked on', async () => {
    const paths = ['', '/versions', '/edit', '/hand-over-text', '/closure', '/repeat', '/follow-ups/new']
    for (const path of ['/', ...paths.map(one => `/cases/${code}${one}`)]) {
      expect([path, (await vera.get(path)).status]).toEqual([path, 200])
    }
    const page = (await vera.get(`/cases/${code}`)).text
    expect(page).toContain('steps of the history are damaged')
    expect(page).toContain('2 follow-ups do not open for you.')
    expect((await vera.post(`/cases/${code}/status`, { move: 'start' })).status).toBe(303)
    const closed = await vera.post(`/cases/${code}/closure`, { outcome: 'declined', follow_ups: 'done' })
    expect(closed.status).toBe(303)
    expect((await vera.get('/')).status).toBe(200)
    expect(tropa.log.filter(line => line.event === 'failed')).toEqual([])
  })

  async function plant(): Promise<void> {
    const { db } = tropa.deps
    const { id } = await db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    const place = { case_id: id, generation: 99 }
    const reader = [vera.actor.id, enrolledAs(vera.actor).strongbox.boxPublic] as const
    await db
      .insertInto('grants')
      .values(grantTo([...reader], place, key))
      .execute()
    for (const [kind, content] of malformed) {
      await insertEntry(db, { ...sealed(kind, content, id), ...place })
    }
  }
})

function sealed(kind: EntryKind, content: unknown, case_id: string = randomUUID()) {
  const place = { id: randomUUID(), case_id, kind, version: 1 }
  const ciphertext = sealEntry(key, place, content as object)
  return { ...place, position: 1, generation: 1, ciphertext }
}
