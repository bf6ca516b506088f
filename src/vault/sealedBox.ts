import { createHash } from 'node:crypto'
import { CannotOpen, fromText, lengthPrefixed, toText, type BoxPrivate, type BoxPublic } from './bytes'
import { sodium } from './sodium'

/** An X25519 pair. */
export interface BoxPair {
  boxPublic: BoxPublic
  boxPrivate: BoxPrivate
}

export function newBoxPair(): BoxPair {
  return boxPairOf(sodium.crypto_box_keypair())
}

/** The pair that always comes out of the same 32 bytes. */
export function boxPairFromSeed(seed: Uint8Array): BoxPair {
  return boxPairOf(sodium.crypto_box_seed_keypair(seed))
}

/** The pair to which a private key belongs. */
export function boxPairFromPrivate(boxPrivate: BoxPrivate): BoxPair {
  if (boxPrivate.length !== sodium.crypto_box_SECRETKEYBYTES) throw new CannotOpen('not a private key')
  return { boxPublic: toText(sodium.crypto_scalarmult_base(boxPrivate)) as BoxPublic, boxPrivate }
}

/**
 * libsodium's sealed box: anybody can seal to a public key, only the private half opens. A sealed box carries no
 * associated data, so a hash of the `place` stands inside and is compared when it is opened.
 */
export function sealTo(reader: BoxPublic, secret: Uint8Array, place: string[]): string {
  return toText(sodium.crypto_box_seal(Buffer.concat([placeHash(place), secret]), fromText(reader)))
}

/** What was sealed, or CannotOpen for another reader, another place or a single changed bit. */
export function openSealed({ boxPublic, boxPrivate }: BoxPair, sealed: string, place: string[]): Uint8Array {
  const opened = openBox(fromText(sealed), fromText(boxPublic), boxPrivate)
  const expected = placeHash(place)
  if (!expected.equals(opened.subarray(0, expected.length))) throw new CannotOpen('sealed for another place')
  return opened.slice(expected.length)
}

function openBox(sealed: Uint8Array, boxPublic: Uint8Array, boxPrivate: BoxPrivate): Uint8Array {
  try {
    return sodium.crypto_box_seal_open(sealed, boxPublic, boxPrivate)
  } catch {
    throw new CannotOpen('sealed for another reader, or damaged')
  }
}

function placeHash(place: string[]): Buffer {
  return createHash('sha256')
    .update(lengthPrefixed(['tropa/box', ...place]))
    .digest()
}

function boxPairOf({ publicKey, privateKey }: { publicKey: Uint8Array; privateKey: Uint8Array }): BoxPair {
  return { boxPublic: toText(publicKey) as BoxPublic, boxPrivate: privateKey as BoxPrivate }
}
