import { month } from '../../src/calendar/month'
import type { CaseCode } from '../../src/cases/caseCode'
import { listCases, listCasesByCode, type HelpCase } from '../../src/cases/caseStore'
import { plainMoves } from '../../src/cases/moveCase'
import { eraseCase } from '../../src/cases/eraseCase'
import { countsOf, noCase, sumCounts, type Count } from '../../src/counts/count'
import { addWithoutCase } from '../../src/counts/countStore'
import { seededRandom } from '../../src/demo/seededRandom'
import { fileMonth } from '../../src/filings/fileMonth'
import { filedMonthOf } from '../../src/filings/filing'
import { listFilings, readMonth } from '../../src/filings/filingStore'
import { parseContent } from '../../src/filings/parseContent'
import { differencesAside, differencesBy } from '../../src/filings/sinceFiling'
import { breakdowns } from '../../src/reports/breakdown'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { saveWording } from '../../src/taxonomy/termStore'
import { casework, noon } from '../cases/casework'
import { someFacts, today } from '../support/members'
import { withoutChance } from '../support/signIn'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

const [december, january] = [month('2023-12'), month('2024-01')]

let tropa: TestApp
beforeAll(async () => void (tropa = await testApp()))
afterAll(() => tropa.close())

test('a thousand later changes leave what was filed as it was, byte for byte, and its page', async () => {
  const { db } = tropa.deps
  const coordinator = await signedInAs(tropa, 'coordinator')
  const { actor } = coordinator
  const history = changes()

  for (let i = 0; i < 150; i++) await history.change()
  for (const filed of [december, january])
    expect(await fileMonth(db, actor.id, filed, today)).toMatchObject({ ok: true })
  for (let i = 0; i < 20; i++) await history.change()
  expect(await fileMonth(db, actor.id, january, today)).toMatchObject({ ok: true, value: { revision: 2 } })

  const [filings, pages] = [await listFilings(db), await pagesOf()]
  expect(pages).toHaveLength(6)
  for (let i = 0; i < 1000; i++) await history.change()

  expect(await listFilings(db)).toEqual(filings)
  expect(await pagesOf()).toEqual(pages)
  await sinceFilingEqualsARecount()
  // Every kind of change was among them.
  expect(Object.keys(history.happened)).toHaveLength(9)

  /** Of what is counted of cases that are there, were destroyed, or never were. */
  async function sinceFilingEqualsARecount() {
    const cases = await listCases(db, actor, {}, { size: 10_000 })
    const recounted = sumCounts([
      ...[...cases, ...history.destroyed].flatMap(countsOf),
      ...history.withoutCase,
    ])
    for (const filing of filings) {
      const filed = parseContent(filing.content)!
      const counts = recounted.filter(count => count.month === filing.month)
      const counted = filedMonthOf(filing.month, counts, await readTaxonomy(db))
      const now = await readMonth(db, filing.month)
      expect(differencesBy('category', filed, now).length).toBeGreaterThan(2)
      for (const by of breakdowns)
        expect(differencesBy(by, filed, now)).toEqual(differencesBy(by, filed, counted))
      // Who looks like whom, no case says by itself.
      const isPlain = ({ group }: { group: string }) => group !== 'look_alike'
      const beside = differencesAside(filed, counted).filter(isPlain)
      expect(differencesAside(filed, now).filter(isPlain)).toEqual(beside)
    }
  }

  async function pagesOf(): Promise<string[]> {
    const found: string[] = []
    for (const language of ['en', 'ru'] as const) {
      await db.updateTable('users').set({ language }).where('id', '=', actor.id).execute()
      for (const { month, revision } of await listFilings(db)) {
        const page = await coordinator.get(`/reports/${month}/filings/${revision}`)
        expect(page.status).toBe(200)
        found.push(withoutSince(withoutChance(page.text)))
      }
    }
    return found
  }

  function changes() {
    const random = seededRandom(20240115)
    const pick = <T>(some: readonly T[]) => some[Math.floor(random() * some.length)]!
    const work = casework(db)
    const [destroyed, withoutCase] = [[] as HelpCase[], [] as Count[]]
    const happened: Record<string, number> = {}
    let codes: CaseCode[] = []
    const facts = () =>
      someFacts({
        month: pick([december, january, january, month('2024-02')]),
        category: pick(['soldier', 'mobilised_civilian', 'other']),
        channel: pick([null, 'phone', 'partner']),
        needs: pick([[], ['legal'], ['money', 'legal']]),
        situations: pick([[], ['awol']]),
        place: pick([null, 'eu']),
      })
    const steps = {
      record: async () => void codes.push(await work.record(actor, facts())),
      edit: async ({ code, version, outcome, status }: HelpCase) =>
        void (await work.change(actor, code, version, { ...facts(), outcome, status })),
      move: ({ code }: HelpCase) => work.move(actor, code, pick(plainMoves)),
      close: ({ code }: HelpCase) => work.close(actor, code, pick(['advice_given', 'contact_lost'])),
      spam: ({ code }: HelpCase) => work.close(actor, code, 'spam'),
      reopen: ({ code }: HelpCase) => work.reopen(actor, code),
      erase: async (one: HelpCase) => {
        if (!(await eraseCase(db, actor, one.code, 'asked', today))) throw new Error('nothing was erased')
        destroyed.push(one)
        codes = codes.filter(code => code !== one.code)
      },
      relabel: async () => {
        const [field, code] = pick([
          ['category', 'soldier'],
          ['need', 'legal'],
          ['status', 'new'],
        ] as const)
        const label = { en: `Name ${noon + random()}`, ru: `Имя ${random()}` }
        const from = pick([undefined, december, january, month('2024-02')])
        await saveWording(db, { field, code }, { from, label, meaning: label, newMeaning: false })
      },
      uncased: async () => {
        const cell = { month: pick([december, january]), category: pick(['soldier', 'other']) }
        await db.transaction().execute(tx => addWithoutCase(tx, cell.month, cell.category, 2))
        withoutCase.push({ ...cell, dimension: 'total', value: noCase, n: 2 })
      },
    }
    return { change, destroyed, withoutCase, happened }

    async function change() {
      const kind = pick([...Object.keys(steps), 'record', 'edit', 'edit'] as (keyof typeof steps)[])
      const [one] = codes.length > 0 ? await listCasesByCode(db, actor, [pick(codes)]) : []
      if (!one && kind !== 'record') return change()
      await steps[kind](one!)
      happened[kind] = (happened[kind] ?? 0) + 1
    }
  }
})

/** The page without the one part that is about today. */
function withoutSince(page: string): string {
  const left = page
    .replace(/<p class="notice" id="since-line">.*?<\/p>/s, '')
    .replace(/<section class="stack" id="since".*?<\/section>/s, '')
  expect(left).not.toContain('id="since')
  return left.replace(/\n\s*\n/g, '\n')
}
