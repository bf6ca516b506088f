import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { notebook } from '../notes/notebook'
import { addMember, someFacts, today } from '../support/members'
import { hidden } from '../support/signIn'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'
import { referralBook } from './referralBook'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
let code: CaseCode
let book: ReturnType<typeof referralBook>
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
  book = referralBook(tropa.deps.db)
  code = await recordCase(tropa.deps.db, volunteer.actor, someFacts({ needs: ['asylum', 'legal'] }), today)
})
afterEach(() => tropa.close())

const section = async (browser: Browser = volunteer) =>
  /<section id="referrals"[\s\S]*?<\/section>/.exec((await browser.get(`/cases/${code}`)).text)![0]

async function addPartners(...names: string[]): Promise<string[]> {
  const needs = [['money'], ['legal'], ['asylum', 'legal']]
  for (const [i, name] of names.entries())
    await book.partners.add(coordinator.actor, { name, needs: needs[i % 3]! })
  return Promise.all(names.map(name => book.partnerId(volunteer.actor, name)))
}

async function refer(partner: string): Promise<string> {
  await volunteer.post(`/cases/${code}/referrals`, { partner })
  return (await book.read(volunteer.actor, code)).at(-1)!.id
}

describe('referring', () => {
  test('offers those first who help with what is needed, and starts on the first', async () => {
    const [, , both] = await addPartners('A fund', 'B lawyers', 'C refuge')
    const page = (await volunteer.get(`/cases/${code}/referrals/new`)).text
    const order = ['Help with what is needed', 'C refuge', 'B lawyers', 'Others', 'A fund']
    expect([...order].sort((a, b) => page.indexOf(a) - page.indexOf(b))).toEqual(order)
    expect(page).toContain(`value="${both}" autofocus>`)
    expect(page).not.toContain(' checked')
    expect(page).toContain('href="/partners"')
  })

  test('leads back to the case, which is referred, and says to whom since when', async () => {
    const [fund] = await addPartners('A fund <b>')
    const id = hidden(await volunteer.get(`/cases/${code}/referrals/new`), 'id')!
    const sent = await volunteer.post(`/cases/${code}/referrals`, { id, partner: fund! })
    expect([sent.status, sent.headers.location]).toEqual([303, `/cases/${code}?referred#referrals`])
    const page = (await volunteer.get(`/cases/${code}?referred`)).text
    expect(page).toMatch(/role="status">Referred\./)
    expect(page).toContain('tag-referred')
    const shown = await section(coordinator)
    expect(shown).toContain('>A fund &lt;b&gt;</b> <span class="tag">waiting for an answer</span>')
    expect(shown).toContain('volunteer, 15 March 2024')
    expect(shown).toContain(`/cases/${code}/referrals/${id}`)
  })

  test('without a choice is refused, and so is a closed case', async () => {
    const [fund] = await addPartners('A fund')
    const page = await volunteer.post(`/cases/${code}/referrals`)
    expect(page.status).toBe(422)
    expect(page.text).toContain('<a href="#partner">Choose a partner</a>')
    const facts = someFacts({ status: 'closed', outcome: 'helped' })
    const closed = await recordCase(tropa.deps.db, volunteer.actor, facts, today)
    for (const answer of [
      await volunteer.get(`/cases/${closed}/referrals/new`),
      await volunteer.post(`/cases/${closed}/referrals`, { partner: fund! }),
    ]) {
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('it is now “Closed”')
    }
    expect((await volunteer.get(`/cases/${closed}`)).text).not.toContain('/referrals/new')
  })

  test('says what to do where there are no partners, or none that open', async () => {
    const path = (one: string) => `/cases/${one}/referrals/new`
    expect((await volunteer.get(path(code))).text).toContain('Coordinators keep this list')
    expect((await coordinator.get(path(code))).text).toContain('href="/partners/new"')
    await addPartners('A fund')
    const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
    const own = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
    const page = (await (await browserOf(tropa, newcomer)).get(path(own))).text
    expect(page).toContain('No coordinator has confirmed your key yet')
    expect(page).not.toContain('A fund')
  })

  test('weighs less than 40 kB with the style sheet, with forty partners to choose among', async () => {
    const words = { does: 'Юридическая помощь отказчикам', otherLanguages: 'грузинский' }
    for (let i = 0; i < 40; i++) {
      const partner = { ...words, name: `Правозащитная группа «Север» ${i}`, needs: ['legal', 'documents'] }
      await book.partners.add(coordinator.actor, { ...partner, languages: ['ru', 'other'] })
    }
    await tropa.deps.db.updateTable('users').set({ language: 'ru' }).execute()
    const page = (await volunteer.get(`/cases/${code}/referrals/new`)).text
    expect(page.match(/type="radio"/g)).toHaveLength(40)
    const css = await volunteer.get(/href="(\/assets\/[^"]+css)"/.exec(page)![1]!)
    expect(Buffer.byteLength(page) + Buffer.byteLength(css.text)).toBeLessThan(40_000)
  })
})

describe('the answer', () => {
  let path: string
  beforeEach(async () => {
    const [fund] = await addPartners('A fund')
    path = `/cases/${code}/referrals/${await refer(fund!)}`
  })

  test('and what came of it stand on the case, and can be changed', async () => {
    const form = (await volunteer.get(path)).text
    expect(form).toMatch(/value="accepted"[^>]* autofocus/)
    expect(form).not.toContain(' checked')
    const saved = await volunteer.post(path, { version: '1', answer: 'accepted', outcome: 'Two\n  lines' })
    expect(saved.headers.location).toBe(`/cases/${code}?answered#referrals`)
    const shown = await section(coordinator)
    expect(shown).toContain('<span class="tag">accepted, 15 March 2024</span>')
    expect(shown).toContain('>Two\n  lines</p>')
    const again = (await volunteer.get(path)).text
    expect(again).toMatch(/value="accepted"[^>]* checked/)
    expect(again).toContain('>Two\n  lines</textarea>')
    await volunteer.post(path, { version: '2', answer: 'refused' })
    expect(await section()).toContain('refused, 15 March 2024')
  })

  test('that is a refusal says what comes next: another partner, or go on', async () => {
    await volunteer.post(path, { version: '1', answer: 'refused' })
    const shown = await section()
    expect(shown).toContain('No partner has taken this case')
    expect(shown).toContain(`href="/cases/${code}/referrals/new"`)
    expect(shown).toContain('name="move" value="resume"')
    await volunteer.post(`/cases/${code}/status`, { move: 'resume' })
    expect(await section()).not.toContain('No partner has taken this case')
    await volunteer.post(path, { version: '2', answer: 'accepted' })
    expect(await section()).not.toContain('value="resume"')
  })

  test('is given back to be mended, and when somebody else was first', async () => {
    const none = await volunteer.post(path, { version: '1', outcome: 'typed' })
    expect(none.status).toBe(422)
    expect(none.text).toContain('<a href="#answer">Choose what the partner answered</a>')
    expect(none.text).toContain('>typed</textarea>')
    const long = await volunteer.post(path, { version: '1', answer: 'refused', outcome: 'x'.repeat(1001) })
    expect(long.text).toContain('<a href="#outcome">')
    await coordinator.post(path, { version: '1', answer: 'accepted', outcome: 'theirs' })
    const second = await volunteer.post(path, { version: '1', answer: 'refused', outcome: 'mine' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('theirs')
    expect(second.text).toContain('>mine</textarea>')
    expect(hidden(second, 'version')).toBe('2')
  })

  test('in words is looked through before it is saved', async () => {
    const form = { version: '1', answer: 'accepted', outcome: 'Call +7 912 345-67-89 <i>' }
    const page = await volunteer.post(path, form)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Call <mark>+7 912 345-67-89</mark> &lt;i&gt;</p>')
    expect(page.text).toMatch(/value="accepted"[^>]* checked/)
    expect(await section()).toContain('waiting for an answer')
    await volunteer.post(path, { ...form, screened: 'mask' })
    expect(await section()).toContain('>Call ▒▒▒ &lt;i&gt;</p>')
  })

  test('is 404 for who does not have the case, and in another case', async () => {
    const stranger = await signedInAs(tropa, 'volunteer', 'stranger')
    const other = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today)
    for (const answer of [
      await stranger.get(path),
      await stranger.post(path, { version: '1', answer: 'refused' }),
      await volunteer.get(path.replace(code, other)),
      await volunteer.post(path.replace(code, other), { version: '1', answer: 'refused' }),
    ])
      expect(answer.status).toBe(404)
  })
})

describe('the text for a partner', () => {
  const handed = (page: string) => /<textarea id="text"[^>]*>([^]*?)<\/textarea>/.exec(page)![1]!
  const path = () => `/cases/${code}/hand-over-text`

  test('begins with codes alone, and takes in exactly the notes that are ticked', async () => {
    const { add } = notebook(tropa.deps.db)
    const ids = [
      await add(volunteer.actor, code, 'sparrow\n  in two lines <b>'),
      await add(coordinator.actor, code, 'titmouse'),
      await add(volunteer.actor, code, 'goldfinch'),
    ]
    const first = (await volunteer.get(path())).text
    const bare = handed(first)
    const needs = '(Legal advice, )?Asylum, residence permit(, Legal advice)?'
    expect(bare).toMatch(new RegExp(`^Code: ${code}\\nCategory: Soldier\\nWhat is needed: ${needs}$`))
    expect(first.match(/type="checkbox"/g)).toHaveLength(3)
    const two = (await volunteer.get(`${path()}?in=en&note=${ids[2]}&note=${ids[0]}`)).text
    expect(handed(two)).toBe(`${bare}\n\nsparrow\n  in two lines &lt;b&gt;\n\ngoldfinch`)
    expect(two.match(/ checked/g)).toHaveLength(3)
    // Printed is the same.
    expect(/<p class="note-text paper"[^>]*>([^]*?)<\/p>/.exec(two)![1]).toBe(handed(two))
    expect(handed((await volunteer.get(`${path()}?in=ru&note=${ids[1]}`)).text)).toMatch(
      /^Код: .*\nКатегория: Военный\n[^]*\n\ntitmouse$/,
    )
    for (const nonsense of ['in=de', 'note=nothing', 'note=', 'in=en&in=ru'])
      expect(handed((await volunteer.get(`${path()}?${nonsense}`)).text)).toBe(bare)
  })

  test('leaves no trace, warns of what may lead to a person, and leaves out what is masked', async () => {
    const { add, mask } = notebook(tropa.deps.db)
    const id = await add(volunteer.actor, code, 'Call +7 912 345-67-89')
    const gone = await add(volunteer.actor, code, 'goldfinch')
    await mask(volunteer.actor, code, { id: gone, version: 1 }, { whole: true, words: [] })
    const before = await tropa.deps.db.selectFrom('audit').selectAll().execute()
    const page = (await volunteer.get(`${path()}?note=${id}&note=${gone}`)).text
    expect(page).toContain('This may lead to a person: a phone number')
    expect(page.match(/type="checkbox"/g)).toHaveLength(1)
    expect(await tropa.deps.db.selectFrom('audit').selectAll().execute()).toEqual(before)
  })

  test('says which notes cannot be put in, and why', async () => {
    const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
    code = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
    await notebook(tropa.deps.db).add(newcomer, code, 'sparrow')
    const page = (await (await browserOf(tropa, newcomer)).get(path())).text
    expect(page).toContain('1 note does not open for you and cannot be put in. No coordinator has confirmed')
    expect(page).not.toContain('type="checkbox"')
    expect(handed(page)).toBe(`Code: ${code}\nCategory: Soldier`)
  })
})
