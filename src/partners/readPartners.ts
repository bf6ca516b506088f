import type { Db } from '../db/schema'
import type { Reader } from '../entries/readEntries'
import type { Anchor } from '../readers/anchor'
import { findCertified } from '../readers/certificateStore'
import type { KeyHolder } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import { openTeamKeys, pairOrNothing } from '../readers/teamKeys'
import { readTrust, type Trust } from '../readers/trust'
import type { Partner } from './partner'
import { listPartnerRows } from './partnerStore'
import { isConfirmed, markOf, openPartner } from './sealedPartner'

/** A partner of the list as somebody may see it. */
export interface OpenedPartner {
  id: string
  version: number
  content: Partner | 'sealed' | 'damaged'
  /** Whether a coordinator of the present epoch has signed it. */
  confirmed: boolean
  /** What stood in the row. */
  mark: string
}

/** One that cases can be referred to. */
export interface OfferedPartner {
  id: string
  version: number
  partner: Partner
}

/**
 * Why somebody cannot read the list: nobody can be sealed to before the first coordinator, the list of readers is not
 * what coordinators signed, the present epoch began before there were keys for the team, no coordinator has confirmed
 * them, or their key is gone.
 */
export type PartnerObstacle = 'no_coordinator' | 'broken' | 'no_team_key' | 'unconfirmed' | 'lost'

export interface ReadPartners {
  partners: OpenedPartner[]
  obstacle?: PartnerObstacle
}

/** The whole list, each partner opened or not. */
export async function readPartners(
  { db, anchor }: { db: Db; anchor: Anchor },
  { actor, keys }: Reader,
): Promise<ReadPartners> {
  try {
    const trust = await readTrust(db, anchor)
    if (!trust) return { partners: [], obstacle: 'no_coordinator' }
    if (!trust.epoch.teamPublic) return { partners: [], obstacle: 'no_team_key' }
    const holder = await keys()
    if (await pairOrNothing(openTeamKeys(db, trust, holder), trust.epoch.number)) {
      return { partners: await openPartners(db, trust, holder) }
    }
    const certified = actor.certified || (await findCertified(db, trust, actor.id))
    return { partners: [], obstacle: certified ? 'lost' : 'unconfirmed' }
  } catch (error) {
    if (error instanceof TrustBroken) return { partners: [], obstacle: 'broken' }
    throw error
  }
}

/** The list with the keys of a member, in a transaction too. */
export async function openPartners(db: Db, trust: Trust, holder: KeyHolder): Promise<OpenedPartner[]> {
  const team = openTeamKeys(db, trust, holder)
  const partners: OpenedPartner[] = []
  for (const row of await listPartnerRows(db)) {
    const { id, version } = row
    const content = await openPartner(team, row)
    partners.push({ id, version, content, confirmed: isConfirmed(trust, row), mark: markOf(row) })
  }
  return partners
}

/** Those that cases can be referred to: a coordinator stands for each. */
export function offered(partners: OpenedPartner[]): OfferedPartner[] {
  return partners.flatMap(({ id, version, content, confirmed }) =>
    confirmed && typeof content !== 'string' ? [{ id, version, partner: content }] : [],
  )
}
