import { randomBytes } from 'node:crypto'
import {
  CannotOpen,
  fromText,
  lengthPrefixed,
  toText,
  type DataKey,
  type KeyEncryptionKey,
  type MemberKey,
  type SessionKey,
} from './bytes'
import { sodium } from './sodium'

/** The keys that encrypt something directly. */
type SymmetricKey = KeyEncryptionKey | SessionKey | MemberKey | DataKey

const nonceBytes = 24
const tagBytes = 16
const version = 1

/**
 * XChaCha20-Poly1305 (IETF construction of libsodium): base64url of a version byte, a random 24-byte nonce and
 * the ciphertext with its tag. What is encrypted opens only in the same `place`, which is authenticated with it.
 */
export function encrypt(key: SymmetricKey, plain: Uint8Array, place: string[]): string {
  refuseWipedKey(key)
  const nonce = new Uint8Array(randomBytes(nonceBytes))
  const associated = associatedData(place)
  const cipher = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, null, nonce, key)
  return toText(Buffer.concat([Buffer.from([version]), nonce, cipher]))
}

/** The plain bytes, or CannotOpen for a wrong key, place or version, or a single changed bit. */
export function decrypt(key: SymmetricKey, text: string, place: string[]): Uint8Array {
  const bytes = fromText(text)
  if (bytes[0] !== version || bytes.length <= 1 + nonceBytes) throw new CannotOpen('unknown version')
  const nonce = bytes.subarray(1, 1 + nonceBytes)
  const cipher = bytes.subarray(1 + nonceBytes)
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, cipher, associatedData(place), nonce, key)
  } catch {
    throw new CannotOpen('wrong key, wrong place or damaged')
  }
}

/** How many characters `encrypt` makes of so many bytes. */
export function encryptedLength(plainBytes: number): number {
  return Math.ceil(((1 + nonceBytes + plainBytes + tagBytes) * 4) / 3)
}

/** Overwrites a secret that is no longer needed. */
export function wipe(secret: Uint8Array): void {
  sodium.memzero(secret)
}

/** Whoever asked has gone away in the middle, and their keys were overwritten with that. */
export class KeysWiped extends Error {
  override name = 'KeysWiped'
  status = 400
}

/** What is sealed or signed with a key that was overwritten would be open to everybody, or nobody's. */
export function refuseWipedKey(key: Uint8Array): void {
  if (isWiped(key)) throw new KeysWiped()
}

/** Whether a secret has been overwritten. */
function isWiped(secret: Uint8Array): boolean {
  return secret.every(byte => byte === 0)
}

function associatedData(place: string[]): Uint8Array {
  return Buffer.from(lengthPrefixed([`tropa/${version}`, ...place]))
}
