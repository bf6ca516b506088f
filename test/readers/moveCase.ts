import type { Actor } from '../../src/auth/actor'
import type { Db } from '../../src/db/schema'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { moveGrants } from '../../src/readers/moveGrants'
import { readWholeTrust } from '../../src/readers/trust'
import { anchorOf } from '../support/members'

/** Gives a case to a member, or to nobody, and its keys with those of whoever moves it: no more than that. */
export function moveCase(
  db: Db,
  caseId: string,
  mover: KeyHolder | undefined,
  to: Pick<Actor, 'id'> | null,
): Promise<void> {
  return db.transaction().execute(async tx => {
    await tx
      .updateTable('cases')
      .set({ assigned_to: to?.id ?? null })
      .where('id', '=', caseId)
      .execute()
    const helpCase = await tx
      .selectFrom('cases')
      .select(['id', 'recorded_by', 'assigned_to'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow()
    await moveGrants(tx, await readWholeTrust(tx, anchorOf(db)), mover, helpCase)
  })
}
