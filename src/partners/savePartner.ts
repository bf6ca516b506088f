import { randomUUID } from 'node:crypto'
import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import type { KeyHolder } from '../readers/dataKeys'
import { holdEpochs } from '../readers/epochStore'
import { renewEpoch } from '../readers/renewEpoch'
import { openTeamKeys } from '../readers/teamKeys'
import { requireTrust, type Trust } from '../readers/trust'
import type { Partner } from './partner'
import { findPartnerRow, insertPartner, updatePartner } from './partnerStore'
import { openPartner, sealPartner } from './sealedPartner'

interface Parts {
  db: Db
  anchor: Anchor
}

/** Adds a partner; its id is the random one that the form was given, which makes a form that is sent twice one partner. */
export function addPartner(
  parts: Parts,
  coordinator: KeyHolder,
  { partner, id = randomUUID() }: { partner: Partner; id?: string | undefined },
  day: Day,
): Promise<void> {
  return keepPartners(parts, coordinator, day, async (tx, trust) => {
    const known = await findPartnerRow(tx, id)
    const content = known && (await openPartner(openTeamKeys(tx, trust, coordinator), known))
    if (content && JSON.stringify(content) === JSON.stringify(partner)) return
    // Somebody who went back and changed the form means another partner.
    const place = { id: known ? randomUUID() : id, version: 1 }
    await insertPartner(tx, sealPartner(trust, coordinator, place, partner))
    await note(tx, { dated: day, actor: coordinator.id, action: 'partner.added' })
  })
}

/** Replaces a partner that is still at `version`; false when somebody else has changed or retired it meanwhile. */
export function changePartner(
  parts: Parts,
  coordinator: KeyHolder,
  { partner, id, version }: { partner: Partner; id: string; version: number },
  day: Day,
): Promise<boolean> {
  return keepPartners(parts, coordinator, day, async (tx, trust) => {
    const row = sealPartner(trust, coordinator, { id, version: version + 1 }, partner)
    if (!(await updatePartner(tx, row))) return false
    await note(tx, { dated: day, actor: coordinator.id, action: 'partner.changed' })
    return true
  })
}

/**
 * Something a coordinator does with the list. An epoch that is due begins first: what is sealed now must open neither
 * for somebody who has left, nor wait for a team's key that an old epoch lacks. TrustBroken when nothing can be sealed.
 */
export async function keepPartners<Result>(
  { db, anchor }: Parts,
  coordinator: KeyHolder,
  day: Day,
  work: (tx: Db, trust: Trust) => Promise<Result>,
): Promise<Result> {
  await renewEpoch(db, anchor, coordinator, day)
  return db.transaction().execute(async tx => {
    await holdEpochs(tx)
    return work(tx, await requireTrust(tx, anchor))
  })
}
