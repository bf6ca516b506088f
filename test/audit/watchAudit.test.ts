import { note, verifyChain } from '../../src/audit/auditStore'
import { lacksRemembered, watchAudit } from '../../src/audit/watchAudit'
import type { Db } from '../../src/db/schema'
import { memoryAnchor } from '../../src/readers/anchor'
import { readLog, rebuilt, writeLog, type ChainRow } from '../support/auditChain'
import { today } from '../support/members'
import { engines, testDatabase } from '../support/testDatabase'

/** What somebody does who knows the code and writes to the database: another log that holds together. */
async function rebuild(db: Db, change: (rows: ChainRow[]) => void): Promise<void> {
  const { rows } = await readLog(db)
  change(rows)
  await writeLog(db, rebuilt(rows.map((row, i) => ({ ...row, number: i + 1 }))))
}

const write = (db: Db, object: string) =>
  note(db, { dated: today.day, actor: 'u', action: 'month.closed', object })

describe.each(engines)('on %s', (_, open) => {
  test.each([
    ['an entry was changed', (rows: { object: string }[]) => void (rows[0]!.object = 'other')],
    ['an entry was taken out', (rows: unknown[]) => void rows.splice(1, 1)],
    ['the end was cut off', (rows: unknown[]) => void rows.pop()],
  ])(
    'a log that was rebuilt after %s holds together, but lacks what the server remembers',
    async (_, change) => {
      const { db, close } = await open()
      const anchor = memoryAnchor()
      for (const object of ['2024-01', '2024-02', '2024-03']) await write(db, object)
      expect(await watchAudit(db, anchor)).toBe(true)
      expect([anchor.read()?.number, await lacksRemembered(db, anchor)]).toEqual([3, false])
      await rebuild(db, change)
      expect((await verifyChain(db)).ok).toBe(true)
      expect(await lacksRemembered(db, anchor)).toBe(true)
      // What it remembers stays, so that it says so for ever.
      expect(await watchAudit(db, anchor)).toBe(false)
      expect(anchor.read()?.number).toBe(3)
      await close()
    },
  )
})

test('a log that goes on is remembered to its new end', async () => {
  const { db, close } = await testDatabase()
  const anchor = memoryAnchor()
  expect(await watchAudit(db, anchor)).toBe(true)
  expect(anchor.read()).toBeUndefined()
  await write(db, '2024-01')
  await watchAudit(db, anchor)
  await write(db, '2024-02')
  await watchAudit(db, anchor)
  expect(anchor.read()?.number).toBe(2)
  await close()
})
