import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A secret to put into a cookie or a link: 256 random bits, base64url. */
export type Token = string & { readonly brand: 'Token' }

/** What the database keeps of a token: its SHA-256, base64url. */
export type TokenHash = string & { readonly brand: 'TokenHash' }

export function newToken(): Token {
  return randomBytes(32).toString('base64url') as Token
}

/** Plain SHA-256 is enough: a token has 256 random bits, so there is nothing to guess. */
export function hashToken(token: string): TokenHash {
  return createHash('sha256').update(token).digest('base64url') as TokenHash
}

/** A second secret out of a token, for one purpose: whoever has it cannot get back to the token. */
export function deriveToken(token: string, purpose: string): string {
  return createHmac('sha256', token).update(purpose).digest('base64url')
}
