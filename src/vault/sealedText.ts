import type { DataKey } from './bytes'
import { decrypt, encrypt, encryptedLength } from './encryption'
import { pad, paddedSizes, unpad } from './padding'

/** Where a sealed text belongs; it opens nowhere else. */
export interface TextPlace {
  caseId: string
  kind: string
  id: string
  version: number
}

/** As long is a sealed text, in characters as stored; anything else was not sealed. */
export const sealedLengths = paddedSizes.map(encryptedLength)

/**
 * Seals a text under the data key of its case, padded, with case, kind, id and version as associated data. Throws
 * RangeError for a text longer than can be padded.
 */
export function sealText(key: DataKey, text: string, place: TextPlace): string {
  return encrypt(key, pad(text), placeOf(place))
}

/** The text, or CannotOpen. */
export function openText(key: DataKey, sealed: string, place: TextPlace): string {
  return unpad(decrypt(key, sealed, placeOf(place)))
}

function placeOf({ caseId, kind, id, version }: TextPlace): string[] {
  return ['text', caseId, kind, id, String(version)]
}
