import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import type { CaseCode } from './caseCode'
import { mayMove, statusAfter } from './statusMoves'
import { saveChange, tell, workOnCase } from './workOnCase'

/** Takes a closed case up again, and counts that it was; false when it is not closed. */
export async function reopenCase(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  code: CaseCode,
  today: Today,
): Promise<boolean> {
  const reopened = await workOnCase(parts, writer, { code, action: 'case.reopened' }, today, async on => {
    const { status, reopenings, first_response } = on.helpCase
    if (!mayMove(status, 'reopen')) return undefined
    await saveChange(on, {
      ...{ status: statusAfter('reopen'), outcome: null, reopenings: reopenings + 1 },
      // Whoever was lost is there again, and somebody answers them: when, nobody knows.
      first_response: first_response === 'none' ? null : first_response,
    })
    await tell(on, { what: 'reopened' })
    return true
  })
  return reopened ?? false
}
