import { recordCase } from '../../src/cases/recordCase'
import { engines } from '../support/testDatabase'
import { someFacts, today } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)
const count = 50

type Browser = Awaited<ReturnType<typeof signedInAs>>

describe.each(engines)('on %s', (_, open) => {
  let tropa: TestApp
  let recorder: Browser
  let takers: Browser[]
  beforeAll(async () => {
    tropa = await testApp({ database: await open() })
    await signedInAs(tropa, 'coordinator')
    recorder = await signedInAs(tropa, 'volunteer', 'recorder')
    takers = []
    for (let i = 0; i < count; i++) takers.push(await signedInAs(tropa, 'volunteer', `taker ${i}`))
  })
  afterAll(() => tropa.close())

  test(`${count} who press “next case” at once, with 60 waiting, get one each, and nobody the same`, async () => {
    await fillPool(60)
    const places = await pressAll()
    expect(places.filter(place => !/^\/cases\/[\w-]+\?taken$/.test(place))).toEqual([])
    await expectTheirs(places)
    // Ten are left, and again nobody gets one that somebody has.
    const more = await pressAll()
    expect(more.filter(place => place === '/?nobody-waiting')).toHaveLength(count - 10)
    expect(new Set([...places, ...more]).size).toBe(60 + 1)
  })

  test('with 30 waiting, 20 hear that nobody is', async () => {
    await tropa.deps.db.updateTable('cases').set({ status: 'in_progress' }).execute()
    await fillPool(30)
    const places = await pressAll()
    expect(places.filter(place => place === '/?nobody-waiting')).toHaveLength(20)
    await expectTheirs(places)
  })

  async function fillPool(size: number): Promise<void> {
    for (let i = 0; i < size; i++) {
      await recordCase(tropa.deps.db, recorder.actor, someFacts(), today, { assigned_to: null })
    }
  }

  /** Where each of them is led. */
  async function pressAll(): Promise<string[]> {
    const answers = await Promise.all(takers.map(taker => taker.post('/next-case')))
    return answers.map(answer => answer.headers.location ?? `answered with ${answer.status}`)
  }

  async function expectTheirs(places: string[]): Promise<void> {
    const taken = places.flatMap((place, i) => {
      const [, code] = /^\/cases\/(.*)\?taken$/.exec(place) ?? []
      return code ? [[code, takers[i]!.actor.id] as const] : []
    })
    expect(new Set(taken.map(([code]) => code)).size).toBe(taken.length)
    const rows = await tropa.deps.db.selectFrom('cases').select(['code', 'assigned_to']).execute()
    const holders = new Map(rows.map(row => [row.code, row.assigned_to]))
    expect(taken.map(([code]) => [code, holders.get(code)])).toEqual(taken)
  }
})
