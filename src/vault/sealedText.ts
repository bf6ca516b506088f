import { CannotOpen, type DataKey } from './bytes'
import { decrypt, encrypt, encryptedLength } from './encryption'

/** Where a sealed text belongs; it opens nowhere else. */
export interface TextPlace {
  caseId: string
  kind: string
  id: string
  version: number
}

/** Texts are padded to one of these sizes in bytes, so that a ciphertext tells little about its length. */
const buckets = [256, 1024, 4096, 16_384, 65_536]

/** The longest text that can be sealed, in bytes of UTF-8. */
export const longestText = buckets.at(-1)! - 1

/** As long is a sealed text, in characters as stored; anything else was not sealed. */
export const sealedLengths = buckets.map(encryptedLength)

/**
 * Seals a text under the data key of its case, with case, kind, id and version as associated data. Padding
 * is ISO/IEC 7816-4: one byte 0x80, then zeros. Throws RangeError for a text longer than `longestText`.
 */
export function sealText(key: DataKey, text: string, place: TextPlace): string {
  const bytes = Buffer.from(text)
  const size = buckets.find(bucket => bytes.length < bucket)
  if (size === undefined) throw new RangeError(`longer than ${longestText} bytes`)
  const padded = Buffer.alloc(size)
  bytes.copy(padded)
  padded[bytes.length] = 0x80
  return encrypt(key, padded, placeOf(place))
}

/** The text, or CannotOpen. */
export function openText(key: DataKey, sealed: string, place: TextPlace): string {
  const padded = Buffer.from(decrypt(key, sealed, placeOf(place)))
  const end = padded.lastIndexOf(0x80)
  if (end < 0) throw new CannotOpen('no padding')
  return padded.subarray(0, end).toString()
}

function placeOf({ caseId, kind, id, version }: TextPlace): string[] {
  return ['text', caseId, kind, id, String(version)]
}
