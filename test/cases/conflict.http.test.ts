import { findCase } from '../../src/cases/caseStore'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { recount } from '../../src/counts/recount'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>
type Fields = Record<string, string | string[]>

let tropa: TestApp
let oak: Browser
let anna: Browser
let code: CaseCode
beforeEach(async () => {
  tropa = await testApp()
  oak = await signedInAs(tropa, 'coordinator', 'oak')
  anna = await signedInAs(tropa, 'volunteer', 'anna')
  const facts = someFacts({ urgency: 'week', place: 'eu', needs: ['legal'] })
  code = await recordCase(tropa.deps.db, anna.actor, facts, today)
})
afterEach(() => tropa.close())

const before = { category: 'soldier', month: '2024-03', urgency: 'week', place: 'eu', needs: ['legal'] }

/** Opens the form, as it stands then. */
async function begin({ get }: Browser): Promise<Fields> {
  return { ...before, ...hiddenFields((await get(`/cases/${code}/edit`)).text) }
}
const send = (browser: Browser, fields: Fields) => browser.post(`/cases/${code}`, fields)

/** What a page carries along; the needs are several. */
function hiddenFields(page: string): Fields {
  const main = page.slice(page.indexOf('<main'))
  const inputs = [...main.matchAll(/<input type="hidden" name="(?!csrf|member)(\w+)" value="([^"]*)"/g)]
  const value = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
  const needs = inputs.filter(([, name]) => name === 'needs').map(([, , text]) => value(text!))
  const fields = Object.fromEntries(inputs.map(([, name, text]) => [name!, value(text!)]))
  return { ...fields, ...(needs.length > 0 ? { needs } : {}) }
}

/** The choices of a page: by field and side, what is said and whether it is chosen. */
function choicesIn(page: string): Record<string, string> {
  const radios = page.matchAll(
    /name="choice_(\w+)" value="(\w+)"( checked)?> <span><span class="hint">(.*?)<\/span>([^<]*)/g,
  )
  return Object.fromEntries(
    [...radios].map(([, field, side, checked, who, value]) => [
      `${field} ${side}`,
      `${value!.trim()}${who!.replace(/^[^·]*/, '')}${checked ? ' *' : ''}`,
    ]),
  )
}

const saved = async () => (await findCase(tropa.deps.db, oak.actor, code))!

test('shows three versions of what differs, who saved which, and what each side alone has changed is chosen', async () => {
  const [mine, theirs] = [await begin(anna), await begin(oak)]
  await send(oak, { ...theirs, urgency: 'day', place: 'unknown' })
  const page = await send(anna, { ...mine, place: 'other_abroad', needs: ['legal', 'money'] })
  expect(page.status).toBe(409)
  expect(choicesIn(page.text)).toEqual({
    'needs theirs': 'Legal advice',
    'needs mine': 'Legal advice, Money *',
    'urgency theirs': 'Within 24 hours· oak, 15 March 2024 *',
    'urgency mine': 'Within a week',
    'place theirs': 'Unknown· oak, 15 March 2024',
    'place mine': 'Elsewhere abroad',
  })
  expect(/id="place"[^]*?When you began<\/span>([^<]*)/.exec(page.text)![1]!.trim()).toBe('European Union')
})

test('one button saves the mix, after every field has been chosen', async () => {
  const [mine, theirs] = [await begin(anna), await begin(oak)]
  await send(oak, { ...theirs, urgency: 'day', place: 'unknown' })
  const page = await send(anna, { ...mine, place: 'other_abroad', needs: ['legal', 'money'] })
  const form = { ...hiddenFields(page.text), choice_urgency: 'theirs', choice_needs: 'mine' }
  const asked = await send(anna, form)
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('<a href="#place">Choose which version is to stay</a>')
  expect(choicesIn(asked.text)).toMatchObject({
    'urgency theirs': 'Within 24 hours· oak, 15 March 2024 *',
    'needs mine': 'Legal advice, Money *',
    'place mine': 'Elsewhere abroad',
  })
  const chosen = { ...hiddenFields(asked.text), choice_urgency: 'theirs', choice_needs: 'mine' }
  expect((await send(anna, { ...chosen, choice_place: 'mine' })).status).toBe(303)
  expect(await saved()).toMatchObject({ urgency: 'day', place: 'other_abroad', version: 3 })
  expect([...(await saved()).needs].sort()).toEqual(['legal', 'money'])
  expect((await recount(tropa.deps.db)).short).toEqual([])
})

test('a third who saves meanwhile is compared with what was chosen', async () => {
  const [mine, theirs, third] = [await begin(anna), await begin(oak), await begin(oak)]
  await send(oak, { ...theirs, urgency: 'day' })
  const page = await send(anna, { ...mine, place: 'unknown' })
  await send(oak, { ...third, version: '2', urgency: 'routine' })
  const choice = { choice_urgency: 'theirs', choice_place: 'mine' }
  const again = await send(anna, { ...hiddenFields(page.text), ...choice })
  expect(again.status).toBe(409)
  expect(choicesIn(again.text)).toEqual({
    'urgency theirs': 'Routine· oak, 15 March 2024 *',
    'urgency mine': 'Within 24 hours',
    'place theirs': 'European Union',
    'place mine': 'Unknown *',
  })
  await send(anna, { ...hiddenFields(again.text), ...choice })
  expect(await saved()).toMatchObject({ urgency: 'routine', place: 'unknown' })
})

test('a case that was only moved on meanwhile conflicts with nobody', async () => {
  const mine = await begin(anna)
  await oak.post(`/cases/${code}/status`, { move: 'start' })
  expect((await send(anna, { ...mine, place: 'unknown' })).status).toBe(303)
  expect(await saved()).toMatchObject({ status: 'in_progress', place: 'unknown' })
})

test('who made the same change as another has nothing to choose', async () => {
  const [mine, theirs] = [await begin(anna), await begin(oak)]
  await send(oak, { ...theirs, urgency: 'day' })
  const same = await send(anna, { ...mine, urgency: 'day' })
  expect(same.headers.location).toBe(`/cases/${code}?edited`)
  expect((await saved()).version).toBe(2)
})

test('a mix that contradicts itself comes back as a form to be mended', async () => {
  const [mine, theirs] = [await begin(anna), await begin(oak)]
  await send(oak, { ...theirs, category: 'mobilised_civilian' })
  const page = await send(anna, { ...mine, profile: 'conscript' })
  const choice = { choice_category: 'theirs', choice_profile: 'mine' }
  const mended = await send(anna, { ...hiddenFields(page.text), ...choice })
  expect(mended.status).toBe(422)
  expect(mended.text).toContain('This profile belongs to another category')
  expect(mended.text).toContain('name="version" value="2"')
})

test('without what the form began with, every field is for a person to say', async () => {
  await send(oak, { ...(await begin(oak)), urgency: 'day' })
  const page = await send(anna, { ...before, version: '1' })
  expect(choicesIn(page.text)).toEqual({
    'urgency theirs': 'Within 24 hours· oak, 15 March 2024',
    'urgency mine': 'Within a week',
  })
  expect(page.text).not.toContain('When you began')
})
