import { CannotOpen } from './bytes'

/** What is sealed is padded to one of these sizes in bytes, so that a ciphertext tells little about its length. */
export const paddedSizes = [256, 1024, 4096, 16_384, 65_536]

/** The longest text that can be padded, in bytes of UTF-8. */
export const longestText = paddedSizes.at(-1)! - 1

/** ISO/IEC 7816-4: one byte 0x80, then zeros. Throws RangeError for a text longer than `longestText`. */
export function pad(text: string): Buffer {
  if (Buffer.byteLength(text) > longestText) throw new RangeError(`longer than ${longestText} bytes`)
  return padAny(text)
}

/** The same for a text of any length: beyond the largest of the sizes to a multiple of it. */
export function padAny(text: string): Buffer {
  const bytes = Buffer.from(text)
  const largest = longestText + 1
  const multiple = Math.ceil((bytes.length + 1) / largest) * largest
  const size = paddedSizes.find(one => bytes.length < one) ?? multiple
  const padded = Buffer.alloc(size)
  bytes.copy(padded)
  padded[bytes.length] = 0x80
  return padded
}

/** The text, or CannotOpen where there is no padding. */
export function unpad(bytes: Uint8Array): string {
  const padded = Buffer.from(bytes)
  const end = padded.lastIndexOf(0x80)
  if (end < 0) throw new CannotOpen('no padding')
  return padded.subarray(0, end).toString()
}
