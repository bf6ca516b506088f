import type { CaseCode } from '../../src/cases/caseCode'
import { findCase } from '../../src/cases/caseStore'
import { recordCase } from '../../src/cases/recordCase'
import { tell, workOnCase } from '../../src/cases/workOnCase'
import { secondsOf } from '../../src/calendar/month'
import { todayOf } from '../../src/calendar/today'
import type { Happening } from '../../src/history/event'
import { addNote } from '../../src/notes/addNote'
import { addMember, keyHolderOf, someFacts } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let oak: Browser
let anna: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  oak = await signedInAs(tropa, 'coordinator', 'oak')
  anna = await signedInAs(tropa, 'volunteer', 'anna')
  code = await record(anna)
})
afterEach(() => tropa.close())

const now = () => todayOf(tropa.clock, tropa.deps.config.timeZone)
const writerOf = ({ actor }: Browser) => ({ actor, holder: keyHolderOf(actor) })

function record({ actor }: Browser): Promise<CaseCode> {
  const sealing = { anchor: tropa.deps.anchor, holder: keyHolderOf(actor), now: secondsOf(tropa.clock) }
  return recordCase(tropa.deps.db, actor, someFacts(), now(), { sealing })
}

const note = (browser: Browser, text: string) => addNote(tropa.deps, writerOf(browser), { code, text }, now())

async function happen(browser: Browser, ...happenings: Happening[]): Promise<void> {
  await workOnCase(tropa.deps, writerOf(browser), { code, action: 'case.changed' }, now(), async on => {
    for (const one of happenings) await tell(on, one)
    return true
  })
}

/** Another day, on which both sign in again. */
async function wait(instant: string): Promise<void> {
  tropa.clock.set(instant)
  for (const browser of [oak, anna]) Object.assign(browser, await browserOf(tropa, browser.actor))
}

/** The section as a list: days, lines, and notes in quotation marks. */
async function storyOf(browser: Pick<Browser, 'get'>): Promise<string[]> {
  const page = (await browser.get(`/cases/${code}`)).text
  const section = /<section id="notes"[\s\S]*?<\/section>/.exec(page)![0]
  const parts = section.matchAll(
    /<h3>(.*?)<\/h3>|<li class="hint"[^>]*>(.*?)<\/li>|<p class="note-text"[^>]*>(.*?)<\/p>|<p class="muted">(.*?)<\/p>|<summary>(.*?)<\/summary>|<p class="(?:notice|warning)">(.*?)<\/p>/g,
  )
  return [...parts].map(([, day, line, words, unread, summary, notice]) =>
    words === undefined ? (day ?? line ?? unread ?? summary ?? notice)! : `“${words}”`,
  )
}

test('tells what was done and written in the order in which it was, under its day', async () => {
  await note(anna, 'Writes again on Monday.')
  await wait('2024-03-18T08:00:00Z')
  await anna.post(`/cases/${code}/status`, { move: 'start' })
  await note(oak, 'Ask about the deferment.')
  await anna.post(`/cases/${code}`, { category: 'soldier', month: '2024-03', urgency: 'day', version: '2' })
  await wait('2024-04-02T08:00:00Z')
  await happen(oak, { what: 'closed', outcome: 'advice_given', reason: 'all said' })
  const story = [
    '15 March 2024',
    'anna logged the request',
    '“Writes again on Monday.”',
    '18 March 2024',
    'anna started it',
    '“Ask about the deferment.”',
    expect.stringMatching(/^anna edited: .*Urgency: not provided → Within 24 hours/) as string,
    '2 April 2024',
    'oak closed it: Advice given. Reason: all said',
  ]
  expect(await storyOf(oak)).toEqual(story)
  expect(await storyOf(anna)).toEqual(story)
})

test('keeps earlier entries of a long story below a summary', async () => {
  const taken = Array.from({ length: 60 }, (): Happening => ({ what: 'taken' }))
  await happen(anna, ...taken)
  const story = await storyOf(anna)
  expect(story.slice(0, 3)).toEqual(['11 earlier entries', '15 March 2024', 'anna logged the request'])
  // Their day stands above either part.
  expect(story.filter(line => line === '15 March 2024')).toHaveLength(2)
  expect(story.filter(line => line === 'anna took it')).toHaveLength(60)
})

test('what does not open is said once, not line by line', async () => {
  const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
  const browser = { actor: newcomer, ...(await browserOf(tropa, newcomer)) }
  code = await record(browser)
  await happen(browser, { what: 'taken' })
  expect(await storyOf(browser)).toEqual([
    expect.stringMatching(
      /^No coordinator has confirmed your key.* 2 steps of the history do not open/,
    ) as string,
  ])
  expect(await storyOf(oak)).toEqual(['15 March 2024', 'newcomer logged the request', 'newcomer took it'])
})

test('leads to the case that this one repeats, if the reader sees it', async () => {
  const other = await record(oak)
  await happen(anna, { what: 'repeat_of', code: other })
  const line = async (browser: Browser) =>
    /anna marked it as a repeat of [^\n]*<\/li>/.exec((await browser.get(`/cases/${code}`)).text)![0]
  expect(await line(oak)).toBe(`anna marked it as a repeat of <a href="/cases/${other}">${other}</a></li>`)
  expect(await line(anna)).toBe(`anna marked it as a repeat of ${other}</li>`)
})

test('damaged steps are told with a warning', async () => {
  await tropa.deps.db.updateTable('sealed').set({ version: 2 }).where('kind', '=', 'event').execute()
  expect(await storyOf(oak)).toEqual([
    expect.stringContaining('1 step of the history is damaged') as string,
    'No notes yet.',
  ])
})

test('speaks Russian without knowing anybody’s gender', async () => {
  await oak.post('/language', { language: 'ru' })
  await happen(anna, { what: 'moved', from: 'new', to: 'in_progress' })
  expect(await storyOf(oak)).toEqual(['15 марта 2024 г.', 'anna: обращение записано', 'anna: работа начата'])
})

describe('versions', () => {
  const versions = async (browser: Pick<Browser, 'get'>) =>
    (await browser.get(`/cases/${code}/versions`)).text

  test('show the fields after each edit, the latest first, with what it changed marked', async () => {
    expect(await versions(anna)).toContain('Nobody has edited the fields')
    const edit = (browser: Browser, urgency: string, version: string) =>
      browser.post(`/cases/${code}`, { category: 'soldier', month: '2024-03', urgency, version })
    await edit(anna, 'week', '1')
    tropa.clock.set('2024-03-15T12:05:00Z')
    await edit(oak, 'day', '2')
    const page = await versions(anna)
    const heads = [...page.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(match => match[1])
    expect(heads).toEqual([
      'Field',
      'oak, 15 March 2024',
      'anna, 15 March 2024',
      'As logged<br>anna, 15 March 2024',
    ])
    const [, cells] = /Urgency<\/th>(.*?)<\/tr>/.exec(page)!
    expect(cells).toBe(
      '<td><mark>Within 24 hours</mark></td><td><mark>Within a week</mark></td><td><span class="muted">Not provided</span></td>',
    )
    expect(/Category<\/th>(.*?)<\/tr>/.exec(page)![1]).toBe('<td>Soldier</td>'.repeat(3))
    expect((await anna.get(`/cases/${code}`)).text).toContain(`href="/cases/${code}/versions"`)
  })

  test('say where nothing more is known', async () => {
    const { id } = (await findCase(tropa.deps.db, oak.actor, code))!
    await tropa.deps.db.deleteFrom('sealed').where('case_id', '=', id).execute()
    await anna.post(`/cases/${code}`, { category: 'other', month: '2024-03', version: '1' })
    const page = await versions(anna)
    expect(page).toContain('<th scope="col">Before</th>')
    expect(page).toContain('How the fields were before that is not known')
  })
})
