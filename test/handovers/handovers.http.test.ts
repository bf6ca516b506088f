import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { requireTrust } from '../../src/readers/trust'
import { disableMember } from '../../src/users/changeMemberState'
import { deriveToken } from '../../src/vault/random'
import { addMember, keyHolderOf, someFacts, today } from '../support/members'
import { pass } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { desk } from './desk'
import { addManyCases } from './manyCases'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let anna: Browser, vera: Browser, victor: Browser
let hands: ReturnType<typeof desk>
beforeEach(async () => {
  tropa = await testApp()
  anna = await signedInAs(tropa, 'coordinator', 'Anna')
  vera = await signedInAs(tropa, 'volunteer', 'Vera')
  victor = await signedInAs(tropa, 'volunteer', 'Victor')
  hands = desk(tropa.deps.db)
})
afterEach(() => tropa.close())

const record = (by: Actor, assigned_to?: string | null) =>
  recordCase(tropa.deps.db, by, someFacts(), today, { assigned_to })

describe('handing over one case', () => {
  let code: CaseCode
  beforeEach(async () => void (code = await record(vera.actor)))

  test('a volunteer types the name of a colleague, in any spelling, and is shown no list', async () => {
    const page = await vera.get(`/cases/${code}/assignment`)
    expect(page.text).toContain('name="name"')
    expect(page.text).not.toContain('Victor')
    const answer = await vera.post(`/cases/${code}/assignment`, { to: 'named', name: ' vICTOR ' })
    expect(answer.headers.location).toMatch(/^\/cases\/[\w-]+\?undo=[\w-]+$/)
    expect(await hands.holder(code)).toBe(victor.actor.id)
    // Whoever recorded it sees it still, and cannot take it back but by undoing.
    expect((await vera.get(`/cases/${code}`)).text).not.toContain('/assignment')
    expect((await vera.get(`/cases/${code}/assignment`)).status).toBe(404)
    const undo = /undo=(.*)/.exec(answer.headers.location!)![1]!
    await vera.post(`/undo/${undo}`)
    expect(await hands.holder(code)).toBe(vera.actor.id)
  })

  test('who gives a case away that they had not recorded is led to where their work is', async () => {
    await hands.assign(anna.actor, code, victor.actor)
    const answer = await victor.post(`/cases/${code}/assignment`, { to: 'pool' })
    expect(answer.headers.location).toMatch(/^\/\?undo=/)
    expect(await hands.holder(code)).toBeNull()
  })

  test('a name that takes no cases is refused, be it nobody’s, an admin’s or of somebody who left', async () => {
    const admin = await addMember(tropa.deps.db, 'admin', 'Olga')
    const left = await addMember(tropa.deps.db, 'volunteer', 'Lena')
    await disableMember(tropa.deps.db, admin, left.id, today)
    const answers = []
    for (const name of ['Nobody', 'Olga', 'Lena']) {
      answers.push(await vera.post(`/cases/${code}/assignment`, { to: 'named', name }))
    }
    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Nobody by that name takes cases')
    }
    const empty = await vera.post(`/cases/${code}/assignment`, { to: 'named', name: '' })
    expect([empty.status, empty.text.includes('Type the pseudonym')]).toEqual([422, true])
    // Nor by an id, which only the list of coordinators has.
    const byId = await vera.post(`/cases/${code}/assignment`, { to: victor.actor.id })
    expect(byId.status).toBe(422)
    expect(await hands.holder(code)).toBe(vera.actor.id)
  })

  test('a coordinator chooses from all who work, and sees who cannot read notes yet', async () => {
    await addMember(tropa.deps.db, 'volunteer', 'Sasha', { certified: false })
    const page = (await anna.get(`/cases/${code}/assignment`)).text
    expect(page).toMatch(/Sasha \(0\) · cannot read notes yet/)
    expect(page).toMatch(/Victor \(0\)</)
    expect(page).toMatch(/Vera \(1\) · as now</)
    const none = await anna.post(`/cases/${code}/assignment`, {})
    expect([none.status, none.text.includes('Choose who gets the case')]).toEqual([422, true])
    const answer = await anna.post(`/cases/${code}/assignment`, { to: victor.actor.id })
    const shown = await anna.get(answer.headers.location!)
    expect(shown.text).toContain(`${code} is handed over.`)
    expect(shown.text).toMatch(/action="\/undo\//)
  })
})

describe('the next case', () => {
  test('is taken by one press, and the page says that it is theirs', async () => {
    const code = await record(vera.actor, null)
    const answer = await victor.post('/next-case')
    expect(answer.headers.location).toBe(`/cases/${code}?taken`)
    expect((await victor.get(answer.headers.location!)).text).toContain('This case is yours now.')
    expect((await victor.post('/next-case')).headers.location).toBe('/?nobody-waiting')
  })

  test('is kept from whoever has five they have not begun with, who is told which', async () => {
    for (let i = 0; i < 6; i++) await record(vera.actor, null)
    for (let i = 0; i < 5; i++) expect((await victor.post('/next-case')).status).toBe(303)
    const answer = await victor.post('/next-case')
    expect(answer.status).toBe(409)
    expect(answer.text.match(/href="\/cases\/[\w-]+\/assignment"/g)).toHaveLength(5)
  })

  test('is kept from whom nobody has confirmed, who is told what to do', async () => {
    await record(vera.actor, null)
    const outsider = await signedInAs(tropa, 'volunteer', 'Sasha')
    await tropa.deps.db.deleteFrom('certificates').where('user_id', '=', outsider.actor.id).execute()
    const answer = await outsider.post('/next-case')
    expect([answer.status, answer.text.includes('No coordinator has confirmed your key')]).toEqual([
      409,
      true,
    ])
  })
})

describe('handing over all cases of somebody', () => {
  test('the list says who has how many, those who have left first', async () => {
    for (let i = 0; i < 3; i++) await record(victor.actor)
    await record(vera.actor)
    await record(vera.actor, null)
    const admin = await addMember(tropa.deps.db, 'admin', 'Olga')
    await disableMember(tropa.deps.db, admin, victor.actor.id, today)
    const { text } = await anna.get('/handovers')
    const rows = [...text.matchAll(/<th scope="row">(.*?)<\/th><td class="num">(\d+)<\/td>/g)]
    expect(rows.map(([, name, n]) => [plain(name!), n])).toEqual([
      ['Victor access ended', '3'],
      ['Anna', '0'],
      ['Vera', '1'],
    ])
    expect(text).toContain('1 open case is in the pool.')
  })

  test('asks for a code before, and is not for a coordinator whom nobody has confirmed', async () => {
    const path = `/handovers/${vera.actor.id}`
    const { actor, ...newcomer } = await signedInAs(tropa, 'coordinator', 'newcomer')
    await tropa.deps.db.deleteFrom('epoch_keys').where('reader', '=', actor.id).execute()
    for (const at of ['/handovers', path]) expect((await newcomer.get(at)).status).toBe(404)
    expect((await newcomer.post(path, { to: 'pool' })).status).toBe(404)
    pass(tropa, 9 * 60)
    await anna.get('/cases')
    pass(tropa, 2 * 60)
    expect((await anna.get(path)).headers.location).toMatch(/^\/second-step/)
    await record(vera.actor)
    await anna.post(path, { to: 'pool' })
    expect(await hands.actions()).toEqual(['case.recorded'])
  })

  test('without anybody chosen is refused; with somebody who takes no cases as well', async () => {
    await record(vera.actor)
    const admin = await addMember(tropa.deps.db, 'admin', 'Olga')
    for (const people of [[], [admin.id], [vera.actor.id]]) {
      const answer = await anna.post(`/handovers/${vera.actor.id}`, { people })
      expect([answer.status, answer.text.includes('Choose who gets the cases')]).toEqual([422, true])
    }
    expect((await anna.get(`/handovers/${admin.id}`)).status).toBe(404)
  })

  test('shares them out, tells how it goes on while it does, and ends as a whole page', async () => {
    await addCases(120)
    const people = [victor.actor.id, anna.actor.id]
    const { headers, text, status } = await anna.post(`/handovers/${vera.actor.id}`, { people })
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toMatch(
      /^<!doctype html>[\s\S]*While it runs[\s\S]*120 of 120[\s\S]*Done: 120 cases[\s\S]*<\/html>\s*$/,
    )
    expect(text).toContain('<ul><li>Anna: 60</li><li>Victor: 60</li></ul>')
    expect(await countOf(victor)).toBe(60)
    expect(await countOf(vera)).toBe(0)
    expect((await anna.get(`/handovers/${victor.actor.id}`)).text).toContain('60 open cases.')
  })

  test('is undone from the same page or from where the work is, but for what somebody has worked on', async () => {
    await addCases(60)
    const { text } = await anna.post(`/handovers/${vera.actor.id}`, { people: [victor.actor.id] })
    const action = /action="(\/undo\/[\w-]+)"/.exec(text)![1]!
    expect((await anna.get('/')).text).toMatch(/60 cases are handed over\.[^]*for 10 minutes/)
    const [{ code }] = (await tropa.deps.db.selectFrom('cases').select('code').limit(1).execute()) as [
      { code: CaseCode },
    ]
    await hands.assign(anna.actor, code, anna.actor)
    expect((await vera.post(action)).status).toBe(404)
    const undone = await anna.post(action)
    expect(undone.text).toMatch(/59 cases are with Vera again[^]*1 stays: somebody[^]*<\/html>\s*$/)
    expect([await countOf(vera), await countOf(victor), await countOf(anna)]).toEqual([59, 0, 1])
    expect((await anna.post(action)).status).toBe(404)
  })

  test('undoing that breaks off can be gone on with', async () => {
    await addCases(60)
    const { text } = await anna.post(`/handovers/${vera.actor.id}`, { people: [victor.actor.id] })
    const action = /action="(\/undo\/[\w-]+)"/.exec(text)![1]!
    await sql`
      CREATE TRIGGER breaks BEFORE UPDATE ON cases
      WHEN (SELECT COUNT(*) FROM cases WHERE version = 3) >= 55
      BEGIN SELECT RAISE(ABORT, 'broken'); END`.execute(tropa.deps.db)
    expect((await anna.post(action)).text).toMatch(/It stopped here[^]*<\/html>\s*$/)
    expect(tropa.log.at(-1)).toMatchObject({ event: 'failed', route: '/undo/:id' })
    expect(await countOf(vera)).toBe(50)
    await sql`DROP TRIGGER breaks`.execute(tropa.deps.db)
    expect((await anna.post(action)).text).toContain('10 cases are with Vera again')
    expect(await countOf(vera)).toBe(60)
  })

  test('lot by lot: the first line is there before the last case has moved, and closing the window ends it', async () => {
    await addCases(1200)
    const { request, chunks, close } = await openConnection(anna, `/handovers/${vera.actor.id}`)
    await once(request, 'response')
    while (!/500 of 1/.test(chunks())) await setTimeout(1)
    request.destroy()
    const left = await settled(() => countOf(vera))
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(700)
    // Whole lots, and the rest another time.
    expect(left % 50).toBe(0)
    // What is handed over can be taken back although nobody saw the end.
    expect((await anna.get('/')).text).toMatch(/cases are handed over\./)
    const { text } = await anna.post(`/handovers/${vera.actor.id}`, { to: 'pool' })
    expect(text).toContain(`Done: ${left} cases`)
    expect(tropa.log.filter(line => line.event === 'failed')).toEqual([])
    await close()
  })

  test('when it breaks off in the middle the page says so, and the log why', async () => {
    await addCases(120)
    await sql`
      CREATE TRIGGER breaks BEFORE UPDATE ON cases
      WHEN (SELECT COUNT(*) FROM cases WHERE version = 2) >= 75
      BEGIN SELECT RAISE(ABORT, 'broken'); END`.execute(tropa.deps.db)
    const { text } = await anna.post(`/handovers/${vera.actor.id}`, { people: [victor.actor.id] })
    expect(text).toMatch(/It stopped here[\s\S]*50 cases are handed over[\s\S]*<\/html>\s*$/)
    expect(tropa.log.at(-1)).toMatchObject({ event: 'failed', route: '/handovers/:id' })
    expect([await countOf(victor), await countOf(vera)]).toEqual([50, 70])
  })
})

async function addCases(count: number): Promise<void> {
  const { db, anchor } = tropa.deps
  await addManyCases(db, await requireTrust(db, anchor), keyHolderOf(vera.actor), count)
}

async function countOf({ actor }: Browser): Promise<number> {
  const { db } = tropa.deps
  return (await db.selectFrom('cases').select('id').where('assigned_to', '=', actor.id).execute()).length
}

/** What it has come to when nothing moves any more. */
async function settled(count: () => Promise<number>): Promise<number> {
  for (let before = await count(); ;) {
    await setTimeout(250)
    const now = await count()
    if (now === before) return now
    before = now
  }
}

/** A form sent by a browser that reads the answer as it comes. */
async function openConnection({ token, actor }: Browser, path: string) {
  const server = tropa.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const form = { csrf: deriveToken(token, 'form'), member: actor.id, to: 'pool' }
  const request = http.request({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, method: 'POST' },
    headers: {
      Cookie: `session=${token}`,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
  })
  let text = ''
  request.on('error', () => undefined)
  request.on('response', answer => answer.on('data', part => (text += String(part))))
  request.end(new URLSearchParams(form).toString())
  return {
    request,
    chunks: () => text,
    close: () => new Promise(resolve => server.close(resolve)),
  }
}

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, '')
}
