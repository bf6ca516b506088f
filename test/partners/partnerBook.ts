import type { Actor } from '../../src/auth/actor'
import type { Db } from '../../src/db/schema'
import { confirmPartners } from '../../src/partners/confirmPartners'
import type { Partner } from '../../src/partners/partner'
import { offered, readPartners } from '../../src/partners/readPartners'
import { addPartner, changePartner } from '../../src/partners/savePartner'
import { anchorOf, keyHolderOf, today } from '../support/members'

/** A partner of which only the name and one need are known, with whatever a test adds. */
export function somePartner(partner: Partial<Partner> = {}): Partner {
  const nothing = { does: '', languages: [], otherLanguages: '', note: '' }
  return { name: 'North Harbour', needs: ['legal'], ...nothing, ...partner }
}

/** The list of partners as members with open keys keep and read it, without pages. */
export function partnerBook(db: Db) {
  const parts = { db, anchor: anchorOf(db) }
  const read = (actor: Actor) =>
    readPartners(parts, { actor, keys: () => Promise.resolve(keyHolderOf(actor)) })
  return {
    read,
    add: (actor: Actor, partner: Partial<Partner> = {}, id?: string) =>
      addPartner(parts, keyHolderOf(actor), { partner: somePartner(partner), id }, today.day),
    change: (actor: Actor, id: string, version: number, partner: Partial<Partner>) =>
      changePartner(parts, keyHolderOf(actor), { partner: somePartner(partner), id, version }, today.day),
    confirm: (actor: Actor, marks: string[]) => confirmPartners(parts, keyHolderOf(actor), marks, today.day),
    /** The names that a member can choose among. */
    names: async (actor: Actor) => offered((await read(actor)).partners).map(one => one.partner.name),
  }
}
