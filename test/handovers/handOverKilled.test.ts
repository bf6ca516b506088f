import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { verifyChain } from '../../src/audit/auditStore'
import type { HelpCase } from '../../src/cases/caseStore'
import { recount } from '../../src/counts/recount'
import { listDamage, listOrphans } from '../../src/db/integrity'
import { migrate } from '../../src/db/migrate'
import { openDatabase } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { admitCoordinator, admitVolunteer } from '../../src/demo/enrol'
import { handOverAll } from '../../src/handovers/handOverAll'
import { readNotes } from '../../src/notes/readNotes'
import { requireTrust } from '../../src/readers/trust'
import { anchorIn, keepWriters, type Writer, type Writers } from '../robustness/writers'
import { startScript, waitFor } from '../support/childProcess'
import { addMember, keyHolderOf, recoveryWords, today } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { addManyCases, wordsOf } from './manyCases'

jest.setTimeout(120_000)
const count = 5_000
const folder = temporaryFolder()

let db: Db
let writers: Writers
let second: Writer
let cases: HelpCase[]
beforeEach(async () => {
  const database = openDatabase({ databaseUrl: undefined, dataDir: folder() })
  db = database.db
  await migrate(database)
  await prepare()
})
afterEach(() => db.destroy())

test('of 5,000 cases none is lost or torn when handing them over is killed twice, and then done again', async () => {
  expect(await killedAfter(12)).toBeLessThan(count)
  await expectWhole()
  const left = await countOf(writers.volunteer)
  expect(left).toBeLessThan(count)
  await killedAfter(20)
  await expectWhole()
  const rest = await countOf(writers.volunteer)
  expect([rest < left, rest > 0]).toEqual([true, true])

  const { coordinator, volunteer, successor } = writers
  const order = { from: volunteer.actor.id, to: [successor.actor.id, second.actor.id] }
  const parts = { db, anchor: anchorIn(folder()) }
  expect(await handOverAll(parts, coordinator, order, today)).toBe(rest)

  await expectWhole()
  const shares = [await countOf(volunteer), await countOf(successor), await countOf(second)]
  expect(shares[0]).toBe(0)
  expect(shares[1]! + shares[2]!).toBe(count)
  expect(Math.abs(shares[1]! - shares[2]!)).toBeLessThan(count / 20)
  await expectOnce()
  await expectReadable()
})

async function prepare(): Promise<void> {
  const parts = { db, anchor: anchorIn(folder()) }
  const add = async (role: 'volunteer' | 'coordinator', name: string) => {
    const actor = await addMember(db, role, name, { certified: false })
    return { actor, holder: keyHolderOf(actor) }
  }
  const coordinator = await add('coordinator', 'coordinator')
  await admitCoordinator(parts, coordinator.holder, undefined, recoveryWords, today)
  coordinator.actor.certified = true
  const [volunteer, successor] = [await add('volunteer', 'leaver'), await add('volunteer', 'successor')]
  second = await add('volunteer', 'second')
  for (const { holder } of [volunteer, successor, second]) {
    await admitVolunteer(parts, holder, coordinator.holder)
  }
  writers = { volunteer, successor, coordinator }
  keepWriters(folder(), writers)
  cases = await addManyCases(db, await requireTrust(db, parts.anchor), volunteer.holder, count)
}

/** Hands over in a program of its own, killed amid the lot after so many; how many it said were done. */
async function killedAfter(lots: number): Promise<number> {
  const ids = [writers.volunteer, writers.successor, second].map(one => one.actor.id)
  const child = startScript(require.resolve('./handingOver'), [folder(), ...ids], {}, folder())
  let text = ''
  child.stdout!.on('data', part => (text += String(part)))
  child.stderr!.on('data', part => (text += String(part)))
  await waitFor(child, new RegExp(`^(\\d+\n){${lots}}`))
  await setTimeout(15)
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(child.signalCode).toBe('SIGKILL')
  return Number(text.trim().split('\n').at(-1))
}

async function countOf({ actor }: Writer): Promise<number> {
  const rows = await db.selectFrom('cases').select('id').where('assigned_to', '=', actor.id).execute()
  return rows.length
}

/** The file, the log and the counts are whole, and whoever has a case, and no other, has all its keys. */
async function expectWhole(): Promise<void> {
  expect([await listDamage(db), await listOrphans(db), (await recount(db)).short]).toEqual([[], [], []])
  expect(await verifyChain(db)).toMatchObject({ ok: true })
  const grants = await db
    .selectFrom('grants')
    .innerJoin('cases', 'cases.id', 'grants.case_id')
    .select(['case_id', 'generation', 'reader', 'assigned_to'])
    .execute()
  const sealed = await db.selectFrom('sealed').select(['case_id', 'generation']).execute()
  const keys = new Set(sealed.map(one => `${one.case_id} ${one.generation}`))
  const held = grants.filter(one => one.reader === one.assigned_to)
  expect(grants.filter(one => !['group:1', one.assigned_to].includes(one.reader))).toEqual([])
  expect([held.length, grants.length]).toEqual([keys.size, 2 * keys.size])
}

/** Each case moved once, and its history says so once. */
async function expectOnce(): Promise<void> {
  const rows = await db.selectFrom('cases').select(['id', 'version']).execute()
  expect([rows.length, new Set(rows.map(row => row.version))]).toEqual([count, new Set([2])])
  const events = await db.selectFrom('sealed').select('case_id').where('kind', '=', 'event').execute()
  expect([events.length, new Set(events.map(one => one.case_id)).size]).toEqual([count, count])
  const entries = await db
    .selectFrom('audit')
    .select('object')
    .where('action', '=', 'cases.handed_over')
    .orderBy('number')
    .execute()
  // Each call says what it set out to do.
  expect(entries.map(entry => Number(entry.object))).toEqual([count, expect.any(Number), expect.any(Number)])
}

/** Of a sample every note opens to whoever has the case, and none to the leaver. */
async function expectReadable(): Promise<void> {
  const parts = { db, anchor: anchorIn(folder()) }
  for (const one of cases.filter((_, i) => i % 50 === 0)) {
    const { assigned_to } = await db
      .selectFrom('cases')
      .select('assigned_to')
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow()
    const words = async ({ actor, holder }: Writer) => {
      const keys = () => Promise.resolve(holder)
      const { notes } = await readNotes(parts, { actor, keys }, { ...one, assigned_to })
      return notes.map(({ content }) => (typeof content === 'string' ? content : content.text))
    }
    const has = [writers.successor, second].find(writer => writer.actor.id === assigned_to)!
    expect(await words(has)).toEqual(wordsOf(one))
    expect(await words(writers.volunteer)).toEqual(['sealed', 'sealed', 'sealed'])
  }
}
