import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import { expectTraces, wipeTraces } from '../db/traces'
import { deletePartner } from './partnerStore'

/** Takes a partner off the list for good; what was referred to it keeps its name. False when it is gone already. */
export async function retirePartner(
  db: Db,
  coordinator: { id: string },
  id: string,
  day: Day,
): Promise<boolean> {
  const retired = await db.transaction().execute(async tx => {
    if (!(await deletePartner(tx, id))) return false
    await expectTraces(tx)
    await note(tx, { dated: day, actor: coordinator.id, action: 'partner.retired' })
    return true
  })
  if (retired) await wipeTraces(db)
  return retired
}
