import request from 'supertest'
import type { Day } from '../../src/calendar/month'
import { newCaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { updateFeed } from '../../src/feeds/updateFeed'
import { hashToken, newToken } from '../../src/vault/random'
import { keyHolderOf, someFacts, today } from '../support/members'
import { pass, withoutChance } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { parseCalendar } from './iCalendar'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
})
afterEach(() => tropa.close())

/** Turns the file on and returns the path of its address. */
async function turnOn({ post }: Pick<Browser, 'post'> = volunteer): Promise<string> {
  const made = await post('/account/calendar-file', { address: 'new' })
  expect(made.status).toBe(201)
  return new URL(/<code>(.*?)<\/code>/.exec(made.text)![1]!).pathname
}

const fetchFile = (path: string) => request(tropa.app).get(path)

test('is off until somebody turns it on, and its address is shown once', async () => {
  expect((await volunteer.get('/account')).text).toMatch(/Off<\/span> <a href="\/account\/calendar-file">/)
  expect((await volunteer.get('/account/calendar-file')).text).toContain('Turn it on')
  const path = await turnOn()
  expect(path).toMatch(/^\/feeds\/[\w-]{43}\.ics$/)
  expect((await volunteer.get('/account')).text).toMatch(/On<\/span> <a href="\/account\/calendar-file">/)
  const settings = (await volunteer.get('/account/calendar-file')).text
  expect(settings).toContain('Make another address')
  expect(settings).not.toContain(path)
})

test('whoever has the address gets the days and codes, without a cookie, and no word of where from', async () => {
  const path = await turnOn()
  const item = { id: crypto.randomUUID(), code: newCaseCode(), due: '2024-04-02' as Day }
  await updateFeed(tropa.deps.db, keyHolderOf(volunteer.actor), [item])
  const answer = await fetchFile(path)
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  const [event] = parseCalendar(answer.text).components
  expect(event!.properties.get('SUMMARY')!.value).toBe(item.code)
  expect(event!.properties.get('DTSTART')!.value).toBe('20240402')
  expect(answer.text).not.toMatch(/tropa|volunteer/i)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect(answer.headers).not.toHaveProperty('set-cookie')
})

test('an address that was exchanged or turned off is like one that never was', async () => {
  const first = await turnOn()
  const second = await turnOn()
  await volunteer.post('/account/calendar-file/ending')
  const never = await fetchFile(`/feeds/${newToken()}.ics`)
  const ordinary = await fetchFile('/nothing')
  expect([never.status, withoutChance(never.text)]).toEqual([404, withoutChance(ordinary.text)])
  for (const path of [first, second]) {
    const gone = await fetchFile(path)
    expect([gone.status, withoutChance(gone.text)]).toEqual([404, withoutChance(never.text)])
    expect(Object.keys(gone.headers)).toEqual(Object.keys(never.headers))
  }
  expect((await volunteer.get('/account?changed=calendar')).text).toContain('The calendar file is off')
})

test('goes with all sessions of its member', async () => {
  const path = await turnOn()
  await volunteer.post('/account/sessions/ending')
  expect((await fetchFile(path)).status).toBe(404)
})

test('asks for a code before it is turned on, and gives the form back', async () => {
  pass(tropa, 8 * 60)
  await volunteer.get('/account')
  pass(tropa, 3 * 60)
  const asked = await volunteer.post('/account/calendar-file', { address: 'new' })
  expect(asked.status).toBe(403)
  expect(asked.text).toContain('Confirm that it is you')
  expect(asked.text).toMatch(/name="kept" value="[\w-]+"/)
  expect(await tropa.deps.db.selectFrom('feeds').selectAll().execute()).toEqual([])
})

test('no line of the log holds the address, whatever goes wrong', async () => {
  const path = await turnOn()
  const token = path.slice('/feeds/'.length, -'.ics'.length)
  await tropa.deps.db.updateTable('feeds').set({ sealed: 'AAAA' }).execute()
  expect((await fetchFile(path)).status).toBe(404)
  await tropa.deps.db.schema.dropTable('feeds').execute()
  expect((await fetchFile(path)).status).toBe(500)
  expect(tropa.log.map(line => [line.event, line.route, line.status])).toEqual([
    ['answered', '/feeds/:token.ics', 404],
    ['failed', '/feeds/:token.ics', 500],
    ['answered', '/feeds/:token.ics', 500],
  ])
  const log = JSON.stringify(tropa.log)
  for (const secret of [token, hashToken(token)]) expect(log).not.toContain(secret)
})

test('follows what the member does, and what they see when they look at their work', async () => {
  const code = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today)
  const set = (due: string) => volunteer.post(`/cases/${code}/follow-ups`, { usual: 'call', due, reason: '' })
  await set('2024-03-20')
  const path = await turnOn()
  expect(await shown(path)).toEqual([`${code} 20240320`])
  await set('2024-04-02')
  expect(await shown(path)).toEqual([`${code} 20240320`, `${code} 20240402`])
  const [first] = /name="id" value="([^"]+)"/.exec((await volunteer.get('/')).text)!.slice(1)
  await volunteer.post('/follow-ups', { id: first!, due: '2024-03-27' })
  expect(await shown(path)).toEqual([`${code} 20240327`, `${code} 20240402`])
  await volunteer.post('/follow-ups', { id: first!, what: 'done' })
  expect(await shown(path)).toEqual([`${code} 20240402`])
  // What a colleague does is seen with the next look.
  await coordinator.post(`/cases/${code}/assignment`, { to: coordinator.actor.id })
  expect(await shown(path)).toHaveLength(1)
  await volunteer.get('/')
  expect(await shown(path)).toEqual([])
})

async function shown(path: string): Promise<string[]> {
  const events = parseCalendar((await fetchFile(path)).text).components.filter(one => one.name === 'VEVENT')
  const value = (event: (typeof events)[number], name: string) => event.properties.get(name)!.value
  return events.map(event => `${value(event, 'SUMMARY')} ${value(event, 'DTSTART')}`)
}
