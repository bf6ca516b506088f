import { month, type Day } from '../../src/calendar/month'
import { listCases } from '../../src/cases/caseStore'
import type { CaseFacts } from '../../src/cases/case'
import { listCounts } from '../../src/counts/countStore'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { importCases } from '../../src/imports/importCases'
import { readCases } from '../../src/imports/caseRows'
import { countAdmins, listCaseworkers, listMembers } from '../../src/users/userStore'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { publishedCsv } from '../support/publishedCsv'
import { engines, testDatabase } from '../support/testDatabase'

const today = { day: '2026-11-23' as Day, month: month('2026-11') }
const coordinator = { id: 'c', pseudonym: 'c', role: 'coordinator', language: 'en', certified: true } as const
const volunteer = { id: 'v', pseudonym: 'v', role: 'volunteer', language: 'en', certified: false } as const

describe.each(engines)('importing on %s', (_, open) => {
  test('a spreadsheet of the published figures gives these very counts', async () => {
    const database = await open()
    const { db } = database
    const read = readCases(Buffer.from(publishedCsv()), await readTaxonomy(db), today.month)
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const seen: number[] = []
    await importCases(db, read.cases, today, saved => seen.push(saved))
    const totals = await listCounts(db, 'total', month('2023-01'), month('2024-02'))
    expect(totals.find(row => row.month === '2023-01' && row.category === 'soldier')?.n).toBe(28)
    expect(totals.filter(row => row.month === '2023-01').reduce((sum, row) => sum + row.n, 0)).toBe(651)
    expect(totals.find(row => row.month === '2024-01' && row.category === 'soldier')?.n).toBe(284)
    expect(totals.filter(row => row.month === '2024-01').reduce((sum, row) => sum + row.n, 0)).toBe(789)
    expect(seen.at(-1)).toBe(read.cases.length)
    await database.close()
  })

  test('coordinators see imported cases, volunteers do not', async () => {
    const database = await open()
    const { db } = database
    await importCases(db, someCases(), today)
    await importCases(db, someCases(), today)
    expect(await listCases(db, coordinator, {}, { size: 50 })).toHaveLength(20)
    expect(await listCases(db, volunteer, {}, { size: 50 })).toHaveLength(0)
    await database.close()
  })
})

test('the member they belong to is made once and can never sign in or be given a case', async () => {
  const database = await testDatabase()
  const { db } = database
  await importCases(db, someCases(), today)
  await importCases(db, someCases(), today)
  expect(await listMembers(db)).toMatchObject([
    { pseudonym: '(import)', role: 'volunteer', state: 'disabled' },
  ])
  expect(await listCaseworkers(db)).toMatchObject([{ id: 'import', state: 'disabled' }])
  expect(await countAdmins(db)).toBe(0)
  await database.close()
})

test('when one case cannot be saved, none is', async () => {
  const database = await testDatabase()
  const { db } = database
  const cases = someCases()
  cases[9] = { ...cases[9]!, status: 'closed', outcome: null }
  await expect(importCases(db, cases, today)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_CHECK' })
  expect(await listCases(db, coordinator, {}, { size: 50 })).toEqual([])
  expect(await listCounts(db, 'total', month('2023-01'), month('2024-02'))).toEqual([])
  await database.close()
})

function someCases(): CaseFacts[] {
  return inventCases(readPublishedFigures()).slice(0, 10)
}
