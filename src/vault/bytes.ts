/*
 * The secrets there are, each with a type of its own, so that a passphrase, a key that wraps and a key of a
 * case cannot be taken for each other. All are 32 bytes, the private signing key 64.
 */
export type KeyEncryptionKey = Uint8Array & { readonly brand: 'KeyEncryptionKey' }
export type SessionKey = Uint8Array & { readonly brand: 'SessionKey' }
export type MemberKey = Uint8Array & { readonly brand: 'MemberKey' }
export type DataKey = Uint8Array & { readonly brand: 'DataKey' }
export type BoxPrivate = Uint8Array & { readonly brand: 'BoxPrivate' }
export type SignPrivate = Uint8Array & { readonly brand: 'SignPrivate' }

/** Public keys as they are stored: base64url. */
export type BoxPublic = string & { readonly brand: 'BoxPublic' }
export type SignPublic = string & { readonly brand: 'SignPublic' }

/** What was given to be opened is damaged, is not what it is said to be, or is for another key. */
export class CannotOpen extends Error {
  override name = 'CannotOpen'
}

export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

/** Throws CannotOpen for anything but base64url in its one canonical spelling. */
export function fromText(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new CannotOpen('not base64url')
  return new Uint8Array(bytes)
}

/** Several texts as one, so that no two lists give the same: each with its length in bytes before it. */
export function lengthPrefixed(fields: string[]): string {
  return fields.map(field => `${Buffer.byteLength(field)}:${field}`).join('')
}
