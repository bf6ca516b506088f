import { findHead, listAudit, note, verifyChain } from '../../src/audit/auditStore'
import { month } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import type { Db } from '../../src/db/schema'
import { readLog, rebuilt, writeLog } from '../support/auditChain'
import { engines } from '../support/testDatabase'

const entry = { dated: month('2024-03'), actor: 'system', action: 'cases.imported', object: '5' } as const

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  beforeEach(async () => void (database = await open()))
  afterEach(() => database.close())

  const write = (db: Db) => db.transaction().execute(tx => note(tx, entry))

  test('an empty log is whole', async () => {
    const head = { number: 0, hash: '' }
    expect(await findHead(database.db)).toEqual(head)
    expect(await verifyChain(database.db)).toEqual({ ok: true, head })
  })

  test('fifty entries written at once make one unbroken chain', async () => {
    await Promise.all(Array.from({ length: 50 }, () => write(database.db)))
    expect(await verifyChain(database.db)).toEqual({ ok: true, head: await findHead(database.db) })
    expect((await listAudit(database.db, ['cases.imported'], 100)).map(one => one.number)).toEqual(
      Array.from({ length: 50 }, (_, i) => 50 - i),
    )
  })

  test('what is rolled back leaves no gap', async () => {
    const failing = database.db.transaction().execute(async tx => {
      await note(tx, entry)
      throw new Error('half-way')
    })
    await expect(failing).rejects.toThrow('half-way')
    await write(database.db)
    expect(await verifyChain(database.db)).toMatchObject({ ok: true, head: { number: 1 } })
  })

  test('a log that grows while it is verified is whole', async () => {
    await write(database.db)
    const writing = Promise.all(Array.from({ length: 40 }, () => write(database.db)))
    const verified = await Promise.all(Array.from({ length: 10 }, () => verifyChain(database.db)))
    await writing
    expect(verified.filter(one => !one.ok)).toEqual([])
  })

  test('a long log is verified slice by slice, and says how far it has come', async () => {
    const rows = Array.from({ length: 2500 }, () => ({ number: 0, hash: '', ...entry }))
    await writeLog(database.db, rebuilt(rows))
    const heard: number[] = []
    const verified = await verifyChain(database.db, undefined, number => heard.push(number))
    expect(verified).toEqual({ ok: true, head: (await readLog(database.db)).head })
    expect(heard).toEqual([1000, 2000, 2500])
  })
})
