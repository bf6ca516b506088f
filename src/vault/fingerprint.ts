import { createHash } from 'node:crypto'
import { lengthPrefixed, type BoxPublic, type SignPublic } from './bytes'

/**
 * What two people compare to know that a public key is its owner's: 24 digits in six groups, 79 bits of SHA-256
 * over both keys. Digits, because they are read out alike in every language.
 */
export function fingerprintOf(keys: { boxPublic: BoxPublic; signPublic: SignPublic }): string {
  const hash = createHash('sha256')
    .update(lengthPrefixed(['tropa/fingerprint', keys.boxPublic, keys.signPublic]))
    .digest()
  const number = BigInt(`0x${hash.subarray(0, 16).toString('hex')}`) % 10n ** 24n
  return number.toString().padStart(24, '0').match(/.{4}/g)!.join(' ')
}

/** Whether what was typed is the fingerprint, however it is spaced. */
export function isFingerprint(typed: string, fingerprint: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, '')
  return digits(typed) === digits(fingerprint)
}
