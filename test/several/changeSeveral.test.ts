import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import { listCases, listCasesByCode, type HelpCase } from '../../src/cases/caseStore'
import { moveCase } from '../../src/cases/moveCase'
import { recordCase } from '../../src/cases/recordCase'
import type { Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import type { Change } from '../../src/several/change'
import { changeSeveral } from '../../src/several/changeSeveral'
import { planChange, type Plan } from '../../src/several/plan'
import { undoChange } from '../../src/undo/undoChange'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { engines } from '../support/testDatabase'
import { notebook } from '../notes/notebook'

const now = 1_710_504_000
const closing = { reason: '', followUps: 'keep' } as const

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  let db: Db
  let coordinator: Actor
  let heron: Actor
  let raven: Actor
  beforeEach(async () => {
    database = await open()
    db = database.db
    coordinator = await addMember(db, 'coordinator')
    heron = await addMember(db, 'volunteer', 'heron')
    raven = await addMember(db, 'volunteer', 'raven')
  })
  afterEach(() => database.close())

  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const parts = () => ({ db, anchor: anchorOf(db) })
  const change = (actor: Actor, what: Change, cases: { code: CaseCode; version: number }[]) =>
    changeSeveral(parts(), writer(actor), { change: what, cases, closing }, now, today)

  /** Cases of all sorts, of two volunteers and of nobody. */
  async function record(count: number): Promise<void> {
    const statuses = ['new', 'in_progress', 'awaiting_reply', 'referred', 'closed']
    for (let i = 0; i < count; i++) {
      const status = statuses[i % 5]!
      const facts = someFacts({ status, outcome: status === 'closed' ? 'declined' : null })
      const assigned_to = [heron.id, raven.id, null][i % 3]!
      const sealing = { anchor: anchorOf(db), holder: keyHolderOf(heron), now: now - 60 }
      await recordCase(db, heron, facts, today, { assigned_to, sealing })
    }
  }

  async function all(): Promise<HelpCase[]> {
    const cases = await listCases(db, coordinator, {}, { size: 100 })
    return cases.sort((one, other) => one.code.localeCompare(other.code))
  }

  async function planned(actor: Actor, what: Change): Promise<Plan> {
    const codes = (await all()).map(one => one.code)
    return planChange(actor, what, codes, await listCasesByCode(db, actor, codes))
  }

  /** What undoing brings back: all but how often and when a case was changed. */
  const state = (cases: HelpCase[]) => cases.map(({ version: _v, change_order: _o, ...rest }) => rest)

  const changes: [string, Change, (one: HelpCase) => Partial<HelpCase>][] = [
    ['waiting for a reply', { what: 'move', move: 'wait' }, () => ({ status: 'awaiting_reply' })],
    ['starting', { what: 'move', move: 'start' }, () => ({ status: 'in_progress' })],
    ['going back to the pool', { what: 'assign', to: null }, () => ({ assigned_to: null })],
    [
      'closing',
      { what: 'close', outcome: 'advice_given' },
      () => ({ status: 'closed', outcome: 'advice_given', closed_month: today.month }),
    ],
  ]
  test.each(changes)(
    '%s changes just what the preview said, and undoing brings all of it back',
    async (_name, what, then) => {
      await record(15)
      const before = await all()
      const plan = await planned(coordinator, what)
      expect(plan.possible.length).toBeGreaterThan(0)
      expect(plan.impossible.length).toBeGreaterThan(0)
      expect(plan.possible.length + plan.impossible.length).toBe(15)

      const { done, left } = await change(coordinator, what, plan.possible)
      expect(left).toEqual([])
      const expected = before.map(one => {
        const first_response =
          one.status === 'new' && what.what !== 'assign' ? 'within_1h' : one.first_response
        return isIn(plan, one) ? { ...one, ...then(one), first_response } : one
      })
      expect(state(await all())).toEqual(state(expected))

      const undoing = what.what === 'close' ? 'closing' : what.what === 'assign' ? 'assignment' : 'status'
      const undone = await undoChange(parts(), writer(coordinator), { undoing, cases: done }, today)
      expect(undone.left).toEqual([])
      expect(state(await all())).toEqual(state(before))
    },
  )

  test('handing over to a member lets them read, and undoing takes it away again', async () => {
    await record(6)
    const notes = notebook(db)
    const [ofRaven] = await listCases(db, coordinator, { assigned_to: raven.id }, { size: 1 })
    await notes.add(raven, ofRaven!.code, 'the dog is called Ash')
    const what = { what: 'assign', to: heron.id } as const
    const plan = await planned(coordinator, what)
    const { done } = await change(coordinator, what, plan.possible)
    expect(await notes.words(heron, ofRaven!.code)).toEqual(['the dog is called Ash'])
    expect(await notes.words(raven, ofRaven!.code)).toEqual(['sealed'])
    await undoChange(parts(), writer(coordinator), { undoing: 'assignment', cases: done }, today)
    expect(await notes.words(raven, ofRaven!.code)).toEqual(['the dog is called Ash'])
    expect(await notes.words(heron, ofRaven!.code)).toEqual(['sealed'])
  })

  test('a case that somebody has changed since the preview is left to them, and said', async () => {
    await record(20)
    const what = { what: 'close', outcome: 'advice_given' } as const
    const { possible } = await planned(heron, what)
    const [touched, ...others] = possible.filter(one => one.status === 'in_progress')
    await moveCase(parts(), writer(coordinator), { code: touched!.code, move: 'wait' }, now, today)
    const { done, left } = await change(heron, what, possible)
    expect(left).toEqual([{ code: touched!.code, obstacle: 'changed' }])
    expect(done.map(one => one.code)).toEqual(possible.filter(one => one !== touched).map(one => one.code))
    expect(others.length).toBeGreaterThan(0)
    const [now_] = await listCasesByCode(db, coordinator, [touched!.code])
    expect(now_).toMatchObject({ status: 'awaiting_reply', outcome: null })
  })

  test('nobody changes the cases of others: they are not there, and a volunteer hands over only what they have', async () => {
    await record(9)
    const what = { what: 'assign', to: null } as const
    const plan = await planned(raven, what)
    const own = (await all()).filter(one => one.assigned_to === raven.id).map(one => one.code)
    expect(plan.possible.map(one => one.code)).toEqual(own)
    expect(new Set(plan.impossible.map(one => one.obstacle))).toEqual(new Set(['gone']))
    const before = state(await all())
    const { done, left } = await change(
      raven,
      what,
      plan.impossible.map(one => ({ code: one.code, version: 1 })),
    )
    expect(done).toEqual([])
    expect(new Set(left.map(one => one.obstacle))).toEqual(new Set(['gone']))
    expect(state(await all())).toEqual(before)
    // Heron logged what Raven has, and so sees it: it is Raven's to give.
    expect((await planned(heron, what)).impossible.map(one => one.obstacle)).toContain('theirs')
  })

  test('a hundred take less than two seconds', async () => {
    await record(100)
    const what = { what: 'assign', to: coordinator.id } as const
    const { possible } = await planned(coordinator, what)
    const started = performance.now()
    expect((await change(coordinator, what, possible)).done).toHaveLength(100)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

function isIn({ possible }: Plan, { code }: HelpCase): boolean {
  return possible.some(one => one.code === code)
}
