import { hkdfSync } from 'node:crypto'
import { boxPairFromSeed } from './sealedBox'
import { signPairFromSeed } from './signature'
import type { MemberPairs } from './memberKeys'

/** Ten words of a list of 7,776 are 129 random bits. */
export const recoveryWordCount = 10

/**
 * The recovery key's pairs: opens the group's keys when no coordinator is left, and signs the epoch that begins
 * anew. Derived from the words alone (HKDF-SHA-256), so that paper is enough; they are random, so nothing has to
 * slow down guessing.
 */
export function recoveryPairs(words: string[]): MemberPairs {
  const seed = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', words.join(' '), '', `tropa/recovery/${purpose}`, 32))
  return { ...boxPairFromSeed(seed('box')), ...signPairFromSeed(seed('sign')) }
}
