import type { Db } from '../../src/db/schema'
import { CannotOpen, fromText, type BoxPrivate, type DataKey } from '../../src/vault/bytes'
import { openText } from '../../src/vault/sealedText'
import { sodium } from '../../src/vault/sodium'

/** All that a database has held at one moment of what is sealed. */
export interface Copy {
  boxes: string[]
  texts: { id: string; case_id: string; kind: string; version: number; ciphertext: string }[]
}

export async function copyOf(db: Db): Promise<Copy> {
  const grants = await db.selectFrom('grants').select('sealed_key').execute()
  const groupKeys = await db.selectFrom('epoch_keys').select('sealed').execute()
  const texts = await db.selectFrom('sealed').selectAll().execute()
  return { boxes: [...grants.map(one => one.sealed_key), ...groupKeys.map(one => one.sealed)], texts }
}

/** Every text that somebody can read who has these private and data keys and all these copies. */
export function readableTo(
  loot: { privateKeys: BoxPrivate[]; dataKeys: DataKey[] },
  copies: Copy[],
): string[] {
  const dataKeys = [...loot.dataKeys, ...secretsFor(loot.privateKeys, copies)] as DataKey[]
  const texts = new Map(copies.flatMap(copy => copy.texts).map(text => [text.ciphertext, text]))
  return [...texts.values()].flatMap(text => openedText(dataKeys, text))
}

/**
 * All that is in the boxes that open: takes each for a further private key, and goes on until nothing new opens. Does
 * without our own code wherever that would look at whose a box is.
 */
export function secretsFor(loot: BoxPrivate[], copies: Copy[]): Uint8Array[] {
  const boxes = new Set(copies.flatMap(copy => copy.boxes))
  const privateKeys = [...loot]
  for (const privateKey of privateKeys) {
    for (const box of boxes) {
      const secret = openedBy(privateKey, box)
      if (!secret) continue
      boxes.delete(box)
      privateKeys.push(secret as BoxPrivate)
    }
  }
  return privateKeys.slice(loot.length)
}

/** What a box holds after the hash of its place. */
function openedBy(privateKey: BoxPrivate, box: string): Uint8Array | undefined {
  try {
    const publicKey = sodium.crypto_scalarmult_base(privateKey)
    return sodium.crypto_box_seal_open(fromText(box), publicKey, privateKey).slice(32)
  } catch {
    return undefined
  }
}

function openedText(keys: DataKey[], { case_id, ciphertext, ...place }: Copy['texts'][number]): string[] {
  return keys.flatMap(key => {
    try {
      return [openText(key, ciphertext, { caseId: case_id, ...place })]
    } catch (error) {
      if (error instanceof CannotOpen) return []
      throw error
    }
  })
}
