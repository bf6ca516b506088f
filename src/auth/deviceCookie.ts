import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { lengthPrefixed } from '../vault/bytes'

/**
 * For the `device` cookie, once a member has signed in: a random id, and a proof that this member did so in this
 * browser. Such a browser has tries of its own, so that nobody who guesses elsewhere can keep the member out. The
 * cookie names nobody, and nothing of it is stored.
 */
export function deviceToken(key: Uint8Array, userId: string): string {
  const id = randomBytes(16).toString('base64url')
  return id + proofOf(key, userId, id)
}

/** The id of a browser in which this member has signed in before; undefined for any other value. */
export function knownDevice(key: Uint8Array, cookie: string | undefined, userId: string): string | undefined {
  if (cookie?.length !== 2 * partLength || !/^[\w-]*$/.test(cookie)) return undefined
  const [id, proof] = [cookie.slice(0, partLength), cookie.slice(partLength)]
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(key, userId, id))) ? id : undefined
}

/** 128 bits in base64url. */
const partLength = 22

/** HMAC-SHA-256 cut to 128 bits, which RFC 2104 (section 5) allows: it keeps the cookie short. */
function proofOf(key: Uint8Array, userId: string, id: string): string {
  const text = lengthPrefixed([userId, id])
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
}
