import type { Db } from '../db/schema'
import { CannotOpen, type BoxPrivate } from '../vault/bytes'
import { boxPairFromPrivate, openSealed, sealTo, type BoxPair } from '../vault/sealedBox'
import { findEpochKey } from './epochStore'
import type { Trust } from './trust'

/** A pair that each epoch has: the group's or the team's. */
export interface ChainName {
  /** What stands in its boxes, so that no other key is taken for it. */
  place: 'group key' | 'team key'
  /** Where the statement of an epoch says which it is. */
  half: 'groupPublic' | 'teamPublic'
  /** The reader under whose name the box for the next epoch's key stands. */
  next: 'next' | 'team next'
}

/** Finds the pair of an epoch, the present one or any before; CannotOpen where there is no way to it. */
export type EpochPairs = (epoch: number) => Promise<BoxPair>

/** The box with the present epoch's key, by its reader's name, and the pair that opens it. */
export interface Entrance {
  reader: string
  pair: BoxPair
}

/**
 * Opens one key of each epoch. The present epoch's is in a box for the reader; each earlier one in a box for the epoch
 * after it, so that whoever has a newer key gets to the older ones, and nobody the other way.
 */
export function openChain(
  db: Db,
  { epochs }: Trust,
  { place, half, next }: ChainName,
  enter: () => Promise<Entrance>,
): EpochPairs {
  const opened = new Map<number, BoxPair>()
  const open = async (number: number): Promise<BoxPair> => {
    const known = opened.get(number)
    if (known) return known
    const stated = epochs[number - 1]?.[half]
    if (!stated) throw new CannotOpen('no epoch with such a key')
    const { reader, pair } =
      number === epochs.length ? await enter() : { reader: next, pair: await open(number + 1) }
    const sealed = await findEpochKey(db, number, reader)
    if (!sealed) throw new CannotOpen('no way to the key of this epoch')
    const found = boxPairFromPrivate(openSealed(pair, sealed, [place, String(number)]) as BoxPrivate)
    // Whoever writes to the database can seal another key to the reader; the statement of each epoch is signed.
    if (found.boxPublic !== stated) throw new CannotOpen('not the key of this epoch')
    opened.set(number, found)
    return found
  }
  return open
}

/** The private half of an epoch's pair in a box for somebody. */
export function sealChained(
  { place }: Pick<ChainName, 'place'>,
  epoch: number,
  reader: BoxPair['boxPublic'],
  { boxPrivate }: BoxPair,
): string {
  return sealTo(reader, boxPrivate, [place, String(epoch)])
}
