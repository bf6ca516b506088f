import argon2 from 'argon2'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { KeyEncryptionKey } from './bytes'

/** What is stored of a passphrase: nothing from which it, or a key made of it, can be read. */
export interface PassphraseRecord {
  /** 16 random bytes, base64url. */
  salt: string
  /** SHA-256 of the verifier, base64url. */
  verifier_hash: string
}

/** Derives a record and a key for a passphrase that was just chosen. Takes about 0.2 s: never inside a transaction. */
export async function makePassphraseRecord(
  passphrase: string,
  pepper: Buffer,
): Promise<{ record: PassphraseRecord; kek: KeyEncryptionKey }> {
  const salt = randomBytes(16)
  const { kek, verifierHash } = await derive(passphrase, salt, pepper)
  const record = { salt: salt.toString('base64url'), verifier_hash: verifierHash.toString('base64url') }
  return { record, kek }
}

/** The key when the passphrase is the one of the record, or undefined. Takes the same time for right and wrong ones. */
export async function openPassphrase(
  passphrase: string,
  record: PassphraseRecord,
  pepper: Buffer,
): Promise<KeyEncryptionKey | undefined> {
  const { kek, verifierHash } = await derive(passphrase, Buffer.from(record.salt, 'base64url'), pepper)
  const expected = Buffer.from(record.verifier_hash, 'base64url')
  const right = expected.length === verifierHash.length && timingSafeEqual(expected, verifierHash)
  return right ? kek : undefined
}

/** A record no passphrase matches, so that an unknown name takes as long as a known one; for members who never sign in. */
export function unusablePassphraseRecord(): PassphraseRecord {
  return { salt: randomBytes(16).toString('base64url'), verifier_hash: randomBytes(32).toString('base64url') }
}

/** Longer than any passphrase that is accepted; to normalise a whole form full of accents would take seconds. */
const mostTyped = 1000

/*
 * 64 bytes of Argon2id (RFC 9106), with the server's pepper as its secret: the first half is the key-encryption
 * key, the second the verifier. So what is stored to check a passphrase says nothing about the key. OWASP's
 * Password Storage Cheat Sheet asks for at least 19 MiB and t=2; this is about eight times that work.
 */
async function derive(passphrase: string, salt: Buffer, pepper: Buffer) {
  const output = await argon2.hash(passphrase.slice(0, mostTyped).normalize('NFKC'), {
    type: argon2.argon2id,
    memoryCost: 64 * 1024,
    timeCost: 3,
    parallelism: 1,
    hashLength: 64,
    salt,
    secret: pepper,
    raw: true,
  })
  const verifierHash = createHash('sha256').update(output.subarray(32)).digest()
  return { kek: new Uint8Array(output.subarray(0, 32)) as KeyEncryptionKey, verifierHash }
}
