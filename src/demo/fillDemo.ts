import { listCases } from '../cases/caseStore'
import { recordCases } from '../cases/recordCase'
import type { Today } from '../calendar/today'
import type { CaseFacts } from '../cases/case'
import type { Db } from '../db/schema'
import { assignCase } from '../handovers/assignCase'
import type { Anchor } from '../readers/anchor'
import { daysBefore } from './daysBefore'
import type { DemoMembers } from './demoMembers'

/** Saves the invented cases, and gives some open ones of the last months to the demo members to work on. */
export async function fillDemo(
  { db, anchor }: { db: Db; anchor: Anchor },
  { volunteer, coordinator }: DemoMembers,
  cases: CaseFacts[],
  today: Today,
  progress: (saved: number) => void,
): Promise<void> {
  await recordCases(db, [volunteer.id, coordinator.id], cases, today, progress)
  const month = cases.reduce((last, one) => (one.month > last ? one.month : last), cases[0]!.month)
  const open = await listCases(db, coordinator, { status: 'open', month }, { size: assigned })
  for (const [i, helpCase] of open.entries()) {
    const assigned_to = i % 3 === 0 ? coordinator.id : volunteer.id
    const writer = { actor: coordinator, holder: coordinator.keys }
    await assignCase({ db, anchor }, writer, { code: helpCase.code, to: assigned_to }, daysBefore(today, 6))
  }
}

const assigned = 36
