import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

test('the category alone is enough, and the case page shows its code', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const saved = await post('/cases', { category: 'soldier' })
  expect(saved.status).toBe(303)
  const page = await get(saved.headers.location!)
  expect(page.text).toMatch(/<h1 class="big-code">[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]<\/h1>/)
  expect(page.text).toContain('March 2024')
})

test('letters choose needs, beside those that are ticked', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const saved = await post('/cases', { category: 'soldier', needs: 'money', need_letters: 'l m' })
  expect((await get(saved.headers.location!)).text).toContain('Legal advice, Medical review, Money')
})

test('"Save and log another" keeps category, month, channel and place, and shows the code of the last', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const form = {
    category: 'other',
    month: '2024-01',
    channel: 'email',
    place: 'eu',
    urgency: 'day',
    then: 'another',
  }
  const saved = await post('/cases', form)
  const code = /after=([\w-]+)/.exec(saved.headers.location!)![1]!
  const page = (await get(saved.headers.location!)).text
  expect(page).toContain(code)
  expect(page).toMatch(/value="other"[^>]* checked/)
  for (const kept of ['2024-01', 'email', 'eu']) expect(page).toMatch(new RegExp(`value="${kept}" selected`))
  expect(page).not.toMatch(/value="day" selected/)
})

test('a form that is sent twice is one case; sent again with other words it is another', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const [, id] = /name="id" value="([^"]+)"/.exec((await get('/cases/new')).text)!
  const form = { id: id!, category: 'soldier', needs: ['money', 'legal'] }
  const [first, second] = await Promise.all([post('/cases', form), post('/cases', form)])
  expect(first.headers.location).toBe(second.headers.location)
  const changed = await post('/cases', { ...form, needs: ['legal'] })
  expect(changed.headers.location).not.toBe(first.headers.location)
  expect((await get('/cases')).text).toContain('<h1>2 cases</h1>')
  const stranger = await signedInAs(tropa, 'volunteer', 'stranger')
  const theirs = await stranger.post('/cases', form)
  expect(theirs.status).toBe(303)
  expect(theirs.headers.location).not.toBe(first.headers.location)
})

test('a refused form comes back with 422, an error summary that links to the field, and what was chosen', async () => {
  const { post } = await signedInAs(tropa, 'volunteer')
  const page = await post('/cases', { needs: ['legal', 'money'], place: 'eu', need_letters: 'a' })
  expect(page.status).toBe(422)
  expect(page.text).toContain('<title>Error: Log a request - Tropa</title>')
  expect(page.text).toContain('<a href="#category">Choose a category</a>')
  expect(page.text).toContain('id="category-problem">Choose a category')
  expect(page.text).toMatch(/value="legal"[^>]* checked/)
  expect(page.text).toMatch(/value="eu" selected/)
  expect(page.text).toContain('name="need_letters" value="a"')
})

test("another volunteer's case is 404, like one that does not exist, whatever is asked of it", async () => {
  const owner = await signedInAs(tropa, 'volunteer', 'owner')
  const other = await signedInAs(tropa, 'volunteer', 'other')
  const code = await recordCase(tropa.deps.db, owner.actor, someFacts(), today)
  const without = (text: string) => text.replace(/Reference: \w+/, '').replace(/value="[\w-]{43}"/g, '')
  const missing = await other.get('/cases/000-000-0')
  for (const path of [`/cases/${code}`, `/cases/${code}/edit`]) {
    const answer = await other.get(path)
    expect(answer.status).toBe(404)
    expect(without(answer.text)).toBe(without(missing.text))
  }
  expect((await other.post(`/cases/${code}`, { category: 'other', version: '1' })).status).toBe(404)
  expect((await other.get(`/cases?code=${code}`)).text).toContain('There is no such case')
})

test('an edit is saved; a stale one gets 409 and shows both versions', async () => {
  const { actor, get, post } = await signedInAs(tropa, 'volunteer')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  expect((await get(`/cases/${code}/edit`)).text).toContain('name="version" value="1"')
  const first = await post(`/cases/${code}`, { category: 'soldier', place: 'eu', version: '1' })
  expect(first.headers.location).toBe(`/cases/${code}?edited`)
  const stale = await post(`/cases/${code}`, { category: 'soldier', place: 'armenia_georgia', version: '1' })
  expect(stale.status).toBe(409)
  for (const place of ['European Union', 'Armenia, Georgia']) expect(stale.text).toContain(place)
  expect(stale.text).toContain('name="version" value="2"')
  const again = await post(`/cases/${code}`, { category: 'soldier', place: 'armenia_georgia', version: '2' })
  expect(again.status).toBe(303)
})

test('a coordinator assigns a case; its edit form does not, whatever is posted', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const volunteer = await signedInAs(tropa, 'volunteer')
  const code = await recordCase(tropa.deps.db, coordinator.actor, someFacts(), today)
  expect((await volunteer.get(`/cases/${code}`)).status).toBe(404)
  await coordinator.post(`/cases/${code}/assignment`, { to: volunteer.actor.id })
  expect((await volunteer.get(`/cases/${code}`)).status).toBe(200)
  await volunteer.post(`/cases/${code}`, { category: 'other', version: '2', assigned_to: '' })
  expect((await coordinator.get(`/cases/${code}`)).text).toContain('<dd>volunteer</dd>')
})

test('a coordinator may give a new case to somebody else; it is theirs otherwise', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const volunteer = await signedInAs(tropa, 'volunteer')
  expect((await coordinator.get('/cases/new')).text).toContain(`value="${coordinator.actor.id}" selected`)
  const given = await coordinator.post('/cases', { category: 'soldier', assigned_to: volunteer.actor.id })
  expect((await volunteer.get(given.headers.location!)).status).toBe(200)
  const own = await coordinator.post('/cases', { category: 'soldier' })
  expect((await coordinator.get(own.headers.location!)).text).toContain('<dd>coordinator</dd>')
})

test("a leaver's cases stay theirs and can be found", async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const leaver = await signedInAs(tropa, 'volunteer', 'leaver')
  const code = await recordCase(tropa.deps.db, leaver.actor, someFacts(), today)
  const admin = await signedInAs(tropa, 'admin')
  await admin.post(`/users/${leaver.actor.id}/disabling`)
  const list = await coordinator.get(`/cases?assigned_to=${leaver.actor.id}`)
  expect(list.text).toContain(code)
  expect(list.text).toContain('leaver (access ended)')
  expect((await coordinator.get('/cases/new')).text).not.toContain('leaver')
})

test('the list finds a case by its code, says when one is mistyped, and says what to do when it is empty', async () => {
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  expect((await get('/cases')).text).toContain('Log the first one')
  const code = await recordCase(tropa.deps.db, actor, someFacts(), today)
  expect((await get(`/cases?code=${code.toLowerCase()}`)).headers.location).toBe(`/cases/${code}`)
  const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
  const mistyped = (await get(`/cases?code=${wrong}`)).text
  expect(mistyped).toContain('This code is mistyped')
  expect(mistyped).not.toContain('class="row"')
  expect((await get('/cases?category=other')).text).toContain('No case fits these filters')
})

test('pages of the list are numbered in the title and keep the filters', async () => {
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  for (let i = 0; i < 31; i++) await recordCase(tropa.deps.db, actor, someFacts(), today)
  const first = (await get('/cases?category=soldier')).text
  const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
  expect(next).toContain('category=soldier')
  const second = (await get(next)).text
  expect(second).toContain('<title>Cases (page 2) - Tropa</title>')
  expect(second.match(/class="row"/g)).toHaveLength(1)
})

test('the organisation decides the month: late on the last evening in UTC it is the next month in Tbilisi', async () => {
  tropa.clock.set('2024-03-31T21:00:00Z')
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const saved = await post('/cases', { category: 'soldier' })
  expect((await get(saved.headers.location!)).text).toContain('April 2024')
})
