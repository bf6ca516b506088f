import type { CaseCode } from '../../src/cases/caseCode'
import { findCase } from '../../src/cases/caseStore'
import { addMember } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'
import { everyValue } from '../support/wholeDatabase'
import { casework } from './casework'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
  code = (await volunteer.post('/cases', { category: 'soldier' })).headers.location!.slice(7, 16) as CaseCode
})
afterEach(() => tropa.close())

const page = async () => (await volunteer.get(`/cases/${code}`)).text
const move = (name: string) => volunteer.post(`/cases/${code}/status`, { move: name })
const close = (form: Record<string, string>) => volunteer.post(`/cases/${code}/closure`, form)

test('the page has a button for each move that can be made now, and no other', async () => {
  const buttons = async () => {
    const text = await page()
    const plain = [...text.matchAll(/name="move" value="(\w+)"/g)].map(match => match[1])
    return [...plain, ...['closure', 'referrals/new', 'reopening'].filter(one => text.includes(`/${one}"`))]
  }
  expect(await buttons()).toEqual(['start', 'wait', 'closure', 'referrals/new'])
  await move('start')
  expect(await buttons()).toEqual(['wait', 'closure', 'referrals/new'])
  await move('wait')
  expect(await buttons()).toEqual(['resume', 'closure', 'referrals/new'])
  await close({ outcome: 'declined' })
  expect(await buttons()).toEqual(['reopening'])
})

test('a move is done, said, and can be taken back', async () => {
  const moved = await move('start')
  const after = (await volunteer.get(moved.headers.location!)).text
  expect(after).toContain('<span class="tag tag-in_progress">In progress</span>')
  const undone = await volunteer.post(undoIn(after))
  expect((await volunteer.get(undone.headers.location!)).text).toContain('the case is as it was before')
  expect(await page()).toContain('<span class="tag tag-new">')
})

test.each(['resume', 'refer', 'close', 'reopen', '', 'toString'])(
  'a post of the move "%s" that leads on from nowhere near is refused in words, and nothing changes',
  async name => {
    const before = await everyValue(tropa.deps.db)
    const refused = await move(name)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('it is now “New”. Nothing was changed.')
    expect(refused.text).toContain(`href="/cases/${code}"`)
    expect(await everyValue(tropa.deps.db)).toBe(before)
  },
)

test('who comes too late is told where the case is now, for closing and reopening as well', async () => {
  await coordinator.post(`/cases/${code}/status`, { move: 'start' })
  expect((await move('start')).text).toContain('“In progress”')
  expect((await volunteer.post(`/cases/${code}/reopening`)).status).toBe(409)
  await coordinator.post(`/cases/${code}/closure`, { outcome: 'declined' })
  for (const late of [await volunteer.get(`/cases/${code}/closure`), await close({ outcome: 'spam' })]) {
    expect(late.status).toBe(409)
    expect(late.text).toContain('“Closed”')
  }
  expect(await caseNow()).toMatchObject({ outcome: 'declined' })
})

test('a volunteer whom nobody has confirmed works on their own cases all the same', async () => {
  const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
  const { get, post } = await browserOf(tropa, newcomer)
  const address = (await post('/cases', { category: 'soldier' })).headers.location!.slice(0, 16)
  await post(`${address}/status`, { move: 'start' })
  const closed = await post(`${address}/closure`, { outcome: 'declined', reason: 'not for us' })
  const undone = await post(undoIn((await get(closed.headers.location!)).text))
  expect((await get(undone.headers.location!)).text).toContain('tag-in_progress')
  await post(`${address}/closure`, { outcome: 'declined' })
  await post(`${address}/reopening`)
  expect((await get(address)).text).toContain('tag-in_progress')
})

describe('closing', () => {
  test('asks for an outcome, offers spam and no repeat, and keeps what was typed', async () => {
    const form = (await volunteer.get(`/cases/${code}/closure`)).text
    expect(form).toMatch(/value="advice_given"[^>]* autofocus/)
    expect(form).toContain('value="spam"')
    expect(form).not.toContain('value="repeat"')
    for (const outcome of ['', 'repeat', 'invented']) {
      const refused = await close({ outcome, reason: 'they found a lawyer' })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('<a href="#outcome">Choose an outcome</a>')
      expect(refused.text).toContain('>they found a lawyer</textarea>')
    }
    const long = await close({ outcome: 'spam', reason: 'a'.repeat(1001) })
    expect(long.text).toContain('id="reason-problem"')
    expect(await caseNow()).toMatchObject({ status: 'new' })
  })

  test('looks the reason through as it does notes: masked or kept as the writer decides', async () => {
    const found = await close({ outcome: 'declined', reason: 'write to ann@example.org' })
    expect(found.status).toBe(422)
    expect(found.text).toContain('<mark>ann@example.org</mark>')
    expect(found.text).toMatch(/value="declined"[^>]* checked/)
    expect(await caseNow()).toMatchObject({ status: 'new' })
    const masked = await close({
      ...{ outcome: 'declined', reason: 'write to ann@example.org', screened: 'mask' },
    })
    expect(masked.status).toBe(303)
    expect(await page()).toContain('write to ')
    expect(await page()).not.toContain('ann@example.org')
  })

  test('asks what becomes of what was still to be done, and does it', async () => {
    const due = { due: '2024-03-20', reason: 'call the lawyer' }
    expect((await volunteer.post(`/cases/${code}/follow-ups`, due)).status).toBe(303)
    const form = (await volunteer.get(`/cases/${code}/closure`)).text
    expect(form).toContain('call the lawyer')
    expect(form).toContain('value="done"')
    expect(form).not.toMatch(/value="(done|dropped|keep)"[^>]* checked/)
    expect((await close({ outcome: 'declined' })).text).toContain('<a href="#follow_ups">')
    const closed = await close({ outcome: 'declined', follow_ups: 'dropped' })
    expect(closed.status).toBe(303)
    expect(await countFollowUps()).toBe(0)
    await volunteer.post(undoIn((await volunteer.get(closed.headers.location!)).text))
    expect(await countFollowUps()).toBe(1)
    await close({ outcome: 'declined', follow_ups: 'keep' })
    expect(await countFollowUps()).toBe(1)
  })

  test('ends what can be planned: a closed case gets no follow-up', async () => {
    await close({ outcome: 'declined' })
    expect((await volunteer.get(`/cases/${code}/follow-ups/new`)).status).toBe(409)
    const due = { due: '2024-03-20', reason: 'call the lawyer' }
    expect((await volunteer.post(`/cases/${code}/follow-ups`, due)).status).toBe(409)
    expect(await countFollowUps()).toBe(0)
  })

  test('as lost says that nobody was answered, until the case is opened again; the page counts that', async () => {
    await close({ outcome: 'contact_lost' })
    expect(await caseNow()).toMatchObject({ first_response: 'none' })
    await volunteer.post(`/cases/${code}/reopening`)
    expect(await caseNow()).toMatchObject({ status: 'in_progress', first_response: null })
    expect((await volunteer.get(`/cases/${code}`)).text).toMatch(/Opened again[\s\S]{0,20}once/)
  })

  test('shows the outcome and offers ten minutes to take it back, to whoever closed it alone', async () => {
    const closed = await close({ outcome: 'declined' })
    const after = (await volunteer.get(closed.headers.location!)).text
    expect(after).toContain(`${code} is closed.`)
    expect(after).toContain('Declined to help')
    expect((await coordinator.get(closed.headers.location!)).text).not.toContain('/undo/')
    const undo = undoIn(after)
    for (const other of [coordinator, await signedInAs(tropa, 'volunteer', 'other')]) {
      const refused = await other.post(undo)
      expect(refused.status).toBe(404)
      expect(refused.text).toContain('There is nothing to undo')
    }
    tropa.clock.set('2024-03-15T12:10:00Z')
    expect((await volunteer.get(closed.headers.location!)).text).not.toContain('/undo/')
    expect((await volunteer.post(undo)).status).toBe(404)
    expect(await caseNow()).toMatchObject({ status: 'closed' })
  })
})

describe('undo', () => {
  test('after somebody else has worked on the case says so, and whom to ask when it was handed over', async () => {
    const other = await signedInAs(tropa, 'volunteer', 'finch')
    const given = (await casework(tropa.deps.db).assign(volunteer.actor, code, other.actor))!
    const id = await casework(tropa.deps.db).keep(volunteer.actor, { undoing: 'assignment', cases: [given] })
    await other.post(`/cases/${code}/notes`, { text: 'mine now' })
    const refused = await volunteer.post(`/undo/${id}`)
    expect(refused.status).toBe(409)
    const said = refused.text.replace(/<[^>]+>/g, '')
    expect(said).toContain(`${code}: finch has worked on it since. Ask them to hand it back.`)
  })

  test('of several cases says for each what has become of it', async () => {
    const { close: shut, keep, record } = casework(tropa.deps.db)
    const cases = []
    for (const one of [code, await record(volunteer.actor), await record(volunteer.actor)])
      cases.push((await shut(volunteer.actor, one, 'declined'))!)
    await volunteer.post(`/cases/${code}/reopening`)
    const result = await volunteer.post(`/undo/${await keep(volunteer.actor, { undoing: 'closing', cases })}`)
    expect(result.status).toBe(409)
    expect(result.text).toContain('2 cases are as they were before.')
    expect(result.text).toContain('something was done with it since')
  })

  test('goes with signing out', async () => {
    await close({ outcome: 'declined' })
    await volunteer.post('/sign-out')
    expect(await tropa.deps.db.selectFrom('undos').selectAll().execute()).toEqual([])
  })
})

function undoIn(text: string): string {
  return /action="(\/undo\/[\w-]+)"/.exec(text)![1]!
}

function caseNow() {
  return findCase(tropa.deps.db, coordinator.actor, code)
}

async function countFollowUps(): Promise<number> {
  const all = tropa.deps.db.selectFrom('sealed').select('id').where('kind', '=', 'follow_up')
  return (await all.execute()).length
}
