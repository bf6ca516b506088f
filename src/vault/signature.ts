import { fromText, lengthPrefixed, toText, type SignPrivate, type SignPublic } from './bytes'
import { refuseWipedKey } from './encryption'
import { sodium } from './sodium'

/** An Ed25519 pair. */
export interface SignPair {
  signPublic: SignPublic
  signPrivate: SignPrivate
}

export function newSignPair(): SignPair {
  return signPairOf(sodium.crypto_sign_keypair())
}

/** The pair that always comes out of the same 32 bytes. */
export function signPairFromSeed(seed: Uint8Array): SignPair {
  return signPairOf(sodium.crypto_sign_seed_keypair(seed))
}

/** Signs fields for one purpose: a signature for another purpose, or over other fields, never fits. */
export function sign(key: SignPrivate, purpose: string, fields: string[]): string {
  refuseWipedKey(key)
  return toText(sodium.crypto_sign_detached(statement(purpose, fields), key))
}

/** Whether the signature is this key's over exactly these fields. Never throws, whatever it is given. */
export function isSignedBy(key: SignPublic, signature: string, purpose: string, fields: string[]): boolean {
  try {
    const [sig, pub] = [fromText(signature), fromText(key)]
    return sodium.crypto_sign_verify_detached(sig, statement(purpose, fields), pub)
  } catch {
    return false
  }
}

function statement(purpose: string, fields: string[]): Uint8Array {
  return Buffer.from(lengthPrefixed([`tropa/${purpose}`, ...fields]))
}

function signPairOf({ publicKey, privateKey }: { publicKey: Uint8Array; privateKey: Uint8Array }): SignPair {
  return { signPublic: toText(publicKey) as SignPublic, signPrivate: privateKey as SignPrivate }
}
