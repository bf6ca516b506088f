import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

/** An address as a page has it. */
const plain = (address: string) => address.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
const query = 'urgency=day&needs=legal&needs=money&from=2024-01&to=2024-02&last_change=2024-03'

test('the form is filled from the list, and sends what the list is filtered by', async () => {
  const { get } = await signedInAs(tropa, 'coordinator')
  const list = (await get(`/cases?${query}`)).text
  const change = plain(/<a href="([^"]+)">Change the search<\/a>/.exec(list)![1]!)
  expect(change).toBe(`/cases/find?${query}`)
  const form = (await get(change)).text
  for (const value of ['day', '2024-01', '2024-02', '2024-03']) {
    expect(form).toMatch(new RegExp(`value="${value}" selected`))
  }
  expect(form.match(/name="needs" value="\w+"[^>]* checked/g)).toHaveLength(2)
  expect(form).toContain('<form method="get" action="/cases"')
})

test('a filter that has no place in the line above the list is a link that takes it out', async () => {
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  const [both] = [
    await recordCase(tropa.deps.db, actor, someFacts({ needs: ['legal', 'money'] }), today),
    await recordCase(tropa.deps.db, actor, someFacts({ needs: ['money'] }), today),
  ]
  const list = (await get('/cases?status=open&needs=legal&needs=money')).text
  expect(list).toContain('<h1>1 case</h1>')
  expect(list).toContain(both)
  const tag = /href="([^"]+)">What is needed: Legal advice/.exec(list)!
  expect(plain(tag[1]!)).toBe('/cases?status=open&needs=money')
  expect(list).not.toContain('>Status: ')
  expect((await get(plain(tag[1]!))).text).toContain('<h1>2 cases</h1>')
  // Another choice in the line keeps them.
  expect(list).toContain('<input type="hidden" name="needs" value="legal">')
})

test('where somebody looks for words, the page says that the server has none', async () => {
  const { get } = await signedInAs(tropa, 'volunteer')
  for (const path of ['/cases', '/cases/find', '/cases?code=Ash']) {
    const page = (await get(path)).text
    expect(page).toContain('aria-describedby="sealed"')
    expect(page).toMatch(/id="sealed">Words in notes are sealed and cannot be searched/)
  }
})

test('whoever logged a case finds it by that when somebody else has it', async () => {
  const { actor, get } = await signedInAs(tropa, 'volunteer')
  const other = await signedInAs(tropa, 'volunteer', 'other')
  const { db } = tropa.deps
  const own = await recordCase(db, actor, someFacts(), today, { assigned_to: other.actor.id })
  const given = await recordCase(db, other.actor, someFacts(), today, { assigned_to: actor.id })
  const mine = (await get('/cases?recorded=me')).text
  expect(mine).toContain(own)
  expect(mine).not.toContain(given)
  expect(mine).toContain('Logged by me')
})
