import type { Actor } from '../../src/auth/actor'
import type { CaseCode } from '../../src/cases/caseCode'
import type { Db } from '../../src/db/schema'
import { offered } from '../../src/partners/readPartners'
import { answerReferral } from '../../src/referrals/answerReferral'
import { readReferrals } from '../../src/referrals/readReferrals'
import type { Answer } from '../../src/referrals/referral'
import { sendReferral } from '../../src/referrals/sendReferral'
import { notebook } from '../notes/notebook'
import { partnerBook } from '../partners/partnerBook'
import { anchorOf, keyHolderOf, today } from '../support/members'

/** Referrals as members with open keys send, answer and read them, without pages. */
export function referralBook(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const writer = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const partners = partnerBook(db)
  return {
    partners,
    /** The id of the partner of this name. */
    partnerId: async (actor: Actor, name: string) =>
      offered((await partners.read(actor)).partners).find(one => one.partner.name === name)!.id,
    send: (actor: Actor, code: CaseCode, partner: string, id?: string, now = 0) =>
      sendReferral(parts, writer(actor), { code, partner, id }, now, today),
    answer: (
      actor: Actor,
      code: CaseCode,
      { id, version }: { id: string; version: number },
      answer: Answer,
      outcome = '',
    ) => answerReferral(parts, writer(actor), { code, id, version, answer, outcome }, today),
    read: async (actor: Actor, code: CaseCode) => {
      const helpCase = await notebook(db).caseOf(code)
      return readReferrals(parts, { actor, keys: () => Promise.resolve(keyHolderOf(actor)) }, helpCase)
    },
  }
}
