import argon2 from 'argon2'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What is stored of a passphrase: nothing from which it, or a key made of it, can be read. */
export interface PassphraseRecord {
  /** 16 random bytes, base64url. */
  salt: string
  /** SHA-256 of the verifier, base64url. */
  verifier_hash: string
}

/** Derives a record for a passphrase that was just chosen. Takes about 0.2 s: never inside a transaction. */
export async function makePassphraseRecord(passphrase: string): Promise<PassphraseRecord> {
  const salt = randomBytes(16)
  const verifier_hash = hashVerifier(await derive(passphrase, salt)).toString('base64url')
  return { salt: salt.toString('base64url'), verifier_hash }
}

/** Whether the passphrase is the one of the record. Takes the same time for right and wrong ones. */
export async function matchesPassphrase(passphrase: string, record: PassphraseRecord): Promise<boolean> {
  const output = await derive(passphrase, Buffer.from(record.salt, 'base64url'))
  const expected = Buffer.from(record.verifier_hash, 'base64url')
  const found = hashVerifier(output)
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** A record no passphrase matches, so that an unknown name takes as long as a known one; for members who never sign in. */
export function unusablePassphraseRecord(): PassphraseRecord {
  return { salt: randomBytes(16).toString('base64url'), verifier_hash: randomBytes(32).toString('base64url') }
}

/*
 * 64 bytes: the first half is for a key-encryption key, the second is the verifier. So what is stored to
 * check a passphrase says nothing about the key. Parameters: OWASP's Password Storage Cheat Sheet asks for
 * at least 19 MiB and t=2; this is about eight times that work.
 */
function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return argon2.hash(passphrase.normalize('NFKC'), {
    type: argon2.argon2id,
    memoryCost: 64 * 1024,
    timeCost: 3,
    parallelism: 1,
    hashLength: 64,
    salt,
    raw: true,
  })
}

function hashVerifier(output: Buffer): Buffer {
  return createHash('sha256').update(output.subarray(32)).digest()
}
