import type { DataKey, KeyEncryptionKey } from '../../src/vault/bytes'
import { decrypt, encrypt } from '../../src/vault/encryption'
import { fingerprintOf } from '../../src/vault/fingerprint'
import {
  lockStrongbox,
  newMemberKey,
  newStrongbox,
  wrapForSession,
  wrapMemberKey,
} from '../../src/vault/memberKeys'
import { markOwn } from '../../src/vault/ownMark'
import { newBoxPair, openSealed, sealTo } from '../../src/vault/sealedBox'
import { sealText } from '../../src/vault/sealedText'
import { isSignedBy, sign } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'

/*
 * One kind of key in the place of another is refused by the compiler: `npm run types` fails when a line under
 * "@ts-expect-error" is no error. Nothing else would notice: to the program all of them are 32 bytes.
 */
beforeAll(() => sodiumReady)

const place = { caseId: 'case', kind: 'note', id: 'id', version: 1 }
const session = { userId: 'user', startedAt: 1, steppedAt: 1, joining: false }

test('only the compiler tells one kind of key from another', () => {
  const [memberKey, box, pair] = [newMemberKey(), newStrongbox(''), newBoxPair()]
  const bytes = new Uint8Array(32).fill(1)
  const kek = bytes as KeyEncryptionKey
  const dataKey = bytes as DataKey
  const wrong = [
    // @ts-expect-error a data key is no member key
    () => lockStrongbox(dataKey, 'user', box),
    // @ts-expect-error a member key does not seal the text of a case
    () => sealText(memberKey, 'text', place),
    // @ts-expect-error the key that wraps is not the key that is wrapped
    () => wrapMemberKey(memberKey, 'user', kek),
    // @ts-expect-error a data key is not for a session
    () => wrapForSession('token', session, dataKey),
    // @ts-expect-error a private key encrypts nothing
    () => encrypt(pair.boxPrivate, bytes, []),
    // @ts-expect-error plain bytes are no key
    () => encrypt(bytes, bytes, []),
    // @ts-expect-error nor do they seal a text
    () => sealText(bytes, 'text', place),
    // @ts-expect-error a key for signing is not one to seal to
    () => sealTo(box.signPublic, bytes, []),
    // @ts-expect-error the other way round nothing is verified
    () => isSignedBy(box.boxPublic, 'signature', 'purpose', []),
    // @ts-expect-error exchanged keys have no fingerprint
    () => fingerprintOf({ boxPublic: box.signPublic, signPublic: box.boxPublic }),
  ]
  for (const use of wrong) expect(use).not.toThrow()
})

test('what is not even bytes, or of another length, fails when it runs too', () => {
  const [memberKey, box, pair] = [newMemberKey(), newStrongbox(''), newBoxPair()]
  const sealed = sealTo(pair.boxPublic, memberKey, [])
  const wrong = [
    // @ts-expect-error a passphrase is no key
    () => wrapMemberKey('six words of a passphrase', 'user', memberKey),
    // @ts-expect-error a wrapped key is no key
    () => lockStrongbox(wrapForSession('token', session, memberKey), 'user', box),
    // @ts-expect-error a public key decrypts nothing
    () => decrypt(pair.boxPublic, 'text', []),
    // @ts-expect-error a private box key signs nothing
    () => sign(pair.boxPrivate, 'purpose', []),
    // @ts-expect-error a private signing key opens no box
    () => openSealed({ boxPublic: pair.boxPublic, boxPrivate: box.signPrivate }, sealed, []),
    // @ts-expect-error nobody marks anything without a private key
    () => markOwn({ signPrivate: undefined }, 'purpose', []),
  ]
  for (const use of wrong) expect(use).toThrow()
})
