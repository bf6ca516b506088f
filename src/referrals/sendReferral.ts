import { randomUUID } from 'node:crypto'
import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { moveTo } from '../cases/moveCase'
import { mayMove } from '../cases/statusMoves'
import { addEntry, entriesOf, tell, workOnCase, type CaseWork } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import { findEntryById } from '../entries/entryStore'
import { offered, openPartners, type OfferedPartner } from '../partners/readPartners'
import type { Anchor } from '../readers/anchor'
import { TrustBroken } from '../readers/epoch'
import type { Referral } from './referral'

/** The id is the random one that the form was given, which makes a form that is sent twice one referral. */
export interface ReferralOrder {
  code: CaseCode
  /** The partner's id. */
  partner: string
  id?: string | undefined
}

/** Why nothing was sent: the case is closed, or no such partner is offered to the member. */
export type Sent = 'sent' | 'closed' | 'no_partner'

/**
 * Refers a case to a partner: seals which, on which day and by whom, and moves the case on if it is not referred yet.
 * NotFound when the member cannot see the case, TrustBroken when nobody can be sealed to.
 */
export async function sendReferral(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, partner: partnerId, id = randomUUID() }: ReferralOrder,
  now: number,
  today: Today,
): Promise<Sent> {
  let outcome: Sent = 'sent'
  await workOnCase(parts, writer, { code, action: 'case.referred' }, today, async on => {
    if (await isSentAlready(on, id, partnerId)) return undefined
    if (on.helpCase.status === 'closed') outcome = 'closed'
    const partner = await findOffered(on, partnerId)
    if (!partner) outcome = 'no_partner'
    if (!partner || outcome !== 'sent') return undefined
    if (mayMove(on.helpCase.status, 'refer')) await moveTo(on, 'referred', now)
    // Somebody who went back and chose another partner means another referral.
    const entry = (await findEntryById(on.tx, id)) ? randomUUID() : id
    await addEntry(on, 'referral', newReferral(on, partner), entry)
    await tell(on, { what: 'referral_sent', partner: partner.partner.name })
    return true
  })
  return outcome
}

function newReferral({ today, writer }: CaseWork, { id, partner }: OfferedPartner): Referral {
  return { partner: id, name: partner.name, sent: today.day, by: writer.actor.id, answer: 'sent' }
}

async function isSentAlready(on: CaseWork, id: string, partner: string): Promise<boolean> {
  const known = (await entriesOf<Referral>(on, 'referral')).find(one => one.id === id)
  return typeof known?.content === 'object' && known.content.partner === partner
}

async function findOffered({ tx, trust, writer }: CaseWork, id: string): Promise<OfferedPartner | undefined> {
  if (!trust) throw new TrustBroken('no partner can be known')
  return offered(await openPartners(tx, trust, writer.holder)).find(one => one.id === id)
}
