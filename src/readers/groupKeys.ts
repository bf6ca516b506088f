import type { Db } from '../db/schema'
import { CannotOpen, type BoxPrivate } from '../vault/bytes'
import { boxPairFromPrivate, openSealed, sealTo, type BoxPair } from '../vault/sealedBox'
import { findEpochKey } from './epochStore'
import type { Trust } from './trust'

/** Somebody who holds the group's keys: a coordinator by their own pair, or the recovery key. */
export interface GroupReader {
  /** A coordinator's id, or `recovery`. */
  reader: string
  pair: BoxPair
}

/** Finds the group's pair of an epoch, the present one or any before. */
export type GroupKeys = (epoch: number) => Promise<BoxPair>

/**
 * Opens the group's keys for a reader. The present epoch's is sealed to the reader; each earlier one to the epoch
 * after it, so that whoever has a newer key gets to the older ones, and nobody the other way.
 */
export function openGroupKeys(db: Db, { epoch: present }: Trust, by: GroupReader): GroupKeys {
  const opened = new Map<number, BoxPair>()
  const open = async (number: number): Promise<BoxPair> => {
    const known = opened.get(number)
    if (known) return known
    if (!(number >= 1 && number <= present.number)) throw new CannotOpen('no such epoch')
    const isPresent = number === present.number
    const pair = isPresent ? by.pair : await open(number + 1)
    const sealed = await findEpochKey(db, number, isPresent ? by.reader : 'next')
    if (!sealed) throw new CannotOpen('no way to the key of this epoch')
    const group = boxPairFromPrivate(openSealed(pair, sealed, groupPlace(number)) as BoxPrivate)
    // Whoever writes to the database can seal another key to the reader; the statement of the epoch is signed.
    if (isPresent && group.boxPublic !== present.groupPublic)
      throw new CannotOpen('not the key of this epoch')
    opened.set(number, group)
    return group
  }
  return open
}

export function sealGroupKey(epoch: number, reader: BoxPair['boxPublic'], group: BoxPair): string {
  return sealTo(reader, group.boxPrivate, groupPlace(epoch))
}

function groupPlace(epoch: number): string[] {
  return ['group key', String(epoch)]
}
