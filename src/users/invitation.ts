import { randomBytes } from 'node:crypto'
import { hashToken, type TokenHash } from '../vault/random'

/** An invitation is good for this long, in seconds. */
export const invitationLimit = 72 * 60 * 60

/** A one-use code of 130 random bits: `K7M4-QX2P-…`, 26 characters that can be read out and typed. */
export function newInvitationCode(): string {
  const characters = [...randomBytes(26)].map(byte => alphabet[byte % 32]).join('')
  return characters.match(/.{1,4}/g)!.join('-')
}

/** What is stored of a code; the same for a code typed with other spacing, case or look-alikes. */
export function hashInvitationCode(typed: string): TokenHash {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return hashToken(plain.replaceAll('O', '0').replace(/[IL]/g, '1'))
}

// Crockford base 32. 256 is a multiple of 32, so every character is equally likely.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
