import { updateLanguage } from '../../src/users/userStore'
import { readSeizedFacts } from '../../src/seized/facts'
import { seizedJson } from '../../src/seized/seizedJson'
import { expectTraces } from '../../src/db/traces'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'
import { foundOrganisation } from './organisation'

let tropa: TestApp
let members: Awaited<ReturnType<typeof foundOrganisation>>
beforeEach(async () => {
  tropa = await testApp()
  members = await foundOrganisation(tropa.deps.db)
})
afterEach(() => tropa.close())

test('coordinators and admins may see it, volunteers may not', async () => {
  const { heron, linden, rowan } = members
  for (const reader of [heron, linden]) {
    const { get } = await browserOf(tropa, reader)
    const page = await get('/seized')
    expect([page.status, headings(page.text)]).toEqual([
      200,
      [
        'The server, switched off',
        'The server, running',
        'A backup',
        'A volunteer’s open session',
        'A coordinator’s open session',
        'An admin’s open session',
      ],
    ])
  }
  expect((await (await browserOf(tropa, rowan)).get('/seized')).status).toBe(403)
})

test('page and JSON agree on every number and on what it is worth', async () => {
  const { get } = await browserOf(tropa, members.heron)
  const page = (await get('/seized')).text
  const json = seizedJson(await readSeizedFacts(tropa.deps))
  const shown = json.scenarios.map(one => one.rows.map(row => [String(row.n), words[row.state]]))
  expect(tables(page)).toEqual(shown)
  const asked = json.scenarios.map(one => one.actions.flatMap(({ n }) => n ?? []))
  const told = sections(page).map(section => /<ol[^]*<\/ol>/.exec(section)?.[0] ?? '')
  asked.forEach((numbers, i) => {
    for (const n of numbers) expect(told[i]).toMatch(n === 0 ? /\bno\b/i : new RegExp(`\\b${n}\\b`))
  })
  expect(asked.flat().length).toBeGreaterThan(3)
})

test('each number has its words', async () => {
  const { get } = await browserOf(tropa, members.linden)
  const page = text((await get('/seized')).text)
  for (const line of [
    'Open cases, as codes month, category, needs, coarse place, case code, who has it; the oldest is of November 2023 4 readable',
    'Closed cases, as codes the next 2 vanish on or soon after 30 June 2024 2 readable',
    'Members: pseudonym, role, day of joining volunteers 3, coordinators 1, admins 1, access ended 1 6 readable',
    'The server key file 0 no',
    'Notes text, writer and day 4 sealed',
    'Notes on cases in the pool among those above; each of 4 passphrases opens them 1 sealed',
    'History, follow-ups and referrals what was done, by whom and on which day, with reasons 2 sealed',
    'Notes and history that open without a key 0 no',
    'Passphrases that open some notes or history cannot be tried without the server key file 3 only a hash',
    'Open cases in the pool can be taken one after another, and each then shows who has it 1 readable',
    'One-use codes invitations among them: 1; the last runs out in 72 hours 11 only a hash',
    'Cases of the volunteer who sees most of 6 5 readable',
    'Cases of the volunteer in the middle 2 readable',
    'Cases of 6 0 no',
  ]) {
    expect(page).toContain(line)
  }
})

test('what is to be done leads to the page that does it, for those who may open it', async () => {
  const [heron, linden] = [await browserOf(tropa, members.heron), await browserOf(tropa, members.linden)]
  const [coordinator, admin] = [
    sections((await heron.get('/seized')).text),
    sections((await linden.get('/seized')).text),
  ]
  expect(coordinator[2]).toContain(
    'Only 1 coordinator opens the notes of a restored copy. Confirm another. <a href="/readers">Readers</a>',
  )
  expect(admin[2]).toContain('<a href="/users">People</a>')
  expect(admin[3]).toContain('1 has no case. <a href="/users">People</a>')
  expect(coordinator[3]).toContain('1 has no case. <span class="muted">An admin does this.</span>')
  for (const address of ['/readers', '/account']) {
    expect(coordinator.join()).toContain(`href="${address}"`)
    expect((await heron.get(address)).status).toBe(200)
  }
  expect((await linden.get('/users')).status).toBe(200)
})

test('what is to be done on the server says how', async () => {
  await expectTraces(tropa.deps.db)
  const page = (await (await browserOf(tropa, members.heron)).get('/seized')).text
  expect(page).toContain('in the files: <code>npx tropa evaporate</code>')
  expect(page).toContain('after closing: <code>TROPA_EVAPORATION_DAYS</code>')
})

test('in Russian every number is in the right form', async () => {
  await updateLanguage(tropa.deps.db, members.linden.id, 'ru')
  const page = text((await (await browserOf(tropa, members.linden)).get('/seized')).text)
  for (const line of [
    'Если изымут сегодня 15 марта 2024 г.: посчитано по базе данных только что.',
    'самое старое за ноябрь 2023 года 4 читается',
    'Заметки текст, автор и день 4 зашифровано',
    'Заметки к делам в общей очереди часть заметок выше; их откроет любая из 4 парольных фраз 1 зашифровано',
    'Раздайте 1 дело из общей очереди: пока заметки откроет любая из 4 парольных фраз',
    'Закрывается через 15 минут без нажатий.',
    'Пусть 2 закрытых дела исчезнут раньше чем через 90 дней после закрытия',
    'откроет только 1 координатор',
    'дел нет у 1 волонтёра',
    'последнее истечёт через 72 часа 11 только хеш',
  ]) {
    expect(page).toContain(line)
  }
  expect(page).not.toMatch(/readable|sealed|\{|undefined/)
})

test('the log of actions, one’s account and people lead there, but not for volunteers', async () => {
  const link = 'href="/seized"'
  const [heron, linden] = [await browserOf(tropa, members.heron), await browserOf(tropa, members.linden)]
  for (const page of [await heron.get('/audit'), await heron.get('/account'), await linden.get('/users')]) {
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(link)])
  }
  const { get } = await signedInAs(tropa, 'volunteer', 'birch')
  expect((await get('/account')).text).not.toContain(link)
})

test('opening it writes nothing', async () => {
  const dump = async () => {
    const tables = ['audit', 'cases', 'counts', 'settings', 'users', 'keys', 'epochs'] as const
    return Promise.all(tables.map(table => tropa.deps.db.selectFrom(table).selectAll().execute()))
  }
  const before = await dump()
  await (await browserOf(tropa, members.heron)).get('/seized')
  expect(await dump()).toEqual(before)
})

const words = { readable: 'readable', sealed: 'sealed', hash: 'only a hash', absent: 'no' }

function sections(page: string): string[] {
  return page.split('<section').slice(1)
}

function headings(page: string): string[] {
  return sections(page).map(section => text(/<h2[^]*?<\/h2>/.exec(section)![0]))
}

/** The second and third cell of every row. */
function tables(page: string): string[][][] {
  return sections(page).map(section =>
    [...section.matchAll(/<td class="num">(.*?)<\/td><td>(.*?)<\/td>/g)].map(([, n, state]) => [
      n!,
      text(state!),
    ]),
  )
}

/** A page as it is read: without tags, each gap one space. */
function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
