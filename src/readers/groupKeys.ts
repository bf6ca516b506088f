import type { Db } from '../db/schema'
import type { BoxPair } from '../vault/sealedBox'
import { openChain, sealChained, type ChainName, type EpochPairs } from './keyChain'
import type { Trust } from './trust'

/** Somebody who holds the group's keys: a coordinator by their own pair, or the recovery key. */
export interface GroupReader {
  /** A coordinator's id, or `recovery`. */
  reader: string
  pair: BoxPair
}

const group: ChainName = { place: 'group key', half: 'groupPublic', next: 'next' }

/** Opens the keys that the coordinators of the epochs share. */
export function openGroupKeys(db: Db, trust: Trust, by: GroupReader): EpochPairs {
  return openChain(db, trust, group, () => Promise.resolve(by))
}

export function sealGroupKey(epoch: number, reader: BoxPair['boxPublic'], pair: BoxPair): string {
  return sealChained(group, epoch, reader, pair)
}
