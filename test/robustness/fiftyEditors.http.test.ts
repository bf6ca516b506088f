import { findCase } from '../../src/cases/caseStore'
import type { CaseCode } from '../../src/cases/caseCode'
import { recordCase } from '../../src/cases/recordCase'
import { recount } from '../../src/counts/recount'
import { labelOf, termsOf, type Taxonomy } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { listEntries } from '../../src/entries/entryStore'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)
const count = 50

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let editors: Browser[]
let code: CaseCode
beforeAll(async () => {
  tropa = await testApp()
  editors = []
  for (let i = 0; i < count; i++) editors.push(await signedInAs(tropa, 'coordinator', `editor ${i}`))
})
beforeEach(async () => {
  code = await recordCase(tropa.deps.db, editors[0]!.actor, someFacts(), today)
})
afterAll(() => tropa.close())

test(`of ${count} editors of one case at once one saves, and ${count - 1} see both versions`, async () => {
  const taxonomy = await readTaxonomy(tropa.deps.db)
  const forms = editors.map((_, i) => formOf(taxonomy, i))
  const answers = await Promise.all(editors.map((editor, i) => editor.post(`/cases/${code}`, forms[i]!.sent)))
  const winner = answers.findIndex(answer => answer.status === 303)
  expect(answers.map(answer => answer.status)).toEqual(forms.map((_, i) => (i === winner ? 303 : 409)))
  const saved = (await findCase(tropa.deps.db, editors[0]!.actor, code))!
  expect([saved.version, [...saved.needs].sort()]).toEqual([2, [...forms[winner]!.sent.needs].sort()])
  answers.forEach((answer, i) => {
    if (i === winner) return
    const { theirs, mine } = needsIn(answer.text)
    expect([theirs, mine]).toEqual([forms[winner]!.labels, forms[i]!.labels])
    // Their own choices wait in the form, to be sent again over the new version.
    expect(answer.text).toContain('name="version" value="2"')
  })
  expect((await recount(tropa.deps.db)).short).toEqual([])
})

test(`of ${count} who then send theirs again, knowing, again one at a time saves`, async () => {
  const first = await editors[0]!.post(`/cases/${code}`, { category: 'other', version: '1' })
  expect(first.status).toBe(303)
  const taxonomy = await readTaxonomy(tropa.deps.db)
  const answers = await Promise.all(
    editors.map((editor, i) => editor.post(`/cases/${code}`, { ...formOf(taxonomy, i).sent, version: '2' })),
  )
  expect(answers.map(answer => answer.status).sort()).toEqual([303, ...editors.slice(1).map(() => 409)])
})

test(`${count} notes written on one case at once are all kept, each once`, async () => {
  const answers = await Promise.all(
    editors.map((editor, i) => editor.post(`/cases/${code}/notes`, { text: `Note ${words(i)}.` })),
  )
  expect(answers.map(answer => answer.status)).toEqual(editors.map(() => 303))
  const { id } = (await findCase(tropa.deps.db, editors[0]!.actor, code))!
  const rows = await listEntries(tropa.deps.db, id, ['note'])
  expect(rows.map(row => row.position)).toEqual(editors.map((_, i) => i + 1))
  const page = (await editors[7]!.get(`/cases/${code}`)).text
  const shown = [...page.matchAll(/>(Note \w+ \w+\.)</g)].map(match => match[1]!)
  expect(shown.sort()).toEqual(editors.map((_, i) => `Note ${words(i)}.`).sort())
})

/** Two needs, another pair for each editor, as they are sent and as the page names them. */
function formOf(taxonomy: Taxonomy, i: number) {
  // Labels stand in one line, with commas between them.
  const plain = termsOf(taxonomy, 'need').filter(term => !term.label.en.includes(','))
  const all = plain.map(term => term.code)
  const pairs = all.flatMap((a, n) => all.slice(n + 1).map(b => [a, b]))
  const needs = pairs[i]!
  const labels = needs.map(need => labelOf(taxonomy, 'need', need, 'en')).sort()
  return { sent: { category: 'soldier', version: '1', needs }, labels }
}

/** What the page of a conflict says of the needs in either version; each is a choice, and none is made yet. */
function needsIn(page: string) {
  const labels = (side: string) =>
    new RegExp(`name="choice_needs" value="${side}"> <span><span class="hint">[^<]*</span>([^<]*)`)
      .exec(page)![1]!
      .trim()
      .split(', ')
      .sort()
  return { theirs: labels('theirs'), mine: labels('mine') }
}

/** Words in the place of a number, which would be taken for one that leads to a person. */
function words(i: number): string {
  const letters = 'abcdefghij'
  return `${letters[Math.floor(i / 10)]!.repeat(3)} ${letters[i % 10]!.repeat(3)}`
}
