import { sql } from 'kysely'
import { findHead } from '../../src/audit/auditStore'
import { headWords } from '../../src/audit/writtenHead'
import { month } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import { addWithoutCase } from '../../src/counts/countStore'
import { filingSection } from '../../src/filings/filingSection'
import { hashOf } from '../../src/filings/filing'
import { insertDemoCounts } from '../reports/demoReport'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, texts, type TestApp } from '../support/testApp'

let tropa: TestApp
let coordinator: Awaited<ReturnType<typeof signedInAs>>
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator', 'heron')
  await insertDemoCounts(tropa.deps.db)
})
afterEach(() => tropa.close())

const january = month('2024-01')
const filings = '/reports/2024-01/filings'

/** What a reader sees: no markup, plain spaces. */
function wordsOf(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/[\s\u00A0\u202F]+/g, ' ')
}

async function inRussian() {
  await tropa.deps.db.updateTable('users').set({ language: 'ru' }).execute()
}

test('a coordinator files a month and sees it as it was filed, with the words of the log', async () => {
  const filed = await coordinator.post(filings)
  expect([filed.status, filed.headers.location]).toEqual([303, `${filings}/1?filed`])
  const head = (await findHead(tropa.deps.db))!
  const page = wordsOf((await coordinator.get(`${filings}/1?filed`)).text)
  for (const said of [
    'January 2024, as filed',
    'Filed. These figures stay as they are.',
    'Filed by heron on 15 March 2024: revision 1 of 1.',
    'Soldier 284 36.0%',
    'All requests 789 100.0%',
    'together they may be more than 100%',
    'Not recorded',
    'People who serve in the armed forces',
    `Entry no. ${head.number} of the log of actions`,
    headWords('en', head.hash),
  ]) {
    expect(page).toContain(said)
  }
  expect(page).not.toContain('Since filing')
  await inRussian()
  const russian = wordsOf((await coordinator.get(`${filings}/1`)).text)
  for (const said of [
    'Январь 2024 года: зафиксированные цифры',
    'Зафиксировал(а) heron, 15 марта 2024 г. Редакция 1 из 1.',
    'Военный 284 36,0 %',
    headWords('ru', head.hash),
  ]) {
    expect(russian).toContain(said)
  }
})

test('the words on the page are those that the page of the log finds', async () => {
  await coordinator.post(filings)
  const [, check] = /href="(\/audit\?number[^"]+)"/.exec((await coordinator.get(`${filings}/1`)).text)!
  const address = check!.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  expect(wordsOf((await coordinator.get(address)).text)).toContain('The log has this entry with these words')
})

test('what came later stands apart, in a line and a table, and a revision leaves the first one as it was', async () => {
  const { db } = tropa.deps
  await coordinator.post(filings)
  for (let i = 0; i < 2; i++) await recordCase(db, coordinator.actor, someFacts({ month: january }), today)
  await addWithoutCase(db, january, 'other', 1)
  const since = 'Since filing: all requests +3, Soldier +2, Other or unknown +1.'
  const first = await coordinator.get(`${filings}/1`)
  expect(wordsOf(first.text)).toContain(since)
  expect(wordsOf(first.text)).toContain('Soldier 284 36.0%')
  expect(wordsOf(first.text.slice(first.text.indexOf('id="since"')))).toContain('All requests 789 792 +3')
  await coordinator.post(filings)
  const pages = [await coordinator.get(`${filings}/1`), await coordinator.get(`${filings}/2`)]
  const [one, two] = pages.map(page => wordsOf(page.text))
  expect(one).toContain('The month was filed again later: revision 2, 15 March 2024')
  expect(one).toContain('Soldier 284 36.0%')
  expect(two).toContain('Filed by heron on 15 March 2024: revision 2 of 2.')
  expect(two).toContain('Soldier 286 36.1%')
  expect(two).toContain('1 of them was counted without a case.')
  expect(two).not.toContain('Since filing')
})

test('the file is what was hashed, byte for byte, and says that it is internal', async () => {
  await coordinator.post(filings)
  const { headers, text } = await coordinator.get(`${filings}/1.json`)
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  expect(headers['content-disposition']).toContain('tropa-2024-01-filed-1.json')
  expect(JSON.parse(text)).toMatchObject({
    month: '2024-01',
    use: 'internal, exact figures, not for publication',
  })
  expect((await coordinator.get(`${filings}/1`)).text).toContain(`<code>${hashOf(text)}</code>`)
})

test.each([
  ['2024-03', 'This month is not over'],
  ['1999-01', 'No request counts in this month'],
  ['2024-01', 'Nothing has changed since revision 1'],
])('filing %s is refused with a sentence, and the state of the month', async (which, why) => {
  await coordinator.post(filings)
  const { status, text } = await coordinator.post(`/reports/${which}/filings`)
  expect(status).toBe(422)
  expect(text).toContain('<title>Error: ')
  expect(wordsOf(text)).toContain(why)
  const filed = 'Filed on 15 March 2024 as revision 1. Nothing has changed since.'
  expect(wordsOf(text).includes(filed)).toBe(which === '2024-01')
  expect(text).not.toContain('class="button quiet"')
})

test('what is no filing is not there', async () => {
  await coordinator.post(filings)
  for (const path of [
    '2024-01/filings/2',
    '2024-01/filings/01',
    '2024-01/filings/2.json',
    '2023-12/filings/1',
    'x/filings/1',
  ])
    expect([path, (await coordinator.get(`/reports/${path}`)).status]).toEqual([path, 404])
  expect((await coordinator.post('/reports/2024-13/filings')).status).toBe(404)
})

test('an admin reads what was filed, and files nothing; a volunteer does neither', async () => {
  await coordinator.post(filings)
  const [admin, volunteer] = [await signedInAs(tropa, 'admin'), await signedInAs(tropa, 'volunteer')]
  const answers = [
    await admin.get(`${filings}/1`),
    await admin.get(`${filings}/1.json`),
    await admin.post(filings),
  ]
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 403])
  for (const answer of [
    await volunteer.get(`${filings}/1`),
    await volunteer.get(`${filings}/1.json`),
    await volunteer.post(filings),
  ])
    expect(answer.status).toBe(403)
})

test('the page of a month is told what can be done with it', async () => {
  const section = async (which = january) =>
    (await filingSection(tropa.deps.db, which, today, { language: 'en', texts, today: today.day })).filing
  expect(await section()).toMatchObject({ over: true, last: undefined, open: true, next: 1 })
  expect(await section(today.month)).toMatchObject({ over: false, open: false })
  await coordinator.post(filings)
  expect(await section()).toMatchObject({ last: { address: `${filings}/1` }, open: false })
  await addWithoutCase(tropa.deps.db, january, 'soldier', 3)
  expect(await section()).toMatchObject({
    last: { since: 'Since filing: all requests +3, Soldier +3.' },
    ...{ open: true, next: 2 },
  })
})

test('on the page of a month a coordinator finds the button, an admin only the state', async () => {
  const admin = await signedInAs(tropa, 'admin')
  expect((await coordinator.get('/reports/2024-01')).text).toContain('>File January 2024</button>')
  const pages = [(await admin.get('/reports/2024-01')).text]
  await coordinator.post(filings)
  pages.push((await admin.get('/reports/2024-01')).text, (await coordinator.get('/reports/2024-01')).text)
  expect(pages.filter(page => page.includes('/filings" class'))).toEqual([])
  expect(wordsOf(pages[1]!)).toContain('Filed on 15 March 2024 as revision 1. Nothing has changed since.')
})

test('a page whose content was changed past the database says so', async () => {
  const { db } = tropa.deps
  await coordinator.post(filings)
  await sql`DROP TRIGGER filings_no_update`.execute(db)
  await sql`UPDATE filings SET content = replace(content, '"n":284', '"n":184')`.execute(db)
  const forged = await coordinator.get(`${filings}/1`)
  expect(wordsOf(forged.text)).toContain('This is not what was filed')
  await sql`UPDATE filings SET content = 'nonsense'`.execute(db)
  expect((await coordinator.get(`${filings}/1`)).status).toBe(200)
})
