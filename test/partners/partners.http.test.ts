import { addMember } from '../support/members'
import { hidden } from '../support/signIn'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'
import { partnerBook } from './partnerBook'
import { takeTeamOut } from './takeTeamOut'

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

const form = { name: 'North Harbour', needs: 'legal', does: 'law <b>', note: 'One line\n  and another' }
const add = (more: Record<string, string | string[]> = {}) =>
  coordinator.post('/partners', { ...form, languages: ['ru', 'en'], ...more })

async function idOf(name: string): Promise<string> {
  const { partners } = await partnerBook(tropa.deps.db).read(coordinator.actor)
  return partners.find(one => typeof one.content === 'object' && one.content.name === name)!.id
}

describe('the list', () => {
  test('says what to do while it is empty, to each what they can', async () => {
    const keeper = (await coordinator.get('/partners')).text
    expect(keeper).toContain('Add the organisations that you refer people to')
    expect(keeper).toContain('href="/partners/new"')
    const reader = (await volunteer.get('/partners')).text
    expect(reader).toContain('Coordinators keep this list')
    expect(reader).not.toContain('/partners/new')
  })

  test('shows a new partner to all who are confirmed, and every word of it on its page', async () => {
    const saved = await add()
    expect([saved.status, saved.headers.location]).toEqual([303, '/partners?added'])
    const id = await idOf('North Harbour')
    for (const browser of [coordinator, volunteer]) {
      const list = (await browser.get('/partners?added')).text
      expect(list).toContain(`<a href="/partners/${id}" dir="auto">North Harbour</a>`)
      expect(list).toContain('Legal advice · Russian, English')
      const page = (await browser.get(`/partners/${id}`)).text
      expect(page).toContain('>law &lt;b&gt;</dd>')
      expect(page).toContain('>One line\n  and another</dd>')
      expect(page.includes(`/partners/${id}/edit`)).toBe(browser === coordinator)
    }
  })

  test('tells whoever is not confirmed why it does not open', async () => {
    await add()
    for (const role of ['volunteer', 'coordinator'] as const) {
      const newcomer = await addMember(tropa.deps.db, role, `new ${role}`, { certified: false })
      const page = (await (await browserOf(tropa, newcomer)).get('/partners')).text
      expect(page).toContain('No coordinator has confirmed your key yet')
      expect(page).not.toMatch(/North Harbour|\/partners\/new/)
    }
    await tropa.deps.db.updateTable('epochs').set({ signature: 'AAAA' }).execute()
    expect((await volunteer.get('/partners')).text).toContain('not what the coordinators signed')
  })

  test('shows coordinators what nobody has signed, to confirm what they ticked or to take it off', async () => {
    await add()
    await add({ name: 'South Harbour' })
    await tropa.deps.db.updateTable('partners').set({ signature: '' }).execute()
    const id = await idOf('North Harbour')
    expect((await volunteer.get('/partners')).text).not.toContain('Harbour')
    expect((await volunteer.get(`/partners/${id}`)).status).toBe(404)
    expect((await coordinator.get(`/partners/${id}`)).text).toContain('No present coordinator has signed')

    const page = (await coordinator.get('/partners')).text
    expect(page).toContain('To be confirmed')
    const seen = /value="([0-9a-f]{64})"> <span dir="auto"><b>North/.exec(page)![1]!
    expect((await coordinator.post('/partners/confirmation')).headers.location).toBe('/partners?overtaken')
    const confirmed = await coordinator.post('/partners/confirmation', { seen })
    expect(confirmed.headers.location).toBe('/partners?confirmed=1')
    const list = (await volunteer.get('/partners')).text
    expect(list).toContain('North Harbour')
    expect(list).not.toContain('South Harbour')
  })

  test('lets a coordinator take off what does not open at all', async () => {
    await add()
    const id = await idOf('North Harbour')
    await tropa.deps.db.updateTable('partners').set({ ciphertext: 'AAAA' }).execute()
    const page = (await coordinator.get('/partners')).text
    expect(page).toContain('An entry that cannot be opened')
    expect(page).not.toContain('name="seen"')
    expect((await coordinator.get(`/partners/${id}/edit`)).status).toBe(404)
    expect((await coordinator.get(`/partners/${id}/retirement`)).status).toBe(200)
    const gone = await coordinator.post(`/partners/${id}/retirement`)
    expect(gone.headers.location).toBe('/partners?retired')
    expect((await coordinator.post(`/partners/${id}/retirement`)).status).toBe(404)
  })

  test('of forty partners weighs less than 40 kB with the style sheet', async () => {
    const book = partnerBook(tropa.deps.db)
    const words = { does: 'Юридическая помощь отказчикам', otherLanguages: 'грузинский' }
    for (let i = 0; i < 40; i++) {
      const needs = ['legal', 'asylum', 'documents']
      const languages = ['ru' as const, 'other' as const]
      await book.add(coordinator.actor, {
        ...words,
        name: `Правозащитная группа «Север» ${i}`,
        needs,
        languages,
      })
    }
    await tropa.deps.db.updateTable('users').set({ language: 'ru' }).execute()
    const page = (await coordinator.get('/partners')).text
    expect(page.match(/«Север»/g)).toHaveLength(40)
    const css = await coordinator.get(/href="(\/assets\/[^"]+css)"/.exec(page)![1]!)
    expect(Buffer.byteLength(page) + Buffer.byteLength(css.text)).toBeLessThan(40_000)
  })
})

describe('the form', () => {
  test('is given back with what was typed and a way to what has to be mended', async () => {
    const page = await add({ name: '', needs: [], does: '', note: 'x'.repeat(1001) })
    expect(page.status).toBe(422)
    for (const [field, text] of [
      ['name', 'Write the name of the organisation'],
      ['needs', 'Choose what they help with, or say it in words'],
      ['note', 'Shorten the note to 1,000 characters'],
    ])
      expect(page.text).toContain(`<a href="#${field}">${text}</a>`)
    expect(page.text).toContain('x'.repeat(1001))
    expect(page.text).toMatch(/value="en"[^>]* checked/)
    expect((await add({ needs: 'nonsense' })).status).toBe(422)
    expect((await coordinator.get('/partners')).text).toContain('No partners yet')
  })

  test('asks about whatever may lead to a person, in each field, before it saves', async () => {
    const found = {
      name: 'Fund +7 912 345-67-89',
      does: 'ask @someone_there',
      note: 'Call +7 912 345-67-80 <i>',
    }
    const page = await add(found)
    expect(page.status).toBe(422)
    expect(page.text).toMatch(/<a href="#name">This may lead to a person: a phone number/)
    expect(page.text).toMatch(/<a href="#does">This may lead to a person: a handle/)
    expect(page.text).toContain('Call <mark>+7 912 345-67-80</mark> &lt;i&gt;</p>')
    expect(page.text).toContain('value="Fund +7 912 345-67-89"')
    expect((await coordinator.get('/partners')).text).toContain('No partners yet')

    await add({ ...found, screened: 'mask' })
    await add({ ...found, screened: 'keep' })
    const list = (await coordinator.get('/partners')).text
    expect(list).toContain('>Fund ▒▒▒</a>')
    expect(list).toContain('>Fund +7 912 345-67-89</a>')
  })

  test('asks nothing twice: what was kept once is not questioned when something else changes', async () => {
    await add({ name: 'Fund @north_group', screened: 'keep' })
    const path = `/partners/${await idOf('Fund @north_group')}`
    const change = { ...form, name: 'Fund @north_group', note: 'new', version: '1' }
    expect((await coordinator.post(path, change)).status).toBe(303)
    const other = await coordinator.post(path, { ...change, does: '@south_group', version: '2' })
    expect(other.status).toBe(422)
    expect(other.text.match(/<mark>/g)).toHaveLength(1)
  })

  test('that is sent twice adds one partner', async () => {
    const id = hidden(await coordinator.get('/partners/new'), 'id')!
    await Promise.all([add({ id }), add({ id })])
    expect((await coordinator.get('/partners')).text.match(/North Harbour/g)).toHaveLength(1)
  })

  test('changes a partner; of two at once the second sees both side by side', async () => {
    await add()
    const path = `/partners/${await idOf('North Harbour')}`
    const edit = (await coordinator.get(`${path}/edit`)).text
    expect(edit).toContain('value="North Harbour"')
    expect(edit).toMatch(/value="legal"[^>]* checked/)
    expect(edit).toContain('>One line\n  and another</textarea>')
    const first = await coordinator.post(path, { ...form, name: 'Lighthouse', version: '1' })
    expect(first.headers.location).toBe('/partners?changed')
    const second = await coordinator.post(path, { ...form, name: 'Mole', version: '1' })
    expect(second.status).toBe(409)
    expect(second.text).toMatch(
      /<tr class="differs">.*<td dir="auto">Lighthouse<\/td><td dir="auto">Mole<\/td>/,
    )
    expect(second.text).toContain('value="Mole"')
    const again = hidden(second, 'version')!
    expect((await coordinator.post(path, { ...form, name: 'Mole', version: again })).status).toBe(303)
    expect((await volunteer.get(path)).text).toContain('Mole')
  })

  test('keeps the words while there is no key to seal them with', async () => {
    const { db } = tropa.deps
    await takeTeamOut(db, coordinator.actor)
    // A coordinator whose key of the group is damaged begins no epoch that has one for the team.
    await db.updateTable('epoch_keys').set({ sealed: 'AAAA' }).execute()
    const refused = await add()
    expect(refused.status).toBe(503)
    expect(refused.text).toContain('The team has no common key yet')
    expect(refused.text).toContain('value="North Harbour"')
    expect((await volunteer.get('/partners')).text).toContain('The team has no common key yet')
    expect(await db.selectFrom('partners').selectAll().execute()).toEqual([])
  })
})

test('nobody but confirmed coordinators keeps the list', async () => {
  await add()
  const id = await idOf('North Harbour')
  const newcomer = await addMember(tropa.deps.db, 'coordinator', 'newcomer', { certified: false })
  for (const browser of [volunteer, await browserOf(tropa, newcomer)]) {
    for (const path of ['/partners/new', `/partners/${id}/edit`, `/partners/${id}/retirement`])
      expect([path, (await browser.get(path)).status]).toEqual([path, 403])
    for (const path of [
      '/partners',
      `/partners/${id}`,
      `/partners/${id}/retirement`,
      '/partners/confirmation',
    ])
      expect([path, (await browser.post(path, form)).status]).toEqual([path, 403])
  }
})

test('coordinators find the list in the bar', async () => {
  expect((await coordinator.get('/cases')).text).toContain('<a href="/partners">Partners</a>')
  expect((await volunteer.get('/cases')).text).not.toContain('<a href="/partners">')
})
