import { createHash, randomBytes } from 'node:crypto'
import type { PartnerTable } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import { TrustBroken } from '../readers/epoch'
import type { EpochPairs } from '../readers/keyChain'
import { isCoordinatorIn, type Trust } from '../readers/trust'
import { CannotOpen, lengthPrefixed, type DataKey } from '../vault/bytes'
import { openSealed, sealTo } from '../vault/sealedBox'
import { openText, sealText } from '../vault/sealedText'
import { isSignedBy, sign } from '../vault/signature'
import { isPartner, type Partner } from './partner'

type Place = Pick<PartnerTable, 'id' | 'version'>

/**
 * Seals a partner to the team of the present epoch, under a key of its own, and signs it as a coordinator of that
 * epoch. TrustBroken for anybody else, and in an epoch that has no key for the team.
 */
export function sealPartner(
  trust: Trust,
  { id: signer, pairs }: KeyHolder,
  place: Place,
  partner: Partner,
): PartnerTable {
  const keys = { id: signer, box_public: pairs.boxPublic, sign_public: pairs.signPublic }
  const { number: epoch, teamPublic } = trust.epoch
  if (!isCoordinatorIn(trust, keys)) throw new TrustBroken('only coordinators keep partners')
  if (!teamPublic) throw new TrustBroken('this epoch has no key for the team')
  const key = new Uint8Array(randomBytes(32)) as DataKey
  const row = {
    ...place,
    epoch,
    sealed_key: sealTo(teamPublic, key, boxPlace({ ...place, epoch })),
    ciphertext: sealText(key, JSON.stringify(partner), textPlace(place)),
  }
  return { ...row, signer, signature: sign(pairs.signPrivate, purpose, fieldsOf(row)) }
}

/**
 * Whether a coordinator of the present epoch has signed exactly this. Anybody can seal to the team, and who was a
 * coordinator once can date back what they sign: neither makes a partner.
 */
export function isConfirmed({ epoch }: Trust, row: PartnerTable): boolean {
  const signer = epoch.coordinators.find(one => one.id === row.signer)
  return !!signer && isSignedBy(signer.signPublic, row.signature, purpose, fieldsOf(row))
}

/** The partner, `sealed` to another team, or `damaged`. */
export async function openPartner(
  team: EpochPairs,
  row: PartnerTable,
): Promise<Partner | 'sealed' | 'damaged'> {
  const pair = await orCannot(() => team(row.epoch))
  if (!pair) return 'sealed'
  const text = await orCannot(() => {
    const key = openSealed(pair, row.sealed_key, boxPlace(row)) as DataKey
    return openText(key, row.ciphertext, textPlace(row))
  })
  return text === undefined ? 'damaged' : parsed(text)
}

/** What tells a row from any other that is put in its place, also by somebody who minds no versions: hex. */
export function markOf(row: PartnerTable): string {
  return createHash('sha256')
    .update(lengthPrefixed([...fieldsOf(row), row.signer, row.signature]))
    .digest('hex')
}

const purpose = 'partner'

function fieldsOf(row: Omit<PartnerTable, 'signer' | 'signature'>): string[] {
  return [row.id, String(row.version), String(row.epoch), row.sealed_key, row.ciphertext]
}

function boxPlace({ id, version, epoch }: Place & { epoch: number }): string[] {
  return ['partner', id, String(version), String(epoch)]
}

function textPlace({ id, version }: Place) {
  return { caseId: 'partner', kind: 'partner', id, version }
}

function parsed(text: string): Partner | 'damaged' {
  try {
    const value: unknown = JSON.parse(text)
    return isPartner(value) ? value : 'damaged'
  } catch {
    return 'damaged'
  }
}

async function orCannot<T>(open: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}
