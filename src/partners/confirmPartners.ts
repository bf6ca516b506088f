import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import type { KeyHolder } from '../readers/dataKeys'
import { openPartners, type OpenedPartner } from './readPartners'
import { updatePartner } from './partnerStore'
import { keepPartners } from './savePartner'
import { sealPartner } from './sealedPartner'

/**
 * Signs anew what a coordinator has looked at, and seals it under a new key: whoever put it here may know the old one.
 * `marks` say what exactly stood there; what has been changed since is left as it is. Returns how many were signed.
 */
export function confirmPartners(
  parts: { db: Db; anchor: Anchor },
  coordinator: KeyHolder,
  marks: string[],
  day: Day,
): Promise<number> {
  return keepPartners(parts, coordinator, day, async (tx, trust) => {
    let confirmed = 0
    for (const { id, version, content } of seen(await openPartners(tx, trust, coordinator), marks)) {
      if (typeof content === 'string') continue
      const row = sealPartner(trust, coordinator, { id, version: version + 1 }, content)
      if (await updatePartner(tx, row)) confirmed++
    }
    const entry = { dated: day, actor: coordinator.id, object: String(confirmed) }
    if (confirmed > 0) await note(tx, { ...entry, action: 'partner.confirmed' })
    return confirmed
  })
}

function seen(partners: OpenedPartner[], marks: string[]): OpenedPartner[] {
  return partners.filter(one => !one.confirmed && marks.includes(one.mark))
}
