import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { lengthPrefixed } from './bytes'
import { refuseWipedKey } from './encryption'
import type { SignPair } from './signature'

/**
 * Marks fields for one purpose, so that whoever did it, and nobody else, recognises them as their own: HMAC-SHA-256
 * under a key that is derived (HKDF) from the private key. A signature would tell everybody whose it is.
 */
export function markOwn(owner: Pick<SignPair, 'signPrivate'>, purpose: string, fields: string[]): string {
  return markOf(owner, purpose, fields).toString('base64url')
}

/** Whether this member, with this very key, has marked exactly these fields. */
export function isOwnMark(
  owner: Pick<SignPair, 'signPrivate'>,
  mark: string,
  purpose: string,
  fields: string[],
): boolean {
  const [given, expected] = [Buffer.from(mark), Buffer.from(markOwn(owner, purpose, fields))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function markOf({ signPrivate }: Pick<SignPair, 'signPrivate'>, purpose: string, fields: string[]): Buffer {
  // Anybody could mark with a key that was overwritten.
  refuseWipedKey(signPrivate)
  const key = Buffer.from(hkdfSync('sha256', signPrivate, '', 'tropa/own mark', 32))
  return createHmac('sha256', key)
    .update(lengthPrefixed([`tropa/${purpose}`, ...fields]))
    .digest()
}
