import { createHmac } from 'node:crypto'
import { base32, foldTyped, inFours, randomCharacters } from '../vault/base32'
import { lengthPrefixed } from '../vault/bytes'

/** Stands in for the second factor once, when the phone is lost: `7K3M-9QXR-42TD-8WZA`, 80 random bits. */
export type RecoveryCode = string & { readonly brand: 'RecoveryCode' }

/** What the database keeps of a recovery code, base64url. */
export type RecoveryCodeHash = string & { readonly brand: 'RecoveryCodeHash' }

/** Ten new codes, all different. */
export function newRecoveryCodes(): RecoveryCode[] {
  const codes = new Set<RecoveryCode>()
  while (codes.size < 10) codes.add(inFours(randomCharacters(16)) as RecoveryCode)
  return [...codes]
}

/** A code as it was printed, out of one as people type it; undefined for what cannot be a code. */
export function normaliseRecoveryCode(typed: string): RecoveryCode | undefined {
  const plain = foldTyped(typed)
  return codePattern.test(plain) ? (inFours(plain) as RecoveryCode) : undefined
}

/**
 * HMAC-SHA-256 under the server's key: a copy of the database alone does not even tell whether a found slip of
 * paper is good. Bound to the member, so that a row moved to another member's name opens nothing.
 */
export function hashRecoveryCode(code: RecoveryCode, key: Uint8Array, userId: string): RecoveryCodeHash {
  const text = lengthPrefixed([userId, code])
  return createHmac('sha256', key).update(text).digest('base64url') as RecoveryCodeHash
}

const codePattern = new RegExp(`^[${base32}]{16}$`)
