import { hkdfSync } from 'node:crypto'
import { boxPairFromSeed, type BoxPair } from './sealedBox'

/**
 * The pair to which a calendar file is sealed, out of the token in its address alone (HKDF-SHA-256, RFC 5869): the
 * server keeps the public half, so that it can write what only whoever has the address reads.
 */
export function feedPair(token: string): BoxPair {
  return boxPairFromSeed(new Uint8Array(hkdfSync('sha256', token, '', 'tropa/calendar file', 32)))
}
