import type { Db } from '../db/schema'
import type { Reader } from '../entries/readEntries'
import type { Anchor } from '../readers/anchor'
import { NotFound } from '../web/errors'
import { readPartners, type OpenedPartner } from './readPartners'

/**
 * The partner an address names. Coordinators see what nobody has signed, to decide on it; to others it does not exist.
 */
export async function requirePartner(
  parts: { db: Db; anchor: Anchor },
  reader: Reader,
  id: unknown,
): Promise<OpenedPartner> {
  const { partners } = await readPartners(parts, reader)
  const found = partners.find(one => one.id === id)
  const offered = found?.confirmed && typeof found.content !== 'string'
  if (!found || !(offered || reader.actor.certified)) throw new NotFound()
  return found
}
