import { foldTyped, inFours, randomCharacters } from '../vault/base32'
import { hashToken, type TokenHash } from '../vault/random'

/** An invitation is good for this long, in seconds. */
export const invitationLimit = 72 * 60 * 60

/** A one-use code of 130 random bits: `K7M4-QX2P-…`, 26 characters that can be read out and typed. */
export function newInvitationCode(): string {
  return inFours(randomCharacters(26))
}

/** What is stored of a code; the same for a code typed with other spacing, case or look-alikes. */
export function hashInvitationCode(typed: string): TokenHash {
  return hashToken(foldTyped(typed).replace(/[^0-9A-Z]/g, ''))
}
