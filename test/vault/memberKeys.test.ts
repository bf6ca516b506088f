import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { CannotOpen, type KeyEncryptionKey, type MemberKey } from '../../src/vault/bytes'
import { encrypt } from '../../src/vault/encryption'
import {
  isMemberKey,
  lockStrongbox,
  newMemberKey,
  newStrongbox,
  openStrongbox,
  unwrapFromSession,
  unwrapMemberKey,
  wrapForSession,
  type SessionPlace,
  wrapMemberKey,
  type Strongbox,
} from '../../src/vault/memberKeys'
import { newToken } from '../../src/vault/random'
import { openSealed, sealTo } from '../../src/vault/sealedBox'
import { isSignedBy, sign } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'
import { flippedBits, oneFlippedBit, otherLengths, otherSpellings } from './damage'

beforeAll(() => sodiumReady)

const kek = () => new Uint8Array(randomBytes(32)) as KeyEncryptionKey

/** A strongbox in which nothing is as in a new one. */
function fullStrongbox(): Strongbox {
  return {
    ...newStrongbox('GEZDGNBVGY3TQOJQ'),
    totpStep: 55_555_555,
    totpConfirmed: true,
    totpNext: 'MFRGGZDFMZTWQ2LK',
    auditHead: { number: 7, hash: 'a'.repeat(64) },
    epoch: { number: 3, hash: 'b'.repeat(64) },
    recoveryWords: ['берег', 'abacus', '👩‍👧'],
  }
}

const place: SessionPlace = { userId: 'user', startedAt: 1, steppedAt: 1, joining: false }

describe('a strongbox', () => {
  test('comes back with all that was in it', () => {
    const [key, box] = [newMemberKey(), fullStrongbox()]
    expect(openStrongbox(key, 'user', lockStrongbox(key, 'user', box))).toEqual(box)
    const fresh = newStrongbox('secret')
    expect(openStrongbox(key, 'user', lockStrongbox(key, 'user', fresh))).toEqual(fresh)
  })

  test('holds keys that work together', () => {
    const key = newMemberKey()
    const box = openStrongbox(key, 'user', lockStrongbox(key, 'user', fullStrongbox()))
    const secret = new Uint8Array(randomBytes(8))
    expect(openSealed(box, sealTo(box.boxPublic, secret, []), [])).toEqual(secret)
    expect(isSignedBy(box.signPublic, sign(box.signPrivate, 'x', ['y']), 'x', ['y'])).toBe(true)
  })

  test('shows nothing of what is in it', () => {
    const box = fullStrongbox()
    const bytes = Buffer.from(lockStrongbox(newMemberKey(), 'user', box), 'base64url')
    for (const secret of [box.totpSecret, box.totpNext, box.boxPublic, ...box.recoveryWords]) {
      expect(bytes.includes(secret)).toBe(false)
    }
  })

  test("opens neither with another member's key, nor as another member's, nor as a wrapped key", () => {
    const key = newMemberKey()
    const locked = lockStrongbox(key, 'user', fullStrongbox())
    expect(() => openStrongbox(newMemberKey(), 'user', locked)).toThrow(CannotOpen)
    expect(() => openStrongbox(key, 'other', locked)).toThrow(CannotOpen)
    expect(() => unwrapMemberKey(key as unknown as KeyEncryptionKey, 'user', locked)).toThrow(CannotOpen)
  })

  test('does not open when a bit was changed, or its length or spelling', () => {
    const key = newMemberKey()
    const locked = lockStrongbox(key, 'user', fullStrongbox())
    for (const other of [...otherLengths(locked), ...otherSpellings(locked)]) {
      expect(() => openStrongbox(key, 'user', other)).toThrow(CannotOpen)
    }
    fc.assert(
      fc.property(oneFlippedBit(locked), flipped => {
        expect(() => openStrongbox(key, 'user', flipped)).toThrow(CannotOpen)
      }),
    )
  })

  test('is another one for every member', () => {
    const [a, b] = [newStrongbox(''), newStrongbox('')]
    for (const field of ['boxPublic', 'boxPrivate', 'signPublic', 'signPrivate'] as const) {
      expect(a[field]).not.toEqual(b[field])
    }
    expect(newMemberKey()).not.toEqual(newMemberKey())
  })
})

describe('a member key', () => {
  test('wrapped under a key made of a passphrase comes back with that key, for that member', () => {
    const [key, wrapping] = [newMemberKey(), kek()]
    const wrapped = wrapMemberKey(wrapping, 'user', key)
    expect(unwrapMemberKey(wrapping, 'user', wrapped)).toEqual(key)
    expect(() => unwrapMemberKey(kek(), 'user', wrapped)).toThrow(CannotOpen)
    expect(() => unwrapMemberKey(wrapping, 'other', wrapped)).toThrow(CannotOpen)
    for (const other of [...flippedBits(wrapped), ...otherLengths(wrapped), ...otherSpellings(wrapped)]) {
      expect(() => unwrapMemberKey(wrapping, 'user', other)).toThrow(CannotOpen)
    }
  })

  test('wrapped for a session comes back with the same token, for the same member', () => {
    const [key, token] = [newMemberKey(), newToken()]
    const wrapped = wrapForSession(token, place, key)
    expect(unwrapFromSession(token, place, wrapped)).toEqual(key)
    for (const other of [newToken(), '', `${token} `, token.slice(1), token.toLowerCase()]) {
      expect(() => unwrapFromSession(other, place, wrapped)).toThrow(CannotOpen)
    }
    const others: SessionPlace[] = [
      { ...place, userId: 'other' },
      { ...place, startedAt: 2 },
      { ...place, steppedAt: 4_000_000_000 },
      { ...place, joining: true },
    ]
    for (const other of others) expect(() => unwrapFromSession(token, other, wrapped)).toThrow(CannotOpen)
    for (const other of [...flippedBits(wrapped), ...otherLengths(wrapped), ...otherSpellings(wrapped)]) {
      expect(() => unwrapFromSession(token, place, other)).toThrow(CannotOpen)
    }
  })

  test('is known by the strongbox that it opens', () => {
    const key = newMemberKey()
    const locked = lockStrongbox(key, 'user', fullStrongbox())
    expect(isMemberKey(key, 'user', locked)).toBe(true)
    expect(isMemberKey(newMemberKey(), 'user', locked)).toBe(false)
    expect(isMemberKey(key, 'other', locked)).toBe(false)
    for (const other of ['', ...otherLengths(locked), ...otherSpellings(locked)]) {
      expect(isMemberKey(key, 'user', other)).toBe(false)
    }
  })

  test('in two sessions, or wrapped twice, has nothing in common to see', () => {
    const [key, token, wrapping] = [newMemberKey(), newToken(), kek()]
    expect(wrapForSession(token, place, key)).not.toBe(wrapForSession(token, place, key))
    expect(wrapMemberKey(wrapping, 'user', key)).not.toBe(wrapMemberKey(wrapping, 'user', key))
  })

  test.each([0, 16, 31, 33, 64])('of %d bytes is none', length => {
    const [wrapping, bytes] = [kek(), randomBytes(length)]
    const wrapped = encrypt(wrapping, bytes, ['member key', 'user'])
    expect(() => unwrapMemberKey(wrapping, 'user', wrapped)).toThrow(CannotOpen)
    const short = new Uint8Array(length) as MemberKey
    expect(() => unwrapFromSession('t', place, wrapForSession('t', place, short))).toThrow(CannotOpen)
  })
})
