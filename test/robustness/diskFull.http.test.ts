import request from 'supertest'
import { verifyChain } from '../../src/audit/auditStore'
import { parseCaseCode, type CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { recount } from '../../src/counts/recount'
import { listDamage, listOrphans } from '../../src/db/integrity'
import { addNote } from '../../src/notes/addNote'
import { keyHolderOf, someFacts, today } from '../support/members'
import { pass } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { fill, fillToTheBrim, makeRoom } from './fullDatabase'

type Browser = Awaited<ReturnType<typeof signedInAs>>

jest.setTimeout(20_000)

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
  const { actor } = volunteer
  code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  await addNote(tropa.deps, { actor, holder: keyHolderOf(actor) }, { code, text: 'written before' }, today)
})
afterEach(() => tropa.close())

const long = { text: 'words '.repeat(1500) }
const refused = async (form: { text: string }) => volunteer.post(`/cases/${code}/notes`, form)

/** Everything that is kept, table by table. */
async function contents() {
  const names = (await tropa.deps.db.introspection.getTables()).map(table => table.name)
  const tables = names.filter(name => name !== 'filler') as 'cases'[]
  return Promise.all(
    tables.map(async name => [name, await tropa.deps.db.selectFrom(name).selectAll().execute()]),
  )
}

async function expectWhole() {
  const { db } = tropa.deps
  expect([await listDamage(db), await listOrphans(db)]).toEqual([[], []])
  expect((await recount(db)).short).toEqual([])
  expect(await verifyChain(db)).toMatchObject({ ok: true })
}

test.each([
  ['en', 'The disk of the server is full', 'Nothing was saved, but reading goes on'],
  ['ru', 'На диске сервера нет места', 'Ничего не сохранено, но читать можно'],
] as const)(
  'a form that finds the disk full is answered with a clear page (%s)',
  async (language, ...words) => {
    await tropa.deps.db.updateTable('users').set({ language }).execute()
    await fill(tropa.deps.db)
    const page = await refused(long)
    expect(page.status).toBe(507)
    for (const word of words) expect(page.text).toContain(word)
    const [, reference] = /: ([0-9a-f]{8})</.exec(page.text)!
    expect(tropa.log).toContainEqual(expect.objectContaining({ event: 'failed', status: 507, reference }))
  },
)

test('nothing of it is saved by halves', async () => {
  await fill(tropa.deps.db)
  const before = await contents()
  expect((await refused(long)).status).toBe(507)
  expect(await contents()).toEqual(before)
  await expectWhole()
})

test('requests are recorded until the very last that fits, each whole or not at all', async () => {
  await fill(tropa.deps.db)
  const codes: string[] = [code]
  for (;;) {
    const answer = await volunteer.post('/cases', { category: 'soldier', needs: ['legal', 'money'] })
    if (answer.status !== 303) {
      expect(answer.status).toBe(507)
      break
    }
    codes.push(/^\/cases\/([\w-]+)\?saved$/.exec(answer.headers.location!)![1]!)
  }
  const kept = await tropa.deps.db.selectFrom('cases').select('code').execute()
  expect(kept.map(one => one.code).sort()).toEqual(codes.sort())
  const needs = await tropa.deps.db.selectFrom('case_needs').select('need').execute()
  expect(needs).toHaveLength(2 * (codes.length - 1))
  await expectWhole()
})

describe('while not a byte can be written', () => {
  beforeEach(() => fillToTheBrim(tropa.deps.db))

  // The session's row would be rewritten, to remember that somebody is still there.
  test('members read on, also after half a minute', async () => {
    pass(tropa, 45)
    expect((await volunteer.get(`/cases/${code}`)).text).toContain('written before')
    for (const path of [
      '/cases',
      '/cases/new',
      `/cases/${code}/edit`,
      `/cases/${code}/notes/new`,
      '/account',
    ])
      expect([path, (await volunteer.get(path)).status]).toEqual([path, 200])
    for (const path of ['/reports', '/reports/2024-03', '/audit', '/readers'])
      expect([path, (await coordinator.get(path)).status]).toEqual([path, 200])
    expect((await request(tropa.app).get('/healthz')).status).toBe(200)
  })

  test('a session that has been idle is locked all the same', async () => {
    pass(tropa, 3600)
    expect((await volunteer.get('/cases')).headers.location).toBe('/sign-in')
    expect((await volunteer.get('/sign-in?locked')).status).toBe(200)
    expect((await volunteer.post('/cases', { category: 'soldier' })).status).toBe(403)
  })

  test.each([
    ['/exit', '/calendar'],
    ['/sign-out', '/sign-in'],
  ])('%s leads away, and the browser forgets the session', async (path, target) => {
    const answer = await volunteer.post(path)
    expect([answer.status, answer.headers.location]).toEqual([303, target])
    expect(String(answer.headers['set-cookie'])).toMatch(/session=;/)
    expect(answer.headers['clear-site-data']).toContain('"storage"')
  })

  test('every form is refused with the same page, and changes nothing', async () => {
    const before = await contents()
    const facts = { category: 'other', version: '1' }
    for (const [browser, path, form] of [
      [volunteer, '/cases', facts],
      [volunteer, `/cases/${code}`, facts],
      [volunteer, `/cases/${code}/notes`, { text: 'short' }],
      [coordinator, `/cases/${code}/erasure`, { reason: 'asked' }],
      [coordinator, '/account/recovery-codes', {}],
      [coordinator, '/account/sessions/ending', {}],
    ] as const) {
      const { status, text } = await browser.post(path, form)
      expect([path, status, text]).toEqual([path, 507, expect.stringContaining('Nothing was saved')])
    }
    expect(await contents()).toEqual(before)
    await expectWhole()
  })
})

test.each([
  ['a limit', fill],
  ['not a byte left', fillToTheBrim],
])('as soon as somebody makes room (%s) the same process saves again', async (_, full) => {
  await full(tropa.deps.db)
  for (let i = 0; i < 5; i++) expect((await refused(long)).status).toBe(507)
  await makeRoom(tropa.deps.db)
  expect((await refused(long)).status).toBe(303)
  const saved = await volunteer.post('/cases', { category: 'soldier' })
  expect(parseCaseCode(/\/cases\/([\w-]+)/.exec(saved.headers.location!)![1])).toHaveProperty('code')
  expect((await coordinator.get(`/cases/${code}`)).text).toContain('words words')
  await expectWhole()
})
