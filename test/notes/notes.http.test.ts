import { recordCase } from '../../src/cases/recordCase'
import type { CaseCode } from '../../src/cases/caseCode'
import { addMember, someFacts, today } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'
import { payloads } from './payloads'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let coordinator: Browser
let volunteer: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  coordinator = await signedInAs(tropa, 'coordinator')
  volunteer = await signedInAs(tropa, 'volunteer')
  code = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today)
})
afterEach(() => tropa.close())

const add = (browser: Browser, form: Record<string, string>) => browser.post(`/cases/${code}/notes`, form)
const section = async (browser: Browser) =>
  /<section id="notes"[\s\S]*<\/section>/.exec((await browser.get(`/cases/${code}`)).text)![0]

describe('adding a note', () => {
  test('leads back to the case, where everybody who may reads it', async () => {
    const page = await volunteer.get(`/cases/${code}/notes/new`)
    expect(page.text).toContain('You and the coordinators will be able to read it')
    expect(page.text).toMatch(/<textarea id="text"[^>]* autofocus><\/textarea>/)
    const saved = await add(volunteer, { text: 'Needs a lawyer.\r\nCalls again.' })
    expect(saved.status).toBe(303)
    expect(saved.headers.location).toBe(`/cases/${code}?noted#notes`)
    for (const browser of [volunteer, coordinator]) {
      const notes = await section(browser)
      expect(notes).toContain('>Needs a lawyer.\nCalls again.</p>')
      expect(notes).toMatch(/<h3>15 March 2024<\/h3>[^]*<p class="hint">volunteer/)
    }
  })

  test('says before who will read it', async () => {
    const path = `/cases/${code}/notes/new`
    expect((await coordinator.get(path)).text).toContain('and volunteer, who has the case')
    const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
    const own = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
    expect((await coordinator.get(`/cases/${own}/notes/new`)).text).toContain(
      '<p>Coordinators will be able to read it.</p>',
    )
    const pooled = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today, { assigned_to: null })
    for (const browser of [coordinator, volunteer]) {
      const page = await browser.get(`/cases/${pooled}/notes/new`)
      expect(page.text).toContain('all who are confirmed will be able to read it')
    }
  })

  test('without words is refused with 422 and a way to the field', async () => {
    const page = await add(volunteer, { text: '  ' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('<a href="#text">Write the note</a>')
    const long = await add(volunteer, { text: 'ж'.repeat(10_001) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('ж'.repeat(10_001))
    expect(await section(volunteer)).toContain('No notes yet')
  })

  // A partial on a line of its own is indented by Handlebars, and so would be every line of the words in it.
  test('keeps the words as they were typed on every page that gives them back', async () => {
    const text = 'one\n  two\n\nthree <b>'
    const shown = (page: string, tag: string) =>
      unescaped(new RegExp(`<${tag}[^>]*>([^]*?)</${tag.split(' ')[0]}>`).exec(page)![1]!)
    const long = text + ' x'.repeat(10_000)
    expect(shown((await add(volunteer, { text: long })).text, 'textarea id="text"')).toBe(long)
    const found = (await add(volunteer, { text: `${text}\n+7 912 345-67-89` })).text
    expect(shown(found, 'textarea id="text"')).toBe(`${text}\n+7 912 345-67-89`)
    await add(volunteer, { text })
    const page = await section(volunteer)
    expect(shown(page, 'p class="note-text"')).toBe(text)
    const path = /href="([^"]+\/mask)"/.exec(page)![1]!
    expect(shown((await volunteer.get(path)).text, 'p class="note-text"')).toBe(text)
    const preview = await volunteer.post(path, { version: '1', mask: 'one\r\n three' })
    expect(preview.text).toContain('name="mask" value="one\r\n three"')
    expect(shown(preview.text, 'p class="note-text notice"')).toMatch(/^\S+\n {2}two\n\n\S+ <b>$/)
  })

  test('a form that is sent twice is one note', async () => {
    const [, id] = /name="id" value="([^"]+)"/.exec((await volunteer.get(`/cases/${code}/notes/new`)).text)!
    await Promise.all([add(volunteer, { id: id!, text: 'once' }), add(volunteer, { id: id!, text: 'once' })])
    expect((await section(volunteer)).match(/class="note-text"/g)).toHaveLength(1)
  })

  test("to another's case is 404, like to one that does not exist", async () => {
    const stranger = await signedInAs(tropa, 'volunteer', 'stranger')
    for (const one of [code, '000-000-0']) {
      expect((await stranger.get(`/cases/${one}/notes/new`)).status).toBe(404)
      expect((await stranger.post(`/cases/${one}/notes`, { text: 'x' })).status).toBe(404)
    }
  })
})

describe('words that may lead to a person', () => {
  const text = 'Call +7 912 345-67-89 <soon>'

  test('are shown marked and named, and nothing is saved before somebody decides', async () => {
    const page = await add(volunteer, { text })
    expect(page.status).toBe(422)
    expect(page.text).toMatch(/Call <mark>\+7 912 345-67-89<\/mark> &lt;soon&gt;<\/p>/)
    expect(page.text).toMatch(/<a href="#text">This may lead to a person: [^<]+<\/a>/)
    expect(page.text).toMatch(/<textarea id="text"[^>]*>Call \+7 912 345-67-89 &lt;soon&gt;<\/textarea>/)
    expect(await section(volunteer)).toContain('No notes yet')
  })

  test('are masked, kept or changed', async () => {
    await add(volunteer, { text, screened: 'mask' })
    await add(volunteer, { text, screened: 'keep' })
    expect((await add(volunteer, { text: 'Call soon', screened: '' })).status).toBe(303)
    const notes = await section(volunteer)
    expect(notes).toMatch(/>Call [^\d<]+ &lt;soon&gt;<\/p>/)
    expect(notes).toContain('>Call +7 912 345-67-89 &lt;soon&gt;</p>')
    expect(notes).toContain('>Call soon</p>')
  })

  test('the first button after the field saves what was changed: Tab, Enter', async () => {
    const page = (await add(volunteer, { text })).text
    expect(/<\/textarea>[\s\S]*?<(button|a|input)[^>]*>([^<]*)/.exec(page)![2]).toBe('Save the changed text')
  })
})

describe('whoever cannot read a note sees that it is there, and why', () => {
  beforeEach(() => add(volunteer, { text: 'the words' }))

  test('before a coordinator has confirmed them', async () => {
    const newcomer = await addMember(tropa.deps.db, 'volunteer', 'newcomer', { certified: false })
    const browser = { actor: newcomer, ...(await browserOf(tropa, newcomer)) }
    code = await recordCase(tropa.deps.db, newcomer, someFacts(), today)
    expect((await browser.get(`/cases/${code}/notes/new`)).text).toContain('No coordinator has confirmed')
    await add(browser, { text: 'mine' })
    const notes = await section(browser)
    expect(notes).toContain('A note that is sealed to others')
    expect(notes).toMatch(/No coordinator has confirmed your key yet.*<a href="\/account">/)
    expect(notes).not.toContain('mine')
  })

  test('after the case was handed over, and the successor reads it', async () => {
    const successor = await signedInAs(tropa, 'volunteer', 'successor')
    const to = { to: successor.actor.id }
    expect((await coordinator.post(`/cases/${code}/assignment`, to)).status).toBe(303)
    expect(await section(successor)).toContain('>the words</p>')
    const notes = await section(volunteer)
    expect(notes).toContain('Somebody else has this case now')
    expect(notes).not.toContain('the words')
  })

  test('when the list of readers is not what coordinators signed; then nothing is written either', async () => {
    await tropa.deps.db.updateTable('epochs').set({ signature: 'AAAA' }).execute()
    const notes = await section(volunteer)
    expect(notes).toContain('not what the coordinators signed')
    expect(notes).toContain('A note that is sealed to others')
    expect(notes).not.toContain('/notes/new')
    const page = await volunteer.get(`/cases/${code}/notes/new`)
    expect(page.text).toContain('not what the coordinators signed')
    expect(page.text).not.toContain('<textarea')
    const refused = await add(volunteer, { text: 'typed for long' })
    expect(refused.status).toBe(503)
    expect(refused.text).toContain('>typed for long</textarea>')
  })

  test('when it was damaged', async () => {
    await tropa.deps.db.updateTable('sealed').set({ ciphertext: 'AAAA' }).execute()
    expect(await section(coordinator)).toContain('A note that cannot be opened')
  })
})

test('before the first coordinator the page says so in the place of the button', async () => {
  const empty = await testApp()
  const alone = await signedInAs(empty, 'volunteer', 'alone')
  const first = await recordCase(empty.deps.db, alone.actor, someFacts(), today)
  const page = (await alone.get(`/cases/${first}`)).text
  expect(page).toContain('No coordinator has joined yet')
  expect(page).not.toContain('/notes/new')
  const refused = await alone.post(`/cases/${first}/notes`, { text: 'typed' })
  expect(refused.status).toBe(503)
  expect(refused.text).toContain('>typed</textarea>')
  await empty.close()
})

describe('masking', () => {
  let path: string
  beforeEach(async () => {
    await add(volunteer, { text: 'A friend in Omsk,\nin Omsk' })
    path = /href="([^"]+\/mask)"/.exec(await section(volunteer))![1]!
  })

  test('shows what will be left, then does it for good', async () => {
    const form = (await volunteer.get(path)).text
    expect(form).toContain('A friend in Omsk,')
    expect(form).toContain('This cannot be undone')
    const preview = await volunteer.post(path, { version: '1', mask: 'omsk' })
    expect(preview.status).toBe(200)
    expect(preview.text).toMatch(
      /class="note-text notice" dir="auto">A friend in [^Omsk]+,\nin [^Omsk]+<\/p>/,
    )
    expect(await section(volunteer)).toContain('Omsk')
    const done = await volunteer.post(path, { version: '1', mask: 'omsk', confirmed: 'yes' })
    expect(done.headers.location).toBe(`/cases/${code}?noted#notes`)
    const notes = await section(coordinator)
    expect(notes).toContain('A friend in')
    expect(notes).not.toContain('Omsk')
    expect(notes).toContain('partly masked by volunteer, 15 March 2024')
  })

  test('of the whole leaves who wrote it and when', async () => {
    const preview = await coordinator.post(path, { version: '1', whole: 'yes' })
    expect(preview.text).toContain('name="whole" value="yes"')
    await coordinator.post(path, { version: '1', whole: 'yes', confirmed: 'yes' })
    const notes = await section(volunteer)
    expect(notes).toMatch(/<h3>15 March 2024<\/h3>[^]*<p class="hint">volunteer/)
    expect(notes).toContain('the whole note was masked by coordinator')
    expect(notes).not.toMatch(/note-text|\/mask"/)
    expect((await coordinator.get(path)).status).toBe(404)
  })

  test('of a word that does not stand there is refused, and says which', async () => {
    const page = await volunteer.post(path, { version: '1', mask: 'Omsk, Tomsk', confirmed: 'yes' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('<a href="#mask">The note does not have this: Tomsk</a>')
    expect(page.text).toContain('>Omsk, Tomsk</textarea>')
    expect((await volunteer.post(path, { version: '1' })).status).toBe(422)
    expect(await section(volunteer)).toContain('Omsk')
  })

  test('of a note that was masked meanwhile shows it as it is now', async () => {
    await coordinator.post(path, { version: '1', mask: 'friend', confirmed: 'yes' })
    for (const more of [{}, { confirmed: 'yes' }]) {
      const stale = await volunteer.post(path, { version: '1', mask: 'Omsk', ...more })
      expect(stale.status).toBe(409)
      expect(stale.text).toContain('Somebody has masked this note meanwhile')
      expect(stale.text).toContain('name="version" value="2"')
    }
  })

  test('is 404 for whoever may not: strangers, successors, and for a note that is elsewhere', async () => {
    const successor = await signedInAs(tropa, 'volunteer', 'successor')
    const other = await recordCase(tropa.deps.db, volunteer.actor, someFacts(), today)
    expect((await volunteer.get(path.replace(code, other))).status).toBe(404)
    expect((await successor.get(path)).status).toBe(404)
    await coordinator.post(`/cases/${code}/assignment`, { to: successor.actor.id })
    for (const browser of [successor, volunteer]) {
      expect(await section(browser)).not.toContain('/mask"')
      expect((await browser.get(path)).status).toBe(404)
      expect((await browser.post(path, { version: '1', whole: 'yes', confirmed: 'yes' })).status).toBe(404)
    }
  })
})

test('whatever is written in a note comes back as words, on every page that shows it', async () => {
  expect(payloads.length).toBeGreaterThanOrEqual(30)
  for (const payload of payloads) {
    await add(volunteer, { text: payload, screened: 'keep' })
    for (const page of [
      (await add(volunteer, { text: `${payload} +7 912 345-67-89` })).text,
      (await add(volunteer, { text: `${payload}${'x'.repeat(10_000)}` })).text,
    ]) {
      expect([payload, tagsOf(page)]).toEqual([payload, expect.not.arrayContaining(forbidden)])
    }
  }
  const page = (await volunteer.get(`/cases/${code}`)).text
  expect(page.match(/class="note-text"/g)).toHaveLength(payloads.length)
  expect(tagsOf(page)).toEqual(expect.not.arrayContaining(forbidden))
  const path = /href="([^"]+\/mask)"/.exec(page)![1]!
  for (const shown of [await volunteer.get(path), await volunteer.post(path, { version: '1', mask: 'a' })]) {
    expect(tagsOf(shown.text)).toEqual(expect.not.arrayContaining(forbidden))
  }
  const words = [...page.matchAll(/<p class="note-text" dir="auto">([^]*?)<\/p>/g)].map(([, text]) =>
    unescaped(text!),
  )
  expect(words).toEqual(payloads.map(payload => payload.trim()))
})

const forbidden = ['script', 'img', 'svg', 'iframe', 'object', 'embed', 'style', 'base', 'math', 'video', 'b']

/** The names of all elements of a page. */
function tagsOf(html: string): string[] {
  return [...new Set([...html.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name!.toLowerCase()))]
}

function unescaped(text: string): string {
  const signs: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x60': '`',
    '#x3D': '=',
  }
  return text.replace(/&([^;]+);/g, (_, name: string) => signs[name]!)
}
