import { hkdfSync, randomBytes } from 'node:crypto'
import {
  CannotOpen,
  fromText,
  toText,
  type BoxPrivate,
  type KeyEncryptionKey,
  type MemberKey,
  type SessionKey,
  type SignPrivate,
} from './bytes'
import { decrypt, encrypt, wipe } from './encryption'
import { newBoxPair, type BoxPair } from './sealedBox'
import { newSignPair, type SignPair } from './signature'

/** A member's own keys. */
export type MemberPairs = BoxPair & SignPair

/** What only its member can open: kept encrypted under the member key, and written anew when it changes. */
export interface Strongbox extends MemberPairs {
  /** Base32; `totpStep` is the step of the last code used, so that none works twice. */
  totpSecret: string
  totpStep: number
  /** Whether the member has shown once that the phone gives the right codes. */
  totpConfirmed: boolean
  /** Second of joining: a phone can be set up without a code for a while after it, and never again. */
  joinedAt: number
  /** The secret of a new phone, until it has given a right code. */
  totpNext: string
  /** The end of the audit log as the member last saw it. */
  auditHead: { number: number; hash: string }
  /** The epoch of readers as the member last saw it; 0 before there was one. */
  epoch: { number: number; hash: string }
  /** The words of a recovery key that is being made, until they have been typed back. */
  recoveryWords: string[]
}

export function newMemberKey(): MemberKey {
  return new Uint8Array(randomBytes(32)) as MemberKey
}

export function newStrongbox(totpSecret: string, joinedAt = 0): Strongbox {
  return {
    ...newBoxPair(),
    ...newSignPair(),
    totpSecret,
    totpStep: 0,
    totpConfirmed: false,
    joinedAt,
    totpNext: '',
    auditHead: { number: 0, hash: '' },
    epoch: { number: 0, hash: '' },
    recoveryWords: [],
  }
}

export function lockStrongbox(key: MemberKey, userId: string, box: Strongbox): string {
  const plain = { ...box, boxPrivate: toText(box.boxPrivate), signPrivate: toText(box.signPrivate) }
  return encrypt(key, Buffer.from(JSON.stringify(plain)), ['strongbox', userId])
}

export function openStrongbox(key: MemberKey, userId: string, text: string): Strongbox {
  const json = Buffer.from(decrypt(key, text, ['strongbox', userId])).toString()
  const plain = JSON.parse(json) as Strongbox & { boxPrivate: string; signPrivate: string }
  return {
    ...plain,
    boxPublic: plain.boxPublic,
    signPublic: plain.signPublic,
    boxPrivate: fromText(plain.boxPrivate) as BoxPrivate,
    signPrivate: fromText(plain.signPrivate) as SignPrivate,
  }
}

/** The member key for storage: only the passphrase brings back what opens it. */
export function wrapMemberKey(kek: KeyEncryptionKey, userId: string, key: MemberKey): string {
  return encrypt(kek, key, ['member key', userId])
}

export function unwrapMemberKey(kek: KeyEncryptionKey, userId: string, text: string): MemberKey {
  return memberKeyOf(decrypt(kek, text, ['member key', userId]))
}

/** What of a session's row is bound to its key: a row that was written or changed by hand opens nothing. */
export interface SessionPlace {
  userId: string
  startedAt: number
  steppedAt: number
  joining: boolean
}

/** The member key for a session's row: only the cookie brings back what opens it. */
export function wrapForSession(token: string, place: SessionPlace, key: MemberKey): string {
  return encrypt(sessionKey(token), key, sessionPlace(place))
}

/** The member key, or CannotOpen for another token, or a row that is not as it was written. */
export function unwrapFromSession(token: string, place: SessionPlace, text: string): MemberKey {
  return memberKeyOf(decrypt(sessionKey(token), text, sessionPlace(place)))
}

function sessionPlace({ userId, startedAt, steppedAt, joining }: SessionPlace): string[] {
  return ['session', userId, String(startedAt), String(steppedAt), String(joining)]
}

/** Whether this is the key of the member's strongbox, which is opened no further. */
export function isMemberKey(key: MemberKey, userId: string, strongbox: string): boolean {
  try {
    wipe(decrypt(key, strongbox, ['strongbox', userId]))
    return true
  } catch (error) {
    if (error instanceof CannotOpen) return false
    throw error
  }
}

/** HKDF-SHA-256 (RFC 5869) of the token, which has 256 random bits. */
function sessionKey(token: string): SessionKey {
  return new Uint8Array(hkdfSync('sha256', token, '', 'tropa/session', 32)) as SessionKey
}

function memberKeyOf(bytes: Uint8Array): MemberKey {
  if (bytes.length !== 32) throw new CannotOpen('not a member key')
  return bytes as MemberKey
}
