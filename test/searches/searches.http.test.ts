import { deleteSearch } from '../../src/searches/searchStore'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { everyValue } from '../support/wholeDatabase'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

const query = 'category=other&needs=legal&needs=money'

test('a search is saved under a name, stands above the list and leads back to it', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const form = (await get(`/searches/new?${query}`)).text
  expect(form).toContain('What is needed: Legal advice')
  expect(form).toContain('name="query" value="category&#x3D;other&amp;needs&#x3D;legal&amp;needs&#x3D;money"')
  const saved = await post('/searches', { name: 'Money and law', query })
  expect(saved.headers.location).toBe(`/cases?${query}&saved=`)
  const link = /<a href="([^"]+)"( aria-current="page")?>Money and law<\/a>/
  const list = (await get(saved.headers.location!)).text
  expect(link.exec(list)?.[2]).toBeDefined()
  const elsewhere = link.exec((await get('/cases')).text)
  expect(elsewhere?.[1]!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')).toBe(`/cases?${query}`)
  expect(elsewhere?.[2]).toBeUndefined()
})

test('what has no sense in it is not saved, and a search for everything is none', async () => {
  const { get, post } = await signedInAs(tropa, 'volunteer')
  const saved = await post('/searches', { name: 'x', query: `${query}&status=nonsense&after=1.2` })
  expect(saved.headers.location).toBe(`/cases?${query}&saved=`)
  expect((await get('/searches/new?status=nonsense')).headers.location).toBe('/cases/find')
})

test('neither its name nor its filters are in the database, nor how long they are', async () => {
  const { post } = await signedInAs(tropa, 'volunteer')
  await post('/searches', { name: 'Heron', query })
  await post('/searches', { name: 'Цапля и другие птицы', query: 'status=open' })
  const rows = await tropa.deps.db.selectFrom('saved_searches').select('sealed').execute()
  expect(new Set(rows.map(row => row.sealed.length)).size).toBe(1)
  const everything = await everyValue(tropa.deps.db)
  for (const word of ['Heron', 'Цапля', 'needs=legal']) {
    expect(everything).not.toContain(word)
    expect(everything).not.toContain(Buffer.from(word).toString('base64url').slice(0, -2))
  }
})

test('another member neither sees nor removes it; its own does', async () => {
  const owner = await signedInAs(tropa, 'volunteer', 'owner')
  const other = await signedInAs(tropa, 'coordinator', 'other')
  await owner.post('/searches', { name: 'Heron', query })
  const [, id] = /\/searches\/([\w-]+)\/removal/.exec((await owner.get('/cases/find')).text)!
  expect((await other.get('/cases')).text).not.toContain('Heron')
  expect((await other.get('/cases/find')).text).not.toContain(id)
  expect((await other.post(`/searches/${id}/removal`)).status).toBe(404)
  expect((await owner.get('/cases')).text).toContain('Heron')
  expect((await owner.post(`/searches/${id}/removal`)).headers.location).toBe('/cases/find?removed')
  expect((await owner.get('/cases')).text).not.toContain('Heron')
})

test('a row that was moved to another member opens for neither, and makes way when they save one', async () => {
  const owner = await signedInAs(tropa, 'volunteer', 'owner')
  const other = await signedInAs(tropa, 'volunteer', 'other')
  const { db } = tropa.deps
  await owner.post('/searches', { name: 'Heron', query })
  await db.updateTable('saved_searches').set({ user_id: other.actor.id }).execute()
  expect((await other.get('/cases')).text).not.toContain('Heron')
  await other.post('/searches', { name: 'Raven', query })
  expect(await db.selectFrom('saved_searches').select('user_id').execute()).toHaveLength(1)
  expect((await other.get('/cases')).text).toContain('Raven')
})

test.each([
  [{ name: '' }, 'Give the search a name'],
  [{ name: 'x'.repeat(41) }, 'may have 40 characters'],
  [{ name: 'Heron' }, 'a search of this name'],
])('%j is refused, and the form comes back with it', async (form, problem) => {
  const { post } = await signedInAs(tropa, 'volunteer')
  await post('/searches', { name: 'Heron', query })
  const page = await post('/searches', { ...form, query })
  expect(page.status).toBe(422)
  expect(page.text).toContain(problem)
  expect(page.text).toContain(`name="name" value="${form.name}"`)
  expect(page.text).toContain('What is needed: Money')
})

test('twenty is the most', async () => {
  const { actor, get, post } = await signedInAs(tropa, 'volunteer')
  const names = Array.from({ length: 20 }, (_, i) => `search ${i}`)
  for (const name of names) expect((await post('/searches', { name, query })).status).toBe(303)
  expect((await post('/searches', { name: 'one more', query })).text).toContain('You have 20 saved searches')
  const [row] = await tropa.deps.db.selectFrom('saved_searches').select('id').execute()
  expect(await deleteSearch(tropa.deps.db, actor.id, row!.id)).toBe(true)
  expect((await post('/searches', { name: 'one more', query })).status).toBe(303)
  expect((await get('/cases')).text).toContain('one more')
})
