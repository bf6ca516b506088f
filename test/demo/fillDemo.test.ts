import { month, type Day } from '../../src/calendar/month'
import { countCases, listCases } from '../../src/cases/caseStore'
import { addDemoMembers, newDemoPassphrase } from '../../src/demo/demoMembers'
import { fillDemo } from '../../src/demo/fillDemo'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { findMemberByName } from '../../src/users/userStore'
import { memoryAnchor } from '../../src/readers/anchor'
import { openPassphrase } from '../../src/vault/passphraseKey'
import { sodiumReady } from '../../src/vault/sodium'
import { testServerKey } from '../support/testApp'
import { testDatabase } from '../support/testDatabase'

const today = { day: '2026-11-23' as Day, month: month('2026-11') }

test('the demo has a member of each role, and cases for them to work on', async () => {
  const database = await testDatabase()
  const { db } = database
  const passphrase = newDemoPassphrase()
  await sodiumReady
  const deps = { db, anchor: memoryAnchor(), serverKey: testServerKey }
  const members = await addDemoMembers(deps, { passphrase }, 'ru', today)
  const cases = inventCases(readPublishedFigures()).slice(-1500)
  await fillDemo(deps, members, cases, today, () => {})

  for (const role of ['volunteer', 'coordinator', 'admin'] as const) {
    const member = (await findMemberByName(db, role))!
    expect(member).toMatchObject({ id: members[role].id, role, language: 'ru', state: 'active' })
    expect(await openPassphrase(passphrase, member, testServerKey.pepper)).toBeDefined()
  }
  const { volunteer, coordinator } = members
  const mine = { assigned_to: volunteer.id }
  expect(await countCases(db, volunteer, mine)).toBe(24)
  expect(await countCases(db, coordinator, { assigned_to: coordinator.id })).toBe(12)
  expect(await countCases(db, coordinator, {})).toBe(1500)
  const open = await listCases(db, volunteer, mine, { size: 50 })
  expect(open.every(one => one.status !== 'closed' && one.month === '2024-02')).toBe(true)
  await database.close()
})

test('every demo has another passphrase', () => {
  expect(newDemoPassphrase()).toMatch(/^[a-z]+(-[a-z]+){3}$/)
  expect(new Set(Array.from({ length: 20 }, newDemoPassphrase)).size).toBeGreaterThan(15)
})
